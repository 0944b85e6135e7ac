// The managers' pages of the store for the walk through every door: what each shows, and what each changes.
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import type { Permission } from '#app/domain/members/roles.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { programById } from '#app/domain/programs/queries.server.ts'
import { redeemReward } from '#app/flows/redeem-reward.server.ts'
import * as order from '#app/routes/manage/order.tsx'
import * as ordersCsv from '#app/routes/manage/orders-csv.ts'
import * as ordersPacking from '#app/routes/manage/orders-packing.tsx'
import * as ordersTracking from '#app/routes/manage/orders-tracking.tsx'
import * as orders from '#app/routes/manage/orders.tsx'
import * as storeFigures from '#app/routes/manage/store-figures.tsx'
import * as storeFulfiller from '#app/routes/manage/store-fulfiller.tsx'
import * as storeFulfillers from '#app/routes/manage/store-fulfillers.tsx'
import * as storeReward from '#app/routes/manage/store-reward.tsx'
import * as storeTrust from '#app/routes/manage/store-trust.tsx'
import * as storeStock from '#app/routes/manage/store-stock.tsx'
import * as store from '#app/routes/manage/store.tsx'
import { addReward, givePoints, origin, purchase } from '#tests/support/shop.ts'

type StoreDoor = {
  file: string
  door: { loader: (args: LoaderFunctionArgs) => Promise<unknown>; action?: (args: ActionFunctionArgs) => Promise<unknown> }
  params: Record<string, string>
  see: Permission
  change?: { form: Record<string, string>; needs: Permission }[]
}

/** The doors of the store, with a reward and an order behind them. */
export async function storeDoors(manager: number, member: number): Promise<StoreDoor[]> {
  const program = (await programById(1)) as Program
  const reward = await addReward(program, manager)
  await givePoints(program, manager, [member], 500)
  const done = await redeemReward(purchase(member, reward), program, origin)
  const params = { id: String(reward.id) }
  const run = 'run_store' as const
  const edit = 'edit_store' as const
  return [
    { file: 'store.tsx', door: store, params: {}, see: 'see_store_figures', change: [{ form: { unit: '' }, needs: edit }] },
    { file: 'store-figures.tsx', door: storeFigures, params: {}, see: 'see_store_figures' },
    { file: 'store-trust.tsx', door: storeTrust, params: {}, see: run, change: [{ form: { handle: '' }, needs: run }] },
    { file: 'store-fulfillers.tsx', door: storeFulfillers, params: {}, see: edit },
    { file: 'store-fulfiller.tsx', door: storeFulfiller, params: { id: 'printful' }, see: edit, change: [{ form: { do: 'save' }, needs: edit }] },
    { file: 'store-reward.tsx', door: storeReward, params, see: edit, change: [{ form: { title: '' }, needs: edit }] },
    {
      file: 'store-stock.tsx',
      door: storeStock,
      params,
      see: edit,
      change: [
        { form: { do: 'codes' }, needs: edit },
        { form: { variant: '0' }, needs: edit },
      ],
    },
    { file: 'orders.tsx', door: orders, params: {}, see: run, change: [{ form: { do: 'approve' }, needs: run }] },
    { file: 'orders-packing.tsx', door: ordersPacking, params: {}, see: run },
    { file: 'orders-tracking.tsx', door: ordersTracking, params: {}, see: run, change: [{ form: { table: '' }, needs: run }] },
    { file: 'orders-csv.ts', door: ordersCsv, params: {}, see: run },
    {
      file: 'order.tsx',
      door: order,
      params: { id: 'orderId' in done ? String(done.orderId) : '' },
      see: run,
      change: [{ form: { do: 'reject' }, needs: run }],
    },
  ]
}
