import { type Actor, sqlAlone } from '#app/db/transaction.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import type { Purchase } from '#app/domain/store/purchase.ts'
import { rewardSchema, variantSchema } from '#app/domain/store/shelf-form.ts'
import type { Move } from '#app/domain/store/moves.ts'
import { moveOrder } from '#app/flows/move-order.server.ts'
import { redeemReward } from '#app/flows/redeem-reward.server.ts'
import { saveReward } from '#app/flows/save-reward.server.ts'
import { takeStock } from '#app/flows/take-stock.server.ts'
import { uploadCodes } from '#app/flows/upload-codes.server.ts'
import { orders } from './orders.ts'
import { type ShelfItem, shelf } from './shelf.ts'

/** Fills the demo store: the shelf with its stock and codes, and orders in several states. What is there already stays as it is. */
export async function settleStore(actor: Actor, program: Program, origin: string, now: Date): Promise<void> {
  const people = await sqlAlone<{ id: number; handle: string; email: string | null }>('SELECT id, handle, email FROM member WHERE program_id = $1', [
    program.id,
  ])
  const idOf = (handle: string): number => people.find((one) => one.handle === handle || one.email === `${handle}@laurel.example`)?.id ?? 0
  const by = { ...actor, by: idOf('manager') }
  const known = await sqlAlone<{ slug: string }>('SELECT slug FROM reward WHERE program_id = $1', [program.id])
  for (const [position, item] of shelf.entries())
    if (!known.some((one) => one.slug === item.reward.slug)) await fill(by, program, origin, item, position, now)
  for (const [n, told] of orders.entries()) {
    const [reward] = await sqlAlone<{ id: number; variant: number }>(
      `SELECT r.id, v.id AS variant FROM reward r JOIN variant v ON v.program_id = r.program_id AND v.reward_id = r.id
       WHERE r.program_id = $1 AND r.slug = $2 AND (v.size = $3 OR $3 = '') ORDER BY v.position LIMIT 1`,
      [program.id, told.slug, told.size ?? ''],
    )
    if (!reward) continue
    const purchase: Purchase = {
      key: `demo:${n}`,
      person: idOf(told.who),
      rewardId: reward.id,
      variantId: reward.variant,
      priceSeen: 1_000_000,
      address: told.address ?? null,
      publicThanks: told.thanks ?? false,
      note: told.note ?? '',
    }
    const done = await redeemReward(purchase, program, origin)
    if (!('orderId' in done) || done.kind === 'done_before') continue
    for (const step of told.steps) await moveOrder(by, program, origin, done.orderId, step as Move)
  }
}

async function fill(by: Actor, program: Program, origin: string, item: ShelfItem, position: number, now: Date): Promise<void> {
  const form = rewardSchema.parse({
    state: 'live',
    ...item.reward,
    position,
    ...(item.drawsInDays ? { drawsAt: new Date(now.getTime() + item.drawsInDays * 86_400_000) } : {}),
  })
  const variants = item.variants.map(({ stock: _, ...variant }) => variantSchema.parse({ ...variant, unlimited: item.unlimited ?? false, lowAt: 5 }))
  const saved = await saveReward(by, program, origin, { id: null, form, variants })
  if (saved.kind !== 'saved') return
  const rows = await sqlAlone<{ id: number }>('SELECT id FROM variant WHERE program_id = $1 AND reward_id = $2 ORDER BY position', [
    program.id,
    saved.id,
  ])
  for (const [n, variant] of rows.entries()) {
    if (item.codes) await uploadCodes(by, program, origin, { variant: variant.id, codes: item.codes })
    else if (!item.unlimited)
      await takeStock(by, program, origin, { variant: variant.id, onShelf: item.variants[n]?.stock ?? 0, reason: 'First delivery' })
  }
}
