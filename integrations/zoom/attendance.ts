import { z } from 'zod'
import type { Activity, Party } from '#app/contract/activity.ts'
import type { Completion, Delivery, Earlier, Reading } from '#app/contract/adapter.ts'
import { cleanText, foreignId, instant, titleText } from '#integrations/kit/body.ts'
import { whyNot } from '#integrations/kit/event-table.ts'
import { buyer } from '#integrations/kit/purchases.ts'

export type Came = { where: 'meeting' | 'webinar'; way: 'joined' | 'left' }

/** Zoom sends an empty text for what it does not know. */
const known = z
  .union([foreignId, z.literal('')])
  .nullish()
  .transform((id) => id || null)
const moment = z
  .union([instant, z.literal('')])
  .nullish()
  .transform((at) => at || null)

const told = z.object({
  event: z.string().max(100),
  event_ts: z.int().positive(),
  payload: z.object({
    object: z.object({
      uuid: foreignId,
      topic: titleText.nullish(),
      host_id: known,
      participant: z.object({
        id: known,
        user_name: titleText.nullish(),
        email: z.union([z.email().max(200), z.literal('')]).nullish(),
        participant_user_id: known,
        registrant_id: known,
        customer_key: known,
        date_time: moment,
        join_time: moment,
        leave_time: moment,
      }),
    }),
  }),
})
type Told = z.output<typeof told>

/** Moments in milliseconds: when one person came to and left one meeting, as far as it was heard. */
const stay = z.object({ event: z.string(), joined: z.array(z.number()), left: z.array(z.number()) })
type Stay = z.output<typeof stay>

/** By the key that our own side gave, else by address, else by the account there, else by the registration, which is good for one meeting. */
function who({ payload: { object } }: Told): Party | null {
  const { participant: seen } = object
  const name = seen.user_name || null
  const account = seen.participant_user_id ?? seen.id ?? (seen.registrant_id ? `registrant:${seen.registrant_id}` : null)
  if (seen.customer_key) return buyer({ own: seen.customer_key, name })
  return buyer({ email: seen.email || null, name }) ?? buyer({ customer: account, name })
}

function momentOf(way: Came['way'], { event_ts, payload: { object } }: Told): Date {
  const { leave_time, join_time, date_time } = object.participant
  return (way === 'left' ? leave_time : (join_time ?? date_time)) ?? new Date(event_ts)
}

/** Reads that somebody came or went. How long they stayed needs to be learned: it takes both, and people come and go. */
export function readCame({ where, way }: Came, body: unknown, { completion }: Delivery): Reading {
  const parsed = told.safeParse(body)
  if (!parsed.success) return { kind: 'malformed', why: whyNot(parsed.error) }
  const actor = who(parsed.data)
  if (!actor) return { kind: 'ignored', why: 'Zoom does not say who it was: they neither signed in nor registered' }
  const held = `${where}:${parsed.data.payload.object.uuid}`
  if (!completion) return { kind: 'incomplete', about: `${held}:${actor.id}` }
  const learned = stay.safeParse(completion)
  if (!learned.success || learned.data.event !== parsed.data.event)
    return { kind: 'malformed', why: 'what was learned about it belongs to another event' }
  const found = activitiesOf(where, way, parsed.data, actor, learned.data)
  if (found.length > 0) return { kind: 'activities', activities: found }
  return { kind: 'ignored', why: way === 'joined' ? 'they were known to have come to it' : 'it is not known when they came' }
}

function activitiesOf(where: Came['where'], way: Came['way'], body: Told, actor: Party, { joined, left }: Stay): Activity[] {
  const { object } = body.payload
  const thing = { id: `${where}:${object.uuid}`, title: object.topic || `A ${where}`, url: '' }
  const account = object.participant.participant_user_id ?? object.participant.id
  const facts = { ...(object.topic ? { topic: object.topic } : {}), host: account !== null && account === object.host_id }
  const at = momentOf(way, body)
  const found: Activity[] = []
  if (way === 'joined' && joined.length === 1)
    found.push({ kind: `${where}.joined`, externalId: `joined:${thing.id}:${actor.id}`, actor, object: thing, occurredAt: at, facts })
  const minutes = minutesIn(joined, left)
  const last = new Date(left.at(-1) ?? 0)
  // Whoever comes back has attended the same meeting for longer: still once, and whatever asks for a number of minutes is asked again.
  if (minutes !== null && at <= last) {
    const when = { version: `${last.toISOString()}/${minutes}`, occurredAt: last }
    const subject = `attended:${thing.id}:${actor.id}`
    found.push({ kind: `${where}.attended`, externalId: subject, ...when, actor, object: thing, facts: { ...facts, minutes } })
  }
  return found
}

/** The whole minutes between comings and goings; null while no coming and going belong together. A person on two devices is there once. */
function minutesIn(joined: readonly number[], left: readonly number[]): number | null {
  const steps = [...joined.map((at) => ({ at, by: 1 })), ...left.map((at) => ({ at, by: -1 }))].sort((a, b) => a.at - b.at || b.by - a.by)
  let [there, since, sum, stays] = [0, 0, 0, 0]
  for (const { at, by } of steps) {
    if (by === 1 && there++ === 0) since = at
    if (by === -1 && there > 0 && --there === 0) {
      sum += at - since
      stays++
    }
  }
  return stays === 0 ? null : Math.floor(sum / 60_000)
}

/** What is known of one person's stay with this message, from the messages about it that came before. Throws on what is no message of a stay. */
export function learnStay(body: unknown, earlier: readonly Earlier[]): Completion {
  const found = told.parse(body)
  const way = found.event.endsWith('_left') ? 'left' : 'joined'
  const before = earlier.flatMap(({ completion }) => stay.safeParse(completion).data ?? []).at(-1)
  const at = momentOf(way, found).getTime()
  const add = (moments: readonly number[] = []) => [...new Set([...moments, at])].sort((a, b) => a - b).slice(-200)
  const heard = { event: cleanText(found.event), joined: [...(before?.joined ?? [])], left: [...(before?.left ?? [])] }
  return way === 'left' ? { ...heard, left: add(before?.left) } : { ...heard, joined: add(before?.joined) }
}
