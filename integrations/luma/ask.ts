import { z } from 'zod'
import type { Ask, Completion, Delivery, Earlier, Known, Page } from '#app/contract/adapter.ts'
import { askJson } from '#integrations/kit/api.ts'
import { foreignId, parseJson } from '#integrations/kit/body.ts'
import { attended, checkedInAt, guest, guestAlone, lumaEvent, registered } from './guests.ts'

/** What was learned about a guest with one message: whether it takes back a registration or a check-in. */
export const guestLearning = z.object({
  guest: foreignId,
  at: z.iso.datetime(),
  withdrawn: z.boolean(),
  unchecked: z.boolean(),
  /** How the guest stands after it. */
  now: z.object({ here: z.boolean(), coming: z.boolean() }),
})

/** What was known to have happened around an event when it was canceled. */
export const cancellation = z.object({ event: foreignId, at: z.iso.datetime(), known: z.array(z.object({ subject: z.string(), actor: z.string() })) })

const message = z.union([
  z.object({ type: z.literal('event.canceled'), data: lumaEvent }),
  z.object({ type: z.enum(['guest.registered', 'guest.updated']), data: guest }),
])

function askLuma(ask: Ask, path: string, query: Record<string, string>): Promise<unknown> {
  const site = (ask.access.site || 'https://public-api.luma.com').replace(/\/+$/, '')
  return askJson(ask, `${site}/v1${path}?${new URLSearchParams(query).toString()}`, { headers: { 'x-luma-api-key': ask.access.api_key ?? '' } })
}

/**
 * Messages carry a guest as they are now, and no time: whether that takes something back is learned from the messages before, and with a key from Luma
 * itself, for a message may come late.
 */
export async function completeGuest(delivery: Delivery, earlier: readonly Earlier[], ask: Ask, known: Known): Promise<Completion> {
  const parsed = parseJson(delivery.body)
  const told = message.parse(parsed.ok ? parsed.value : null)
  const at = delivery.receivedAt.toISOString()
  if (told.type === 'event.canceled') {
    const deeds = await known(`event:${told.data.id}`)
    const subjects = new Map(deeds.map(({ externalId, actorId }) => [externalId, actorId]))
    return { event: told.data.id, at, known: [...subjects].slice(0, 1_000).map(([subject, actor]) => ({ subject, actor })) }
  }
  const before = earlier.flatMap(({ completion }) => guestLearning.safeParse(completion).data ?? []).at(-1)?.now
  const stands = (one: Pick<z.output<typeof guestAlone>, 'approval_status' | 'event_tickets'>) => ({
    here: checkedInAt(one) !== null,
    coming: one.approval_status === 'approved',
  })
  const now = stands(told.data)
  const loses = { withdrawn: !now.coming && told.data.approval_status === 'declined', unchecked: !now.here && before?.here === true }
  if ((loses.withdrawn || loses.unchecked) && ask.access.api_key) {
    const asked = await askLuma(ask, '/events/guests/get', { event_id: told.data.event.id, id: told.data.id })
    const truly = asked === undefined ? null : stands(guestAlone.parse(asked))
    if (truly?.coming) loses.withdrawn = false
    if (truly?.here) loses.unchecked = false
  }
  return { guest: told.data.id, at, ...loses, now }
}

const eventList = z.object({ entries: z.array(lumaEvent), has_more: z.boolean().nullish(), next_cursor: z.string().nullish() })
const guestList = z.object({ entries: z.array(guestAlone), has_more: z.boolean().nullish(), next_cursor: z.string().nullish() })
const place = z.object({ events: z.array(lumaEvent.omit({ start_at: true })), more: z.string().nullable(), guests: z.string().nullable() })
type Place = z.output<typeof place>

/** One page of past guests: those of one event, from the events that began since then. The cursor holds which events are still to come. */
export async function guestPage(ask: Ask, since: Date, cursor: string | null): Promise<Page> {
  if (!ask.access.api_key) return { activities: [], next: null }
  const at = cursor === null ? await moreEvents(ask, since, null) : place.parse(JSON.parse(cursor))
  const [event, ...others] = at.events
  if (!event) return { activities: [], next: at.more === null ? null : JSON.stringify(await moreEvents(ask, since, at.more)) }
  const query = { event_id: event.id, pagination_limit: '50', ...(at.guests ? { pagination_cursor: at.guests } : {}) }
  const listed = guestList.parse((await askLuma(ask, '/events/guests/list', query)) ?? { entries: [] })
  const activities = listed.entries.flatMap((one) => {
    const now = { ...one, event }
    return [...registered(now), ...attended(now)].filter((deed) => deed.occurredAt >= since)
  })
  const follows = listed.has_more && listed.next_cursor ? { ...at, guests: listed.next_cursor } : { ...at, events: others, guests: null }
  const done = follows.events.length === 0 && follows.more === null
  return { activities, next: done ? null : JSON.stringify(follows) }
}

/** Events are taken from a month before: people register long before and are checked in on the day. */
async function moreEvents(ask: Ask, since: Date, cursor: string | null): Promise<Place> {
  const after = new Date(since.getTime() - 31 * 86_400_000).toISOString()
  const query = { after, pagination_limit: '20', ...(cursor ? { pagination_cursor: cursor } : {}) }
  const listed = eventList.parse((await askLuma(ask, '/calendars/events/list', query)) ?? { entries: [] })
  const events = listed.entries.map(({ id, name, url, location_type }) => ({ id, name, url, location_type }))
  return { events, more: listed.has_more && listed.next_cursor ? listed.next_cursor : null, guests: null }
}
