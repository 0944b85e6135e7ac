import { type Actor, inTransaction, lockSettling, type Scope } from '#app/db/transaction.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { holdSubmission, reawaitSubmission } from '#app/domain/challenges/commands.server.ts'
import { challengeIn } from '#app/domain/challenges/settling.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { takeBackBulk } from '#app/domain/reviews/commands.server.ts'
import { type Refused, Refusal, orRefused } from '#app/foundation/outcome.ts'
import { reopenStage } from './reopen-stage.server.ts'
import { tellMember } from './tell-member.server.ts'
import { wakeQueue } from './wake-queue.server.ts'

const refusals = {
  not_found: 'There is no such approval.',
  undone_before: 'This was taken back before.',
  too_late: 'The ten minutes are over: correct single points on the member’s page.',
} as const

/** A reviewer takes a bulk approval back within its window: every award is reversed once, and every submission waits again under a new version. */
export async function undoApprovals(
  by: Actor & { by: number },
  program: Program,
  bulk: number,
  now = new Date(),
): Promise<{ kind: 'undone'; submissions: number } | Refused<keyof typeof refusals>> {
  return orRefused(
    () =>
      inTransaction(
        by,
        async (scope) => {
          await lockSettling(scope)
          const items = await takeBackBulk(scope, bulk)
          if (typeof items === 'string') throw new Refusal(items, refusals[items])
          for (const id of items) await takeBack(scope, program, id)
          await wakeQueue(scope)
          await record(scope, { action: 'submission.approvals_undone', objectKind: 'review_bulk', objectId: bulk, after: { submissions: items } })
          return { kind: 'undone' as const, submissions: items.length }
        },
        now,
      ),
    'not_found',
    'undone_before',
    'too_late',
  )
}

const reason = 'A reviewer took the approval back within minutes. It waits to be looked at again; you need not do anything.'

async function takeBack(scope: Scope, program: Program, id: number): Promise<void> {
  const found = await holdSubmission(scope, id)
  const challenge = found && (await challengeIn(scope, found.challengeId))
  if (!found || !challenge || !(await reawaitSubmission(scope, id))) return
  await reopenStage(scope, program, { participationId: found.participationId, stageId: found.stageId, reason })
  await tellMember(scope, {
    memberId: found.memberId,
    key: `verdict:${id}:${found.version}:undone`,
    kind: 'submission.waits_again',
    title: `Being looked at again: ${challenge.title}`,
    words: `the approval of what you handed in for “${challenge.title}” was taken back. ${reason}`,
    path: `/challenges/${challenge.slug}`,
    deed: 'See it',
    byMail: true,
  })
}
