import { DateTime } from 'luxon'
import { inTransaction } from '#app/db/transaction.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { type Barrier, type Names, type Shopper, barriersTo } from '#app/domain/store/barriers.ts'
import { type Caution, type StorePolicy, reasonsToWait } from '#app/domain/store/caution.ts'
import type { WaitReason } from '#app/domain/store/orders.ts'
import { type Reward, type Variant, priceFor, segmentsAsked } from '#app/domain/store/rewards.ts'
import { liveRewards, shelvedIn, storePolicyAt } from '#app/domain/store/settling.server.ts'
import { loadShoppers } from './load-shoppers.server.ts'

/** A reward as one person sees it: what it costs them, what stands in the way, and why somebody would have to look at their order. */
export type ShelfLine = { reward: Reward; variants: Variant[]; price: number; barriers: Barrier[]; waits: WaitReason[] }

/** A look at the shelf by one person. Nothing is written. `only`: one reward by its short name, even one that is a draft or retired. */
export async function readShelf(
  program: Program,
  person: number,
  only: string | null = null,
  now = new Date(),
): Promise<{ shopper: Shopper; names: Names; policy: StorePolicy; lines: ShelfLine[] }> {
  return inTransaction(
    { program: program.id, by: person },
    async (scope) => {
      const shelf = [...(await shelvedIn(scope, await liveRewards(scope, only))).values()]
      const yearFrom = DateTime.fromJSDate(now, { zone: program.timeZone }).startOf('year').toJSDate()
      const { loaded, names } = await loadShoppers(scope, [person], {
        segments: segmentsAsked(shelf.map((one) => one.reward)),
        yearFrom,
        points: program.pointsName,
      })
      const policy = await storePolicyAt(scope)
      const known = loaded.get(person)
      if (!known) throw new Error(`Member ${person} is not there.`)
      const caution: Caution = { ...known.caution, sharedWith: 0 }
      const lines = shelf.map(({ reward, variants, spent }) => ({
        reward,
        variants: variants.filter((variant) => variant.state === 'live'),
        price: priceFor(reward, known.shopper),
        barriers: barriersTo({ reward, variant: null, variants, country: null, spent }, known.shopper, names, now, program.timeZone),
        waits: reasonsToWait(reward, caution, policy),
      }))
      return {
        shopper: known.shopper,
        names,
        policy,
        lines: lines.sort((one, other) => one.reward.position - other.reward.position || one.reward.id - other.reward.id),
      }
    },
    now,
  )
}
