import type { Scope } from '#app/db/transaction.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { openRaffle } from '#app/domain/raffles/commands.server.ts'
import { raffleAhead, resetRaffle } from '#app/domain/raffles/settling.server.ts'
import { lockEntrants } from '#app/domain/store/commands/raffles.server.ts'
import type { Reward } from '#app/domain/store/rewards.ts'
import type { RewardForm } from '#app/domain/store/shelf-form.ts'
import { Refusal } from '#app/foundation/outcome.ts'

/**
 * Part of putting a raffle on the shelf: its draw is opened before the first ticket is sold, so that the fingerprint of its seed stands there from then on. As long as
 * nobody has a ticket, its terms may change; later they stay as they were announced. Refuses `announced` and `backwards`.
 */
export async function openRewardDraw(scope: Scope, program: Program, rewardId: number, form: RewardForm, before: Reward | null): Promise<void> {
  if (form.kind !== 'raffle' || form.state !== 'live' || !form.drawsAt) return
  if (form.drawsAt <= scope.now) throw new Refusal('backwards', 'The draw lies in the past. Choose a later day. Nothing was changed.')
  const { drawsAt, winners, losers, title } = form
  const origin = `reward:${rewardId}`
  const known = await raffleAhead(scope, origin)
  if (!known) {
    const rule = losers === 'back' ? 'The points of all other tickets come back.' : 'The points of all other tickets stay spent.'
    const about = `Every ticket that was bought in the store has the same chance. ${rule}`
    const terms = { opensAt: scope.now, closesAt: drawsAt, timeZone: program.timeZone, winners, prize: title, points: 0, badge: null, levelFrom: 0 }
    await openRaffle(scope, `store-${form.slug}`, { title, about, origin, state: 'published', ...terms })
    return
  }
  const same = before?.drawsAt?.getTime() === drawsAt.getTime() && before.winners === winners && before.losers === losers
  if (same) return
  if ((await lockEntrants(scope, rewardId)).length > 0)
    throw new Refusal(
      'announced',
      'Members have tickets, so day, winners and what becomes of the other points stay as they were announced. Nothing was changed.',
    )
  await resetRaffle(scope, known.id, drawsAt, winners)
}
