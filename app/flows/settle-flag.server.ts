import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { holdersIn } from '#app/domain/members/settling.server.ts'
import { closeFlag } from '#app/domain/reviews/commands.server.ts'
import { setComment } from '#app/domain/talk/commands.server.ts'
import { type Refused, Refusal, orRefused } from '#app/foundation/outcome.ts'
import { tellMember } from './tell-member.server.ts'
import { wakeQueue } from './wake-queue.server.ts'

/** What somebody does about a flag: nothing was wrong, or they acted, with a note. */
export type Settled = { flag: number; outcome: 'acted' | 'dismissed'; note: string }

/** A reviewer closes a flag, once, and none about themselves. A reported comment goes or comes back with it; for everything else the page it leads to has the means. */
export async function settleFlag(
  by: Actor & { by: number },
  settled: Settled,
  now = new Date(),
): Promise<{ kind: 'settled' } | Refused<'decided_before' | 'own'>> {
  return orRefused(
    () =>
      inTransaction(
        by,
        async (scope) => {
          const flag = await closeFlag(scope, settled.flag, { ...settled, by: by.by })
          if (!flag) throw new Refusal('decided_before', 'Somebody looked at this a moment ago. Nothing was done twice.')
          if (flag.memberId !== null && (await holdersIn(scope, by.by)).includes(flag.memberId))
            throw new Refusal('own', 'This is about you: somebody else has to look. Nothing was changed.')
          if (flag.kind === 'comment') await setComment(scope, Number(flag.subject), settled.outcome === 'acted' ? 'removed' : 'shown')
          if (flag.kind === 'comment' && settled.outcome === 'acted' && flag.memberId !== null)
            await tellMember(scope, {
              memberId: flag.memberId,
              key: `flag:${settled.flag}`,
              kind: 'comment.removed',
              title: 'A comment of yours was removed',
              words: `others reported a comment of yours, and a reviewer removed it.${settled.note ? ' They wrote:' : ''}`,
              quote: settled.note,
              path: '/messages?from=/notices',
              deed: 'Ask about it',
            })
          await wakeQueue(scope)
          await record(scope, { action: `flag.${settled.outcome}`, objectKind: 'flag', objectId: settled.flag, reason: settled.note })
          return { kind: 'settled' as const }
        },
        now,
      ),
    'decided_before',
    'own',
  )
}
