import { type Actor, inTransaction, lockSettling, type Scope } from '#app/db/transaction.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { beginRound, holdSubmission, noteVerdict } from '#app/domain/challenges/commands.server.ts'
import { challengeIn } from '#app/domain/challenges/settling.server.ts'
import { measureIn } from '#app/domain/conduct/settling.server.ts'
import { holdersIn } from '#app/domain/members/settling.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { closeDispute } from '#app/domain/reviews/commands.server.ts'
import { openDisputeIn } from '#app/domain/reviews/settling.server.ts'
import { type Refused, Refusal, orRefused } from '#app/foundation/outcome.ts'
import { approveWithin } from './say-verdict.server.ts'
import { measureWithin } from './take-measure.server.ts'
import { tellMember } from './tell-member.server.ts'
import { wakeQueue } from './wake-queue.server.ts'

/** The second judgment: kept as it was, or changed, with the answer that the member reads. */
export type Second = { dispute: number; outcome: 'kept' | 'changed'; answer: string; points: number | null }

/** Somebody who did not decide before answers a dispute. Changed, a submission is approved and pays, and a measure is lifted; once, whoever else presses. */
export async function decideDispute(
  by: Actor & { by: number },
  program: Program,
  second: Second,
  now = new Date(),
): Promise<{ kind: 'decided' } | Refused<'decided_before' | 'not_second' | 'out_of_range' | 'staff' | 'own' | 'not_found'>> {
  return orRefused(
    () => inTransaction(by, (scope) => decide(scope, program, second), now),
    'decided_before',
    'not_second',
    'out_of_range',
    'staff',
    'own',
    'not_found',
  )
}

async function decide(scope: Scope, program: Program, second: Second): Promise<{ kind: 'decided' }> {
  await lockSettling(scope)
  const by = scope.by ?? 0
  const dispute = await openDisputeIn(scope, second.dispute)
  if (!dispute) throw new Refusal('decided_before', 'Somebody answered this a moment ago. Nothing was done twice.')
  const own = await holdersIn(scope, by)
  if (own.includes(dispute.memberId) || dispute.barred.some((one) => own.includes(one)))
    throw new Refusal('not_second', 'You decided this before, or it is your own: somebody else has to answer.')
  await closeDispute(scope, second.dispute, { outcome: second.outcome, answer: second.answer, by })
  if (second.outcome === 'changed' && dispute.kind === 'submission') await approveAfterAll(scope, program, dispute.subjectId, second)
  if (second.outcome === 'changed' && dispute.kind === 'measure') {
    const measure = await measureIn(scope, dispute.subjectId)
    const note = `Appeal ${second.dispute}`
    if (measure) await measureWithin(scope, { memberId: measure.memberId, step: 'lift', reason: second.answer, note })
  }
  await wakeQueue(scope)
  const { outcome, answer } = second
  await record(scope, { action: `dispute.${outcome}`, objectKind: 'dispute', objectId: second.dispute, reason: answer })
  await tellMember(scope, {
    memberId: dispute.memberId,
    key: `dispute:${second.dispute}`,
    kind: 'dispute.answered',
    title: outcome === 'changed' ? `You were right: ${dispute.title}` : `Looked at again: ${dispute.title}`,
    words: `somebody who did not decide before has looked at “${dispute.title}”. ${outcome === 'changed' ? 'It is changed in your favor.' : 'It stays as it was.'} They wrote:`,
    quote: answer,
    path: dispute.kind === 'measure' ? '/fair-play' : `/submissions#submission-${dispute.subjectId}`,
    deed: 'See it',
  })
  return { kind: 'decided' }
}

/** Approves what was returned or rejected: a round that the rejection had ended goes on where it was. */
async function approveAfterAll(scope: Scope, program: Program, id: number, { points, answer }: Second): Promise<void> {
  const found = await holdSubmission(scope, id)
  const challenge = found && (await challengeIn(scope, found.challengeId))
  if (!found || !challenge || !['waiting', 'returned', 'rejected'].includes(found.state)) return
  await noteVerdict(scope, { submissionId: id, version: found.version, verdict: 'approve', reason: answer, points, note: 'Second judgment' })
  const { challengeId, memberId, round, stageId } = found
  if (found.state === 'rejected') await beginRound(scope, { challengeId, memberId, round, stageId })
  await approveWithin(scope, program, { found, challenge, points, note: answer })
}
