import type { Scope } from '#app/db/transaction.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { noteRestock, noteTold } from '#app/domain/store/commands/wishes.server.ts'
import { waitingFor } from '#app/domain/store/settling.server.ts'
import { tellWishers } from './tell-wishers.server.ts'

/** Part of every story that brings units back: who wished for what was sold out hears of it, once for each restock (the key). */
export async function tellRestock(
  scope: Scope,
  program: Program,
  origin: string,
  came: readonly { variantId: number; units: number }[],
): Promise<void> {
  const rewards = await noteRestock(scope, came)
  if (rewards.length === 0) return
  const waiting = await waitingFor(scope, rewards)
  await noteTold(scope, rewards)
  await tellWishers(
    scope,
    program,
    origin,
    waiting.map(({ memberId, rewardId, restock, title, slug }) => ({
      memberId,
      key: `restock:${rewardId}:${restock}:${memberId}`,
      kind: 'reward.restocked',
      heading: `Back in stock: ${title}`,
      words: 'You wished for it, and it is on the shelf again. First come, first served.',
      slug,
    })),
  )
}
