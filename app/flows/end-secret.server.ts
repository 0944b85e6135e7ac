import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import { endSecret as endSecretNow } from '#app/domain/activities/commands.server.ts'
import { holdSource, validSecrets } from '#app/domain/activities/commands/editing.server.ts'
import { forgetSource } from '#app/domain/activities/queries/open-source.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { type Refused, Refusal, orRefused } from '#app/foundation/outcome.ts'

export type SecretEnded = { kind: 'ended' | 'unchanged' }

/** A manager ends an old secret before its time. The last one that does not end by itself is refused: nothing could come in any more. */
export function endSecret(target: { sourceId: number; id: number }, by: Actor): Promise<SecretEnded | Refused<'not_found' | 'last_secret'>> {
  return orRefused(
    () =>
      inTransaction(by, async (scope): Promise<SecretEnded> => {
        const source = await holdSource(scope, target.sourceId)
        const valid = await validSecrets(scope, source.id)
        const secret = valid.find((one) => one.id === target.id)
        if (!secret) return { kind: 'unchanged' }
        if (!valid.some((one) => one.name === secret.name && one.id !== secret.id && one.endsAt === null)) {
          throw new Refusal(
            'last_secret',
            'This is the only lasting secret of the channel. Rotate it first; then the old one can be ended. Nothing was changed.',
          )
        }
        await endSecretNow(scope, source.id, secret.id)
        await record(scope, {
          action: 'secret.ended',
          objectKind: 'source',
          objectId: source.id,
          before: { name: secret.name, secret: `…${secret.hint}`, endsAt: secret.endsAt },
          after: { endsAt: scope.now },
        })
        scope.afterCommit(() => forgetSource(scope.program, source.slug))
        return { kind: 'ended' }
      }),
    'not_found',
    'last_secret',
  )
}
