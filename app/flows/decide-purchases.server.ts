import { DateTime } from 'luxon'
import type { Scope } from '#app/db/transaction.server.ts'
import { spread } from '#app/domain/ledger/ledger.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { barriersTo } from '#app/domain/store/barriers.ts'
import { type StorePolicy, reasonsToWait } from '#app/domain/store/caution.ts'
import { addressHash } from '#app/domain/store/commands/keeping.server.ts'
import type { NewOrder } from '#app/domain/store/orders.ts'
import type { Decided, Purchase, PurchaseRefusal } from '#app/domain/store/purchase.ts'
import { choiceWords, freeOf, priceFor, segmentsAsked } from '#app/domain/store/rewards.ts'
import { type Shelved, accountsAt, shelvedIn, storePolicyAt } from '#app/domain/store/settling.server.ts'
import { type Loaded, loadShoppers } from './load-shoppers.server.ts'

const day = 86_400_000

/** Part of redeeming: decides purchases in their order, each on what those before it left, by what the database says under the settling lock. Each keeps its key. */
export async function decidePurchases(scope: Scope, program: Program, purchases: readonly Purchase[]): Promise<Decided[]> {
  const shelf = await shelvedIn(scope, [...new Set(purchases.map((purchase) => purchase.rewardId))])
  const policy = await storePolicyAt(scope)
  const yearFrom = DateTime.fromJSDate(scope.now, { zone: program.timeZone }).startOf('year').toJSDate()
  const asks = { segments: segmentsAsked([...shelf.values()].map((one) => one.reward)), yearFrom, points: program.pointsName }
  const { loaded, names } = await loadShoppers(scope, personsIn(purchases), asks)
  const hashes = purchases.flatMap(({ address }) => (address ? [addressHash(scope.program, address)] : []))
  const sharing = await accountsAt(scope, hashes)
  return purchases.map((purchase) =>
    decide({ scope, program, policy, names, sharing }, purchase, shelf.get(purchase.rewardId), loaded.get(purchase.person)),
  )
}

type Till = { scope: Scope; program: Program; policy: StorePolicy; names: Parameters<typeof barriersTo>[2]; sharing: Map<string, number[]> }

const kept = 'Nothing was ordered, and your points are untouched.'
const refused = (code: PurchaseRefusal, words: string): Decided => ({ kind: 'refused', code, message: `${words} ${kept}` })
const personsIn = (purchases: readonly Purchase[]): number[] => [...new Set(purchases.map((purchase) => purchase.person))]

function decide(till: Till, purchase: Purchase, shelved: Shelved | undefined, known: Loaded | undefined): Decided {
  const { scope, program, policy, names } = till
  const variant = shelved?.variants.find((one) => one.id === purchase.variantId)
  if (!shelved || !variant) return refused('not_there', 'This is not on the shelf any more.')
  if (!known) return refused('gone', 'Your account cannot order now.')
  const { reward } = shelved
  const country = purchase.address?.country ?? known.shopper.country
  if (reward.kind === 'physical' && !purchase.address) return refused('no_address', 'Say where it should go.')
  const [barrier] = barriersTo(
    { reward, variant, variants: shelved.variants, country, spent: shelved.spent },
    known.shopper,
    names,
    scope.now,
    program.timeZone,
  )
  if (barrier) return refused(barrier.code, barrier.words)
  const price = priceFor(reward, known.shopper)
  if (price > purchase.priceSeen)
    return refused('price_changed', `It costs ${price.toLocaleString('en-US')} ${program.pointsName} now, not what the page said.`)
  const hash = purchase.address ? addressHash(scope.program, purchase.address) : null
  const there = hash === null ? [] : (till.sharing.get(hash) ?? [])
  const sharedWith = there.filter((account) => !known.holders.includes(account)).length
  const waits = reasonsToWait(reward, { ...known.caution, sharedWith }, policy)
  const parts = spread(-price, known.holders, known.spendable).map(({ holder, amount }) => ({ holder, amount: -amount }))
  take(shelved, known, variant.id, price, parts, scope.now)
  if (hash !== null) till.sharing.set(hash, [...there, purchase.person])
  return {
    kind: 'accepted',
    order: {
      key: purchase.key,
      memberId: purchase.person,
      rewardId: reward.id,
      variantId: variant.id,
      kind: reward.kind,
      title: reward.title,
      choice: choiceWords(variant),
      price,
      cost: reward.cost,
      taxValue: reward.taxValue,
      state: waits.length === 0 || (waits.length === 1 && waits[0] === 'by_hand') ? 'requested' : 'held',
      waits,
      needsTwo: reward.highValue,
      parts,
      country,
      publicThanks: purchase.publicThanks,
      note: purchase.note,
      holdUntil: new Date(scope.now.getTime() + policy.holdDays * day),
    },
  }
}

/** Leaves the next purchase in the same transaction what this one did not take. */
function take(shelved: Shelved, known: Loaded, variantId: number, price: number, parts: NewOrder['parts'], now: Date): void {
  const variant = shelved.variants.find((one) => one.id === variantId)
  if (variant && freeOf(variant) !== null) variant.held += 1
  shelved.spent += shelved.reward.cost
  for (const { holder, amount } of parts) known.spendable.set(holder, (known.spendable.get(holder) ?? 0) - amount)
  known.shopper = {
    ...known.shopper,
    spendable: known.shopper.spendable - price,
    orders: [...known.shopper.orders, { rewardId: shelved.reward.id, at: now }],
  }
  known.caution = { ...known.caution, ordersToday: known.caution.ordersToday + 1, yearValue: known.caution.yearValue + shelved.reward.taxValue }
}
