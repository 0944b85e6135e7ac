import { type Actor, inTransaction, sqlAlone } from '#app/db/transaction.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import type { Fault } from '#app/domain/challenges/checks.ts'
import { setChallengeState } from '#app/domain/challenges/commands.server.ts'
import { readChallenge } from '#app/domain/challenges/definitions.server.ts'
import { draftOf } from '#app/domain/challenges/draft.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { type Refused, Refusal, orRefused } from '#app/foundation/outcome.ts'
import { checkChallenge } from './check-challenge.server.ts'
import { openDraw } from './open-draw.server.ts'

type Published = { kind: 'published' } | { kind: 'faulty'; faults: Fault[] } | Refused<'wrong_state' | 'gone' | 'stale'>

/** A manager publishes a draft, if every check passes; addresses are asked first, outside of the transaction. It opens at once or when its window does. `known`: see `checkChallenge`. */
export async function publishChallenge(
  program: Program,
  id: number,
  by: Actor,
  known: ReadonlySet<string> | null = null,
  now = new Date(),
): Promise<Published> {
  const challenge = await readChallenge(sqlAlone, program.id, id)
  if (!challenge) return { kind: 'gone', message: 'There is no such challenge any more.' }
  const { faults } = await checkChallenge(program, id, draftOf(challenge), true, now, known)
  const stops = faults.filter((fault) => fault.weight === 'stop')
  if (stops.length > 0) return { kind: 'faulty', faults: stops }
  return orRefused(
    () =>
      inTransaction(
        by,
        async (scope) => {
          const fresh = await readChallenge(scope.sql, scope.program, id)
          if (fresh?.version !== challenge.version) throw new Refusal('stale', 'Somebody changed it while it was checked. Look at it again.')
          await setChallengeState(scope, id, ['draft'], 'published')
          if (fresh.places?.kind === 'raffle') await openDraw(scope, fresh)
          await record(scope, { action: 'challenge.published', objectKind: 'challenge', objectId: id, after: { title: challenge.title } })
          return { kind: 'published' as const }
        },
        now,
      ),
    'wrong_state',
    'stale',
  )
}
