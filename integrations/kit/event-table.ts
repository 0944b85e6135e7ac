import type { z } from 'zod'
import type { Delivery, Reading } from '#app/contract/adapter.ts'
import { parseJson } from './body.ts'

export type EventEntry = { read: (body: unknown, delivery: Delivery) => Reading } | { ignore: string }

/** Every event an adapter knows, keyed `event.action`, `event.*` for its other actions, or `event` where there is no action. */
export type EventTable = Readonly<Record<string, EventEntry>>

/** An event that is read: its body is checked against the schema first, and what does not fit is malformed. */
export function on<Body>(schema: z.ZodType<Body>, read: (body: Body, delivery: Delivery) => Reading): EventEntry {
  return {
    read: (body, delivery) => {
      const parsed = schema.safeParse(body)
      return parsed.success ? read(parsed.data, delivery) : { kind: 'malformed', why: whyNot(parsed.error) }
    },
  }
}

/** An event that is known and deliberately gives nothing. */
export function ignore(why: string): EventEntry {
  return { ignore: why }
}

/** The same reason for several actions of one event. */
export function ignoreAll(event: string, actions: readonly string[], why: string): EventTable {
  return Object.fromEntries(actions.map((action) => [`${event}.${action}`, ignore(why)]))
}

/** Puts one event into its bucket: handled, ignored on purpose, or unsupported. */
export function readEvent(table: EventTable, event: string, action: string | undefined, body: unknown, delivery: Delivery): Reading {
  const name = action === undefined ? event : `${event}.${action}`
  const key = [name, `${event}.*`].find((candidate) => Object.hasOwn(table, candidate))
  const entry = key === undefined ? undefined : table[key]
  if (!entry) return { kind: 'unsupported', event: name.slice(0, 100) }
  return 'ignore' in entry ? { kind: 'ignored', why: entry.ignore } : entry.read(body, delivery)
}

/** The same for a body whose envelope names its event, with dots between event and action: `guest.updated`. */
export function readNamedEvent<Envelope>(
  table: EventTable,
  envelope: z.ZodType<Envelope>,
  nameIn: (envelope: Envelope) => string,
  delivery: Delivery,
): Reading {
  const parsed = parseJson(delivery.body)
  if (!parsed.ok) return { kind: 'malformed', why: parsed.why }
  const named = envelope.safeParse(parsed.value)
  if (!named.success) return { kind: 'malformed', why: whyNot(named.error) }
  const [event = '', ...action] = nameIn(named.data).split('.')
  return readEvent(table, event, action.join('.') || undefined, parsed.value, delivery)
}

/** The first thing that does not fit, with its place: "pull_request.user.id: expected number". */
export function whyNot(error: z.ZodError): string {
  const issue = error.issues[0]
  if (!issue) return 'the body does not fit'
  const place = issue.path.map(String).join('.')
  return place ? `${place}: ${issue.message}` : issue.message
}
