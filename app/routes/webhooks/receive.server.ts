import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Adapter, Delivery } from '#app/contract/adapter.ts'
import { accessOf } from '#app/domain/activities/queries/access.server.ts'
import { openSource } from '#app/domain/activities/queries/open-source.server.ts'
import { programKey, programOf } from '#app/domain/programs/queries.server.ts'
import { answerCommand } from '#app/flows/answer-command.server.ts'
import { type Received, receiveDelivery } from '#app/flows/receive-delivery.server.ts'
import { logFor } from '#app/foundation/log.ts'
import { adapterById, adapters } from '#integrations/registry.ts'
import { answerConfirmation } from './confirm.server.ts'
import { answer, plainHeaders, readBody } from './receive-body.server.ts'
import { tidingsDoor, tidingsFor } from './tidings.server.ts'

/**
 * The one door of every channel: POST /webhooks/:source. A plain node handler, mounted before Express and Remix, because a channel may send thousands a second.
 * `…/questions` answers what a platform or a member of it asks; GET only says whether a subscription was meant. 202 after the commit; 400 signed but not what the platform sends (kept); 401 signature; 404 unknown source; 405; 413; 503 when the database is away.
 */
export async function webhookDoor(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const receivedAt = new Date()
  const fulfiller = tidingsFor(request.url ?? '')
  if (fulfiller !== null) return tidingsDoor(request, response, fulfiller)
  try {
    const confirms = request.method === 'GET' && (request.url ?? '').includes('hub.challenge=')
    if (request.method !== 'POST' && !confirms) return answer(response, 405, { error: 'Send a POST request to this address.' }, { allow: 'POST' })
    const { slug, asks } = placeIn(request.url ?? '')
    const program = await programOf(request.headers.host ?? '')
    const source = slug === null ? null : await openSource(program.id, slug)
    const adapter = source && adapterById(source.adapter)
    if (!source || !adapter || (asks && !adapter.ask))
      return answer(response, 404, { error: 'There is no channel at this address. Copy the address from the channel’s page.' })
    // Asked in the moment after a secret was made: what is remembered of the channel may be older.
    if (confirms) return await answerConfirmation(response, adapter, (await openSource(program.id, source.slug, true)) ?? source, request.url ?? '')
    const body = await readBody(request)
    if (body === null) return answer(response, 413, { error: 'The body is larger than 25 MB. Nothing was stored.' }, { connection: 'close' })
    if (asks) return await answerAsked(response, adapter, source, { headers: plainHeaders(request), body, receivedAt })
    const key = await programKey(program.id)
    const arrival = { headers: withToken(plainHeaders(request), request.url ?? ''), body, receivedAt }
    const greeting = adapter.greet?.(arrival, source.secrets)
    if (greeting) return void response.writeHead(200, { 'content-type': greeting.type, 'cache-control': 'no-store' }).end(greeting.body)
    let received = await receiveDelivery(adapter, { ...source, key }, arrival)
    if (received.kind === 'bad_signature') {
      const again = await openSource(program.id, source.slug, true)
      if (again && again !== source) received = await receiveDelivery(adapter, { ...again, key }, arrival)
    }
    return answerFor(response, received)
  } catch (error) {
    if (response.destroyed) return
    logFor('webhooks').error({ error: (error as Error).message }, 'A delivery could not be stored; the sender is asked to come again.')
    answer(response, 503, { error: 'The delivery could not be stored just now. Nothing was kept; please send it again.' }, { 'retry-after': '5' })
  }
}

function answerFor(response: ServerResponse, received: Received): void {
  switch (received.kind) {
    case 'stored':
    case 'duplicate':
      return answer(response, 202, { delivery: received.delivery, state: received.kind })
    case 'malformed':
      return answer(response, 400, { delivery: received.delivery, state: 'malformed', error: received.message })
    case 'too_many':
      return answer(response, 429, { error: received.message }, { 'retry-after': '3600' })
    case 'bad_signature':
      return answer(response, 401, { error: received.message })
  }
}

/** Some platforms can be told an address and nothing else: `?token=…` stands for the header, which is never kept. */
function withToken(headers: Record<string, string>, url: string): Record<string, string> {
  const token = /[?&]token=([A-Za-z0-9._~-]{8,200})(?:&|$)/.exec(url)?.[1]
  return token && !headers.authorization ? { ...headers, authorization: `Bearer ${token}` } : headers
}

/** The channel of an address, and whether it is the one for requests that expect an answer of their own. */
function placeIn(url: string): { slug: string | null; asks: boolean } {
  const found = /^\/webhooks\/([a-z0-9][a-z0-9-]{0,63})(\/questions)?\/?(?:\?|$)/.exec(url)
  return { slug: found?.[1] ?? null, asks: found?.[2] !== undefined }
}

/** Answers a handshake of the platform, or a question of a member; 401 for whatever the platform did not sign. Nothing of it is kept. */
async function answerAsked(
  response: ServerResponse,
  adapter: Adapter,
  source: { program: number; id: number },
  request: Pick<Delivery, 'headers' | 'body' | 'receivedAt'>,
): Promise<void> {
  const asked = adapter.ask?.(request, await accessOf(source.program, source.id)) ?? { kind: 'refused', why: 'Nothing is asked here.' }
  if (asked.kind === 'refused') return answer(response, 401, { error: asked.why })
  if (asked.kind === 'question') {
    const reply = await answerCommand(source.program, source.id, asked.question, adapters)
    return answer(response, 200, asked.answer(reply) as object)
  }
  if (asked.body !== undefined) return answer(response, asked.status, asked.body as object)
  response.writeHead(asked.status, { 'cache-control': 'no-store' }).end()
}
