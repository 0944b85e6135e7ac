import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { instantIn, slugFrom } from '#app/domain/boards/seasons.ts'
import { changeRaffle, moveRaffle, openRaffle } from '#app/domain/raffles/commands.server.ts'
import type { RaffleForm } from '#app/domain/raffles/raffles.ts'
import { definitionsIn } from '#app/domain/standing/settling.server.ts'
import { isTimeZone } from '#app/foundation/calendar.ts'
import { type Refused, Refusal, orRefused } from '#app/foundation/outcome.ts'

/** A raffle to write (`id` null), a draft to change, or one to publish, pause or put away. */
export type RaffleChange = { id: number | null; form: RaffleForm; publish: boolean } | { id: number; to: 'published' | 'paused' | 'archived' }

/** A manager writes a raffle or moves it on. Once it was published its terms and its seed stay as they were announced. */
export function saveRaffle(
  change: RaffleChange,
  by: Actor,
  now = new Date(),
): Promise<{ kind: 'saved' } | Refused<'backwards' | 'not_found' | 'unknown' | 'no_zone'>> {
  return orRefused(
    () =>
      inTransaction(
        by,
        async (scope) => {
          if ('to' in change) {
            await moveRaffle(scope, change.id, change.to)
            await record(scope, { action: `raffle.${change.to}`, objectKind: 'raffle', objectId: change.id })
            return { kind: 'saved' as const }
          }
          const { form, publish } = change
          if (!isTimeZone(form.timeZone)) throw new Refusal('no_zone', `There is no time zone “${form.timeZone}”. Nothing was changed.`)
          const opensAt = instantIn(form.timeZone, form.opensAt) ?? scope.now
          const closesAt = instantIn(form.timeZone, form.closesAt) ?? scope.now
          const badges = (await definitionsIn(scope)).badges.filter((badge) => badge.kinds.length === 0)
          if (form.badge && !badges.some((badge) => badge.slug === form.badge))
            throw new Refusal('unknown', `There is no badge “${form.badge}” that is given by hand. Nothing was changed.`)
          const state = publish ? ('published' as const) : ('draft' as const)
          const order = { ...form, opensAt, closesAt, badge: form.badge || null, origin: 'raffle', state }
          const id = change.id ?? (await openRaffle(scope, slugFrom(form.title), order)).id
          if (change.id !== null) await changeRaffle(scope, id, order)
          await record(scope, { action: publish ? 'raffle.published' : 'raffle.written', objectKind: 'raffle', objectId: id, after: form })
          return { kind: 'saved' as const }
        },
        now,
      ),
    'backwards',
    'not_found',
    'unknown',
    'no_zone',
  )
}
