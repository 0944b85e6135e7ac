import type { ServerResponse } from 'node:http'
import type { Adapter, Secrets } from '#app/contract/adapter.ts'
import { accessOf } from '#app/domain/activities/queries/access.server.ts'
import { answer } from './receive-body.server.ts'

/**
 * A platform asks by GET whether a subscription was meant (WebSub, verification of intent): the challenge is given back when it was, 404 otherwise. Nothing is
 * kept: who asks proves nothing, and what comes afterwards is signed.
 */
export async function answerConfirmation(
  response: ServerResponse,
  adapter: Pick<Adapter, 'meant'>,
  source: { program: number; id: number; secrets: Secrets },
  url: string,
): Promise<void> {
  const asked = new URL(url, 'http://hub').searchParams
  const said = (name: string) => asked.get(name) ?? ''
  const [mode, topic, challenge, token] = [said('hub.mode'), said('hub.topic'), said('hub.challenge'), said('token')]
  const sound = challenge !== '' && challenge.length <= 1_000 && topic.length <= 2_000 && token.length <= 200
  if (!sound || !adapter.meant?.({ mode, topic, challenge, token }, await accessOf(source.program, source.id), source.secrets))
    return answer(response, 404, { error: 'The hub did not ask for this subscription.' })
  response
    .writeHead(200, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' })
    .end(challenge)
}
