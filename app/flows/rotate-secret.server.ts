import type { Adapter } from '#app/contract/adapter.ts'
import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import { addSecret } from '#app/domain/activities/commands.server.ts'
import { holdSource, validSecrets } from '#app/domain/activities/commands/editing.server.ts'
import { forgetSource } from '#app/domain/activities/queries/open-source.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { type Refused, Refusal, orRefused } from '#app/foundation/outcome.ts'

/** The new secret, answered this once, and until when the former ones are valid beside it. */
export type SecretRotated = { kind: 'rotated'; name: string; value: string; othersEndAt: Date }

const overlap = 24 * 60 * 60 * 1000

/**
 * A manager asks for a new secret, or enters the one that the platform made. It is valid at once; the former ones stay valid for 24 hours more, so that no
 * delivery is lost in between. Refuses one that is too short to prove anything.
 */
export function rotateSecret(
  adapter: Adapter,
  target: { sourceId: number; name: string; theirs?: string },
  by: Actor,
  now?: Date,
): Promise<SecretRotated | Refused<'not_found' | 'no_such_secret' | 'no_secret'>> {
  return orRefused(
    () =>
      inTransaction(
        by,
        async (scope): Promise<SecretRotated> => {
          if (!adapter.secrets.includes(target.name))
            throw new Refusal('no_such_secret', 'This channel has no secret of that name. Nothing was changed.')
          const source = await holdSource(scope, target.sourceId)
          const before = await validSecrets(scope, source.id)
          const value = adapter.theirSecret ? (target.theirs ?? '').trim() : adapter.newSecret()
          if (value.length < 12 || value.length > 500 || /\s/.test(value)) {
            throw new Refusal(
              'no_secret',
              'This is not the secret that the platform shows: it has 12 characters or more, and no blanks. Nothing was changed.',
            )
          }
          const othersEndAt = new Date(scope.now.getTime() + overlap)
          await addSecret(scope, { sourceId: source.id, name: target.name, value, othersEndAt })
          await record(scope, {
            action: 'secret.rotated',
            objectKind: 'source',
            objectId: source.id,
            before: { valid: before.filter((secret) => secret.name === target.name).map((secret) => `…${secret.hint}`) },
            after: { name: target.name, secret: `…${value.slice(-4)}`, othersEndAt },
          })
          scope.afterCommit(() => forgetSource(scope.program, source.slug))
          return { kind: 'rotated', name: target.name, value, othersEndAt }
        },
        now,
      ),
    'not_found',
    'no_such_secret',
    'no_secret',
  )
}
