import type { Fulfiller, HandOver, Reach, Stopped, Vendor } from '#app/contract/fulfiller.ts'
import { inTransaction, lockSettling, type Scope } from '#app/db/transaction.server.ts'
import { contactOf } from '#app/domain/members/queries.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { lockAccount } from '#app/domain/store/commands/accounts.server.ts'
import { claimHandOvers, endHanded, type Handed, parcelOf } from '#app/domain/store/commands/fulfillment.server.ts'
import { lockAddress } from '#app/domain/store/commands/keeping.server.ts'
import { type KnownOrder, lockOrder, storePolicyAt } from '#app/domain/store/settling.server.ts'
import { advanceOrder } from './advance-order.server.ts'
import { noteHandOver, type Outcome } from './note-hand-over.server.ts'

/** An order to give to its fulfiller, or to ask back from it, with all that is needed outside of a transaction. */
type Errand = { handed: Handed; access: Record<string, string> | null; order: HandOver | null }

const batch = 5
const claimSeconds = 120

/**
 * Gives orders to the fulfillers of their rewards, and asks for those back that staff stopped. The claim is committed before anything is sent, and the
 * external id is the key: an errand that was interrupted is run again and changes nothing the second time. Answers how many errands it ran.
 */
export async function handOverOrders(program: Program, origin: string, known: readonly Fulfiller[], reach: Reach, now = new Date()): Promise<number> {
  const hub = { program: program.id, by: null }
  const errands = await inTransaction(
    hub,
    async (scope) => {
      await lockSettling(scope)
      const claimed = await claimHandOvers(scope, batch, claimSeconds)
      const ready: Errand[] = []
      for (const handed of claimed) ready.push(...(await prepare(scope, program, origin, known, handed)))
      return ready
    },
    now,
  )
  for (const errand of errands) {
    const fulfiller = known.find((one) => one.id === errand.handed.fulfiller)
    const outcome = await run(errand, fulfiller, reach, now)
    await inTransaction(hub, (scope) => noteHandOver(scope, program, origin, errand.handed, outcome), now)
  }
  return errands.length
}

async function prepare(scope: Scope, program: Program, origin: string, known: readonly Fulfiller[], handed: Handed): Promise<Errand[]> {
  const order = await lockOrder(scope, handed.orderId)
  if (!order || (order.state !== 'approved' && order.state !== 'in_fulfillment')) {
    await endHanded(scope, handed.orderId, order?.state === 'delivered' ? 'done' : 'cancelled')
    return []
  }
  const access = await lockAccount(scope, handed.fulfiller)
  if (handed.state === 'cancelling') return [{ handed, access, order: null }]
  // From here on the member cannot take it back alone: it may be in somebody else's hands.
  if (order.state === 'approved') await advanceOrder(scope, program, origin, order, 'in_fulfillment', { silent: true })
  const fulfiller = known.find((one) => one.id === handed.fulfiller)
  return [{ handed, access, order: fulfiller ? await described(scope, handed, order, fulfiller) : null }]
}

async function described(scope: Scope, handed: Handed, order: KnownOrder, { needs }: Fulfiller): Promise<HandOver> {
  const contact = await contactOf(scope.program, order.memberId, scope.sql)
  const address = needs.includes('address') ? await lockAddress(scope, order.id) : null
  const { settings, ...item } = await parcelOf(scope, order.id)
  const { unit } = await storePolicyAt(scope)
  return {
    externalId: handed.externalId,
    order: order.id,
    item: { ...item, quantity: 1, unit },
    settings,
    address,
    email: needs.includes('email') ? (contact?.email ?? null) : null,
    name: needs.includes('name') ? (address?.name ?? contact?.displayName ?? null) : null,
  }
}

async function run({ handed, access, order }: Errand, fulfiller: Fulfiller | undefined, reach: Reach, now: Date): Promise<Outcome> {
  if (!fulfiller) return { did: 'hand', kind: 'refused', why: `There is nobody called “${handed.fulfiller}” to hand it out.` }
  if (!access) return { did: 'hand', kind: 'refused', why: `${fulfiller.title} is not set up yet.` }
  const vendor: Vendor = { access, reach, now }
  try {
    if (order) return { did: 'hand', ...(await fulfiller.handOver(order, vendor)) }
    const stopped: Stopped = await fulfiller.cancel(handed, vendor)
    return { did: 'stop', ...stopped }
  } catch (fault) {
    return { did: order ? 'hand' : 'stop', kind: 'again', why: (fault as Error).message }
  }
}
