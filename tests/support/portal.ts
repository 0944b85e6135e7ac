// An idea portal on this machine, and any of its channels connected to the hub: what is asked is answered from a table.
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Adapter } from '#app/contract/adapter.ts'
import { inTransaction } from '#app/db/transaction.server.ts'
import { accessSecret } from '#app/domain/activities/activities.ts'
import { addSecret, createSource, setPlainAccess } from '#app/domain/activities/commands.server.ts'
import { forgetSource, openSource } from '#app/domain/activities/queries/open-source.server.ts'
import { programKey } from '#app/domain/programs/queries.server.ts'
import { type Received, receiveDelivery } from '#app/flows/receive-delivery.server.ts'
import { learn } from './forum.ts'

export const portalSecret = 'a-token-of-the-portal-0123456789'

/** Answers by method and path; everything else is 404. */
export class Portal {
  answers: Record<string, unknown> = {}
  /** Answers what is not in the table; undefined is 404. */
  otherwise: (asked: string) => unknown = () => undefined
  asked: string[] = []
  site = ''
  private server: Server | undefined

  async open(): Promise<void> {
    this.server = createServer((request, response) => {
      const key = `${request.method} ${request.url}`
      this.asked.push(key)
      const found = Object.hasOwn(this.answers, key) ? this.answers[key] : this.otherwise(key)
      response.writeHead(found === undefined ? 404 : 200, { 'content-type': 'application/json' }).end(JSON.stringify(found ?? {}))
    })
    await new Promise<void>((resolve) => this.server?.listen(0, '127.0.0.1', resolve))
    this.site = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`
  }

  async close(): Promise<void> {
    await new Promise((resolve) => this.server?.close(resolve))
  }
}

/** Connects a channel of this adapter, with a key for its API unless told otherwise. Answers the source's id. */
export async function connectPortal(adapter: Adapter, portal: Portal, withKey = true): Promise<number> {
  const id = await inTransaction({ program: 1, by: null }, async (scope) => {
    const sourceId = await createSource(scope, { adapter: adapter.id, slug: adapter.id, title: adapter.title })
    await addSecret(scope, { sourceId, name: 'webhook', value: portalSecret, othersEndAt: null })
    await setPlainAccess(scope, sourceId, { site: portal.site })
    if (withKey) await addSecret(scope, { sourceId, name: accessSecret('api_key'), value: 'key', othersEndAt: null })
    return sourceId
  })
  forgetSource(1, adapter.id)
  return id
}

/** A message of the portal comes in, and the hub learns the rest of it. */
export async function send(adapter: Adapter, body: unknown, headers: Record<string, string> = {}): Promise<Received> {
  const source = await openSource(1, adapter.id)
  if (!source) throw new Error('The portal is not connected.')
  const bytes = Buffer.from(JSON.stringify(body))
  const signed = adapter.sign(bytes, headers, portalSecret, new Date())
  const received = await receiveDelivery(adapter, { ...source, key: await programKey(1) }, { headers: signed, body: bytes, receivedAt: new Date() })
  await learn()
  return received
}
