import { type Actor, inTransaction, lockSettling } from '#app/db/transaction.server.ts'
import { keepWritten } from '#app/domain/challenges/commands.server.ts'
import { challengeNamed } from '#app/domain/challenges/settling.server.ts'
import { type Refused, Refusal, orRefused } from '#app/foundation/outcome.ts'
import { enterChallenge } from './enter-challenge.server.ts'
import { type EntryRefusal, entryRefusals } from './start-challenge.server.ts'

/** What is kept of a stage before it is handed in: as typed, nothing is looked at. */
type DraftOrder = { slug: string; stageId: number; content: Record<string, unknown> }
const mostLetters = 100_000

/** Keeps what a member has written so far; they find it again wherever they sign in. It begins the challenge if it was not begun. */
export function saveDraft(
  by: Actor & { by: number },
  program: { timeZone: string },
  order: DraftOrder,
  now = new Date(),
): Promise<{ kind: 'saved' } | Refused<EntryRefusal | 'not_there' | 'too_long'>> {
  return orRefused(
    () =>
      inTransaction(
        by,
        async (scope) => {
          await lockSettling(scope)
          const challenge = await challengeNamed(scope, order.slug)
          if (!challenge) throw new Refusal('not_found', 'There is no such challenge.')
          if (JSON.stringify(order.content).length > mostLetters) throw new Refusal('too_long', 'That is too long to be kept. Shorten it first.')
          const round = await enterChallenge(scope, program, challenge, by.by)
          const there = round.state === 'open' && round.stageId === order.stageId
          const kept =
            there && (await keepWritten(scope, { participationId: round.id, stageId: order.stageId, memberId: by.by, content: order.content }))
          if (!kept) throw new Refusal('not_there', 'This step was handed in already, so the draft was not kept.')
          return { kind: 'saved' as const }
        },
        now,
      ),
    ...entryRefusals,
    'not_there',
    'too_long',
  )
}
