import { lockSettling, type Scope } from '#app/db/transaction.server.ts'
import { decideSubmission, holdSubmission, type Judged, noteVerdict, verdictsOn } from '#app/domain/challenges/commands.server.ts'
import { type Challenge } from '#app/domain/challenges/challenges.ts'
import { challengeIn } from '#app/domain/challenges/settling.server.ts'
import type { VerdictWord } from '#app/domain/challenges/verdicts.ts'
import { holdersIn } from '#app/domain/members/settling.server.ts'
import { reads } from '#app/domain/reviews/reviews.ts'
import { completeStage } from './complete-stage.server.ts'
import { failStage } from './fail-stage.server.ts'
import { tellMember } from './tell-member.server.ts'
import { wakeQueue } from './wake-queue.server.ts'

/** What somebody says of a submission, in the version that they looked at. `languages`: what a community reviewer may judge; null for staff. */
export type Verdict = {
  submission: number
  version: number
  verdict: VerdictWord
  reason: string
  points: number | null
  note: string
  languages: readonly string[] | null
}

/** What came of it: decided; counted as one approval of several; or why nothing was done. */
export type Said =
  | { kind: 'decided'; memberId: number }
  | { kind: 'counted'; approvals: number; needed: number }
  | { kind: 'decided_before' | 'own_work' | 'judged_before' | 'other_language' | 'needs_more' }

/**
 * Part of every story that judges: under the settling lock, so that of two who press at once one decides and the other is told. Nobody judges their own work.
 * The last of the approvals that a challenge asks for pays, within its range. With `alone` nothing is done where more than one approval is needed.
 */
export async function sayVerdict(scope: Scope, program: { timeZone: string }, verdict: Verdict, alone = false): Promise<Said> {
  await lockSettling(scope)
  const found = await holdSubmission(scope, verdict.submission)
  const challenge = found && (await challengeIn(scope, found.challengeId))
  if (!found || !challenge || found.state !== 'waiting' || found.version !== verdict.version) return { kind: 'decided_before' }
  if ((await holdersIn(scope, scope.by ?? 0)).includes(found.memberId)) return { kind: 'own_work' }
  if (verdict.languages && !reads(verdict.languages, found.language)) return { kind: 'other_language' }
  if (alone && challenge.reviewersNeeded > 1) return { kind: 'needs_more' }
  if (!(await noteVerdict(scope, { ...verdict, submissionId: found.id }))) return { kind: 'judged_before' }
  await wakeQueue(scope)
  if (verdict.verdict !== 'approve') return turnAway(scope, found, challenge, verdict)
  const { approvals } = await verdictsOn(scope, found.id, found.version)
  if (approvals.length < challenge.reviewersNeeded) return { kind: 'counted', approvals: approvals.length, needed: challenge.reviewersNeeded }
  const chosen = approvals.flatMap(({ points }) => (points === null ? [] : [points])).at(-1)
  await approveWithin(scope, program, { found, challenge, points: chosen ?? null, note: verdict.note })
  return { kind: 'decided', memberId: found.memberId }
}

/** Part of a story that approves: the submission is decided, its stage passed and paid, and the member hears of it by mail (by notice from the stage). */
export async function approveWithin(
  scope: Scope,
  program: { timeZone: string },
  approval: { found: Judged; challenge: Challenge; points: number | null; note: string },
): Promise<void> {
  const { found, challenge, points, note } = approval
  await decideSubmission(scope, found.id, 'approved')
  const { participationId, stageId, language, topic } = found
  const tags = [...(language ? [`language:${language}`] : []), ...(topic ? [`topic:${topic}`] : [])]
  await completeStage(scope, program, { participationId, stageId, how: 'verdict', tags, note, ...(points !== null && { points }) })
  await tellMember(scope, {
    memberId: found.memberId,
    key: `verdict:${found.id}:${found.version}:approved`,
    kind: 'submission.approved',
    title: `Approved: ${challenge.title}`,
    words: `what you handed in for “${challenge.title}” was approved.${note ? ' The reviewer wrote:' : ''}`,
    quote: note,
    path: `/challenges/${challenge.slug}`,
    deed: 'See it',
    byMail: true,
  })
}

async function turnAway(scope: Scope, found: Judged, { title, slug }: Challenge, { verdict, reason }: Verdict): Promise<Said> {
  const returned = verdict === 'return'
  await decideSubmission(scope, found.id, returned ? 'returned' : 'rejected')
  if (!returned) await failStage(scope, { participationId: found.participationId, stageId: found.stageId, how: 'for_good' })
  await tellMember(scope, {
    memberId: found.memberId,
    key: `verdict:${found.id}:${found.version}:${verdict}`,
    kind: `submission.${returned ? 'returned' : 'rejected'}`,
    title: returned ? `One more round: ${title}` : `Not accepted: ${title}`,
    words: returned
      ? `a reviewer read what you handed in for “${title}” and asks for a change. Your text is kept: change it and hand it in again. They wrote:`
      : `a reviewer could not accept what you handed in for “${title}”. If you think something was missed, you can ask for a second judgment. They wrote:`,
    quote: reason,
    path: returned ? `/challenges/${slug}` : `/submissions#submission-${found.id}`,
    deed: returned ? 'Change it and hand it in again' : 'Read it, or ask for a second judgment',
  })
  return { kind: 'decided', memberId: found.memberId }
}
