import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { instantIn, slugFrom } from '#app/domain/boards/seasons.ts'
import { moveEvent, writeEvent } from '#app/domain/events/commands.server.ts'
import type { EventForm } from '#app/domain/events/events.ts'
import { isTimeZone } from '#app/foundation/calendar.ts'
import { type Refused, Refusal, orRefused } from '#app/foundation/outcome.ts'

/** An event to write (`id` null) or change, or one to publish or cancel. */
export type EventChange = { id: number | null; form: EventForm } | { id: number; to: 'published' | 'canceled' }

const minute = 60_000

/** A manager writes an event, changes it, publishes it or cancels it. Who was noted there stays noted. */
export function saveEvent(
  change: EventChange,
  by: Actor,
  now = new Date(),
): Promise<{ kind: 'saved'; slug: string | null } | Refused<'backwards' | 'not_found' | 'no_zone'>> {
  return orRefused(
    () =>
      inTransaction(
        by,
        async (scope) => {
          if ('to' in change) {
            await moveEvent(scope, change.id, change.to)
            await record(scope, { action: `event.${change.to}`, objectKind: 'event', objectId: change.id })
            return { kind: 'saved' as const, slug: null }
          }
          const { form } = change
          if (!isTimeZone(form.timeZone)) throw new Refusal('no_zone', `There is no time zone “${form.timeZone}”. Nothing was changed.`)
          const startsAt = instantIn(form.timeZone, form.startsAt) ?? scope.now
          const endsAt = instantIn(form.timeZone, form.endsAt) ?? scope.now
          const checkinFrom = new Date(startsAt.getTime() - form.checkinBefore * minute)
          const checkinUntil = new Date(endsAt.getTime() + form.checkinAfter * minute)
          const written = await writeEvent(scope, change.id, slugFrom(form.title), { ...form, startsAt, endsAt, checkinFrom, checkinUntil })
          const action = change.id === null ? 'event.written' : 'event.changed'
          await record(scope, { action, objectKind: 'event', objectId: written.id, after: form })
          return { kind: 'saved' as const, slug: written.slug }
        },
        now,
      ),
    'backwards',
    'not_found',
    'no_zone',
  )
}
