import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { programOf } from '#app/domain/programs/queries.server.ts'
import { receiveTidings } from '#app/flows/receive-tidings.server.ts'
import { env } from '#app/foundation/env.ts'
import { logFor } from '#app/foundation/log.ts'
import { fulfillerById } from '#integrations/fulfillers.ts'
import { answer, plainHeaders, readBody } from './receive-body.server.ts'

/** Which fulfiller an address is for: /webhooks/store/<id>; null for every other address. */
export function tidingsFor(url: string): string | null {
  return /^\/webhooks\/store\/([a-z0-9][a-z0-9-]{0,63})\/?(?:\?|$)/.exec(url)?.[1] ?? null
}

/** The door of fulfillers. 200 when it is heard (some vendors take nothing else for a yes); 400, 401, 404, 405, 413 as at the channels' door; 503: come again. */
export async function tidingsDoor(request: IncomingMessage, response: ServerResponse, id: string): Promise<void> {
  const receivedAt = new Date()
  try {
    if (request.method !== 'POST') return answer(response, 405, { error: 'Send a POST request to this address.' }, { allow: 'POST' })
    const fulfiller = fulfillerById(id)
    if (!fulfiller) return answer(response, 404, { error: 'Nobody hands out rewards at this address. Copy it from the page of the fulfiller.' })
    const body = await readBody(request)
    if (body === null) return answer(response, 413, { error: 'The body is larger than 25 MB. Nothing was stored.' }, { connection: 'close' })
    const program = await programOf(request.headers.host ?? '')
    const digest = createHash('sha256').update(body).digest('hex')
    const { PUBLIC_URL, PORT } = env()
    const origin = PUBLIC_URL ? new URL(PUBLIC_URL).origin : `http://localhost:${PORT}`
    const heard = await receiveTidings(program, origin, fulfiller, { headers: plainHeaders(request), body, receivedAt, digest })
    if (heard.kind === 'heard') return answer(response, 200, { outcome: heard.outcome })
    const status = { bad_signature: 401, malformed: 400, early: 503 }[heard.kind]
    answer(response, status, { error: heard.message }, heard.kind === 'early' ? { 'retry-after': '10' } : {})
  } catch (error) {
    if (response.destroyed) return
    logFor('webhooks').error({ error: (error as Error).message }, 'A message of a fulfiller could not be heeded; the sender is asked to come again.')
    answer(response, 503, { error: 'The message could not be heeded just now. Please send it again.' }, { 'retry-after': '5' })
  }
}
