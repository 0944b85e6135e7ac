import type { Adapter } from '#app/contract/adapter.ts'
import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import { addSecret, createSource } from '#app/domain/activities/commands.server.ts'
import { holdSource, validSecrets } from '#app/domain/activities/commands/editing.server.ts'
import { forgetSource } from '#app/domain/activities/queries/open-source.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { type Refused, Refusal, orRefused } from '#app/foundation/outcome.ts'
import { spreadAddresses } from './spread-addresses.server.ts'

/** The only time that the secrets are answered: afterwards they are sealed. */
export type SourceConnected = { kind: 'connected'; sourceId: number; slug: string; secrets: { name: string; value: string }[] }

/**
 * A manager connects a channel: it gets an address of its own and a secret for each that its adapter asks for. A channel that has a secret
 * already is refused; its secret can be rotated. `place` names one of several channels of a platform.
 * Where the platform makes the secret, none is made: it is entered by `rotateSecret`.
 */
export function connectSource(
  adapter: Adapter,
  by: Actor,
  place: { slug: string; title: string } = { slug: adapter.id, title: adapter.title },
): Promise<SourceConnected | Refused<'already_connected' | 'not_found'>> {
  return orRefused(
    () =>
      inTransaction(by, async (scope): Promise<SourceConnected> => {
        const sourceId = await createSource(scope, { adapter: adapter.id, slug: place.slug, title: place.title })
        const source = await holdSource(scope, sourceId)
        if ((await validSecrets(scope, sourceId)).length > 0) {
          throw new Refusal(
            'already_connected',
            'This channel is connected and has a secret. Nothing was changed; rotate the secret if you need a new one.',
          )
        }
        const secrets = (adapter.theirSecret ? [] : adapter.secrets).map((name) => ({ name, value: adapter.newSecret() }))
        for (const secret of secrets) await addSecret(scope, { sourceId, ...secret, othersEndAt: null })
        if (adapter.byAddress) await spreadAddresses(scope, [sourceId])
        const after = { adapter: adapter.id, slug: source.slug, secrets: secrets.map(({ name, value }) => ({ name, endsWith: value.slice(-4) })) }
        await record(scope, { action: 'source.connected', objectKind: 'source', objectId: sourceId, after })
        scope.afterCommit(() => forgetSource(scope.program, source.slug))
        return { kind: 'connected', sourceId, slug: source.slug, secrets }
      }),
    'already_connected',
    'not_found',
  )
}
