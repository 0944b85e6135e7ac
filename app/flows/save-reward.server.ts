import { type Actor, inTransaction, type Scope } from '#app/db/transaction.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { addReward, changeReward, lockReward, putVariants, setPrice } from '#app/domain/store/commands/rewards.server.ts'
import { type Reward, isDearer } from '#app/domain/store/rewards.ts'
import { storePolicyAt, wishersOf } from '#app/domain/store/settling.server.ts'
import type { RewardForm, VariantForm } from '#app/domain/store/shelf-form.ts'
import { dayInWords } from '#app/foundation/calendar.ts'
import { type Refused, Refusal, orRefused } from '#app/foundation/outcome.ts'
import { openRewardDraw } from './open-reward-draw.server.ts'
import { tellWishers } from './tell-wishers.server.ts'

/** `announced`: the day (ISO) from which a higher price holds; null when everything holds at once. */
export type SavedReward = { kind: 'saved'; id: number; announced: string | null }

const day = 86_400_000

/**
 * A manager saves a reward with its choices. What makes it dearer for anybody holds only after the notice period, and whoever wished for it is told once;
 * everything else holds at once. A reward that was never on the shelf has no price to protect.
 */
export async function saveReward(
  by: Actor,
  program: Program,
  origin: string,
  order: { id: number | null; form: RewardForm; variants: readonly VariantForm[] },
  now = new Date(),
): Promise<SavedReward | Refused<'taken' | 'not_found' | 'announced' | 'backwards'>> {
  return orRefused(
    () =>
      inTransaction(
        by,
        async (scope): Promise<SavedReward> => {
          const { id, form, variants } = order
          if (id === null) {
            const made = await addReward(scope, form)
            await putVariants(scope, made, variants.length > 0 ? variants : [plainVariant])
            await openRewardDraw(scope, program, made, form, null)
            await record(scope, { action: 'reward.added', objectKind: 'reward', objectId: made, after: form })
            return { kind: 'saved', id: made, announced: null }
          }
          const before = await lockReward(scope, id)
          if (!before) throw new Refusal('not_found', 'There is no such reward any more. Nothing was changed.')
          await changeReward(scope, id, form)
          await putVariants(scope, id, variants)
          await openRewardDraw(scope, program, id, form, before)
          const announced = await reprice(scope, program, origin, before, form)
          await record(scope, {
            action: 'reward.changed',
            objectKind: 'reward',
            objectId: id,
            before: { ...before, body: undefined },
            after: { ...form, body: undefined },
          })
          return { kind: 'saved', id, announced }
        },
        now,
      ),
    'taken',
    'not_found',
    'announced',
    'backwards',
  )
}

const plainVariant: VariantForm = { size: '', color: '', sku: '', unlimited: false, lowAt: 5, retired: false }

async function reprice(scope: Scope, program: Program, origin: string, before: Reward, form: RewardForm): Promise<string | null> {
  if (before.price === form.price && JSON.stringify(before.offers) === JSON.stringify(form.offers)) return null
  const { noticeDays } = await storePolicyAt(scope)
  const dearer = before.state === 'live' && noticeDays > 0 && isDearer(before, form)
  const holdsFrom = dearer ? new Date(scope.now.getTime() + noticeDays * day) : scope.now
  const change = await setPrice(scope, before.id, before, form, holdsFrom)
  if (!dearer) return null
  const from = holdsFrom.toISOString().slice(0, 10)
  const prices = `${before.price.toLocaleString('en-US')} to ${form.price.toLocaleString('en-US')} ${program.pointsName}`
  await tellWishers(
    scope,
    program,
    origin,
    (await wishersOf(scope, before.id)).map((memberId) => ({
      memberId,
      key: `price:${change}:${memberId}`,
      kind: 'reward.price',
      heading: `${form.title} will cost more from ${dayInWords(from)} on`,
      words: `The price goes from ${prices} on ${dayInWords(from)}. Until then the old price holds.`,
      slug: form.slug,
    })),
  )
  return from
}
