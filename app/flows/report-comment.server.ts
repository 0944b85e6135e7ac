import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import { raiseFlag } from '#app/domain/reviews/commands.server.ts'
import { addReport, setComment } from '#app/domain/talk/commands.server.ts'
import { commentIn } from '#app/domain/talk/settling.server.ts'
import { reportsThatHide } from '#app/domain/talk/talk.ts'
import { type Refused, Refusal, orRefused } from '#app/foundation/outcome.ts'
import { wakeQueue } from './wake-queue.server.ts'

/** A member reports a comment, once. It goes to the queue; from the third report on nobody sees it until somebody has looked. */
export async function reportComment(
  by: Actor & { by: number },
  report: { challenge: { id: number; slug: string; title: string }; comment: number; reason: string },
  now = new Date(),
): Promise<{ kind: 'reported' } | Refused<'not_found'>> {
  return orRefused(
    () =>
      inTransaction(
        by,
        async (scope) => {
          const comment = await commentIn(scope, report.comment)
          if (!comment || comment.challengeId !== report.challenge.id || comment.memberId === by.by)
            throw new Refusal('not_found', 'There is no such comment to report.')
          const count = await addReport(scope, { commentId: comment.id, memberId: by.by, reason: report.reason })
          if (count === null) return { kind: 'reported' as const }
          if (count >= reportsThatHide) await setComment(scope, comment.id, 'hidden')
          await raiseFlag(scope, {
            kind: 'comment',
            subject: String(comment.id),
            memberId: comment.memberId,
            title: `A comment on ${report.challenge.title}`,
            detail: `${comment.body}${report.reason ? `\n\nReported: ${report.reason}` : ''}`,
            url: `/challenges/${report.challenge.slug}/talk#comment-${comment.id}`,
          })
          await wakeQueue(scope)
          return { kind: 'reported' as const }
        },
        now,
      ),
    'not_found',
  )
}
