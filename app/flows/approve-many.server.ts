import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { noteBulkItems, noteBulkReview } from '#app/domain/reviews/commands.server.ts'
import { mostAtOnce } from '#app/domain/reviews/reviews.ts'
import { type Refused, Refusal, orRefused } from '#app/foundation/outcome.ts'
import { sayVerdict } from './say-verdict.server.ts'

/** Which versions, and the key under which it happens once. */
export type BulkOrder = { items: readonly { submission: number; version: number }[]; key: string; languages: readonly string[] | null }
export type ApprovedMany = { kind: 'approved'; id: number; approved: number; skipped: number } | { kind: 'done_before' }

/**
 * A reviewer approves many submissions at once: a line in the book for each, all in one transaction, and one button takes them all back for ten minutes. What somebody
 * else decided meanwhile, one's own work, and what needs more than one reviewer is left out and counted.
 */
export async function approveMany(
  by: Actor & { by: number },
  program: Program,
  order: BulkOrder,
  now = new Date(),
): Promise<ApprovedMany | Refused<'nothing' | 'too_many' | 'out_of_range'>> {
  return orRefused(
    () =>
      inTransaction(
        by,
        async (scope): Promise<ApprovedMany> => {
          if (order.items.length > mostAtOnce) throw new Refusal('too_many', `At most ${mostAtOnce} at once. Nothing was approved.`)
          const id = await noteBulkReview(scope, order.key)
          if (id === null) return { kind: 'done_before' }
          const approved: number[] = []
          for (const { submission, version } of order.items) {
            const verdict = { submission, version, verdict: 'approve', reason: '', points: null, note: '', languages: order.languages } as const
            const said = await sayVerdict(scope, program, verdict, true)
            if (said.kind === 'decided') approved.push(submission)
          }
          if (approved.length === 0)
            throw new Refusal('nothing', 'Nothing of this could be approved at once: it was decided meanwhile, is your own, or needs several people.')
          await noteBulkItems(scope, id, approved)
          await record(scope, { action: 'submission.approve_many', objectKind: 'review_bulk', objectId: id, after: { submissions: approved } })
          return { kind: 'approved', id, approved: approved.length, skipped: order.items.length - approved.length }
        },
        now,
      ),
    'nothing',
    'too_many',
    'out_of_range',
  )
}
