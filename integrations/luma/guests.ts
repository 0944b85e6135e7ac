import { z } from 'zod'
import type { Activity } from '#app/contract/activity.ts'
import { foreignId, instant, text, titleText, webAddress } from '#integrations/kit/body.ts'
import { buyer } from '#integrations/kit/purchases.ts'

/** An event of a calendar, as messages and the interface have it. */
export const lumaEvent = z.object({
  id: foreignId,
  name: titleText,
  url: webAddress.nullish(),
  start_at: instant.nullish(),
  location_type: text.nullish(),
})

/** A guest without the event that they are a guest of. */
export const guestAlone = z.object({
  id: foreignId,
  user_id: foreignId.nullish(),
  user_email: z.union([z.email().max(200), z.literal('')]).nullish(),
  user_name: titleText.nullish(),
  user_first_name: titleText.nullish(),
  user_last_name: titleText.nullish(),
  approval_status: z.string().max(50),
  registered_at: instant.nullish(),
  event_tickets: z.array(z.object({ name: titleText.nullish(), checked_in_at: instant.nullish() })).nullish(),
})

export const guest = guestAlone.extend({ event: lumaEvent })
export type Guest = z.output<typeof guest>

/** The first check-in of any of a guest’s tickets: who brings friends comes once. */
export function checkedInAt(now: Pick<Guest, 'event_tickets'>): Date | null {
  const moments = (now.event_tickets ?? []).flatMap((ticket) => ticket.checked_in_at ?? [])
  return moments.sort((a, b) => a.getTime() - b.getTime())[0] ?? null
}

const subjects = { registered: (id: string) => `registered:${id}`, attended: (id: string) => `attended:${id}` }

/** What is common to all that one guest does at one event; null where Luma does not say who it is. */
function shared(now: Guest): Pick<Activity, 'actor' | 'object'> | null {
  const name = now.user_name || [now.user_first_name, now.user_last_name].filter(Boolean).join(' ') || null
  const actor = buyer({ email: now.user_email || null, name }) ?? buyer({ customer: now.user_id ?? null, name })
  return actor && { actor, object: { id: `event:${now.event.id}`, title: now.event.name, url: now.event.url ?? '' } }
}

function factsOf({ event, event_tickets }: Guest): Activity['facts'] {
  const ticket = (event_tickets ?? []).map(({ name }) => name).find(Boolean)
  return { event: event.name, ...(ticket ? { ticket } : {}), ...(event.location_type ? { place: event.location_type } : {}) }
}

/** The registration of a guest who may come, dated as it was made. */
export function registered(now: Guest): Activity[] {
  const common = shared(now)
  if (!common || now.approval_status !== 'approved' || !now.registered_at) return []
  const when = { version: now.registered_at.toISOString(), occurredAt: now.registered_at }
  return [{ kind: 'event.registered', externalId: subjects.registered(now.id), ...when, ...common, facts: factsOf(now) }]
}

/** The attendance of a guest who was checked in. */
export function attended(now: Guest): Activity[] {
  const [common, at] = [shared(now), checkedInAt(now)]
  if (!common || !at) return []
  const when = { version: at.toISOString(), occurredAt: at }
  return [{ kind: 'event.attended', externalId: subjects.attended(now.id), ...when, ...common, facts: factsOf(now) }]
}

/** A registration or check-in that no longer stands. */
export function takenBack(kind: 'registration.withdrawn' | 'check_in.undone', now: Guest, at: Date): Activity {
  const undoes = kind === 'check_in.undone' ? subjects.attended(now.id) : subjects.registered(now.id)
  const common = shared(now) ?? {
    actor: { id: 'unknown', handle: 'unknown' },
    object: { id: `event:${now.event.id}`, title: now.event.name, url: '' },
  }
  return { kind, externalId: `${kind}:${now.id}`, version: at.toISOString(), ...common, occurredAt: at, facts: {}, undoes }
}
