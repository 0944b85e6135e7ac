import { z } from 'zod'
import type { Activity, Party } from '#app/contract/activity.ts'
import type { Delivery, Reading } from '#app/contract/adapter.ts'
import { cleanText, foreignId, instant, text, titleText, webAddress, type ParsedBody } from '#integrations/kit/body.ts'
import { whyNot } from '#integrations/kit/event-table.ts'
import { kinds } from './kinds.ts'
import { readQuickly } from './quick.ts'

const longest = 100
const clockSkew = 5 * 60 * 1000

const factName = z.string().regex(/^[a-z][a-z0-9_]{0,49}$/)
const factText = z.string().max(1000).transform(cleanText)
const fact = z.union([factText, z.number(), z.boolean(), z.array(factText).max(100)])

/** Who did it: an id of the sender's own, or else an e-mail address. The handle is for display only. */
const actor = z
  .object({ id: foreignId.optional(), handle: titleText.optional(), email: z.email().max(200).optional(), bot: z.boolean().optional() })
  .transform((who, context): Party => {
    const id = who.id ?? (who.email ? `email:${who.email.toLowerCase()}` : undefined)
    if (id === undefined) context.addIssue('needs an id or an email')
    // Handles are shown in public: of an address only the part before the @ may be.
    const handle = who.handle || who.email?.split('@')[0] || id || ''
    return { id: id ?? '', handle, ...(who.bot ? { bot: true } : {}) }
  })

/** Somebody else whom the fact names, by role: `author`, `translator`, `reviewer` … Rules can share credit with them, and see own work by it. */
const other = z
  .object({ role: z.string().regex(/^[a-z][a-z_]{0,39}$/), id: foreignId, handle: titleText.optional() })
  .transform(({ role, id, handle }) => ({ role, id, handle: handle || id }))

/** What both forms share. In our own JSON it stands at the top, in a CloudEvent under `data`. */
const matter = z.object({
  actor,
  object: z.object({ id: foreignId, title: titleText.optional(), url: webAddress.optional() }),
  facts: z
    .record(factName, fact)
    .refine((facts) => Object.keys(facts).length <= 50, 'more than 50 facts')
    .optional(),
  version: foreignId.optional(),
  reverses: foreignId.optional(),
  blocked: titleText.optional(),
  others: z.array(other).max(20).optional(),
})

/** A message in our own JSON. */
export const plain = matter.extend({ id: foreignId, type: text, time: instant })
export type Message = z.output<typeof plain>

/** A CloudEvent's id is unique within its `source` only: https://github.com/cloudevents/spec/blob/main/cloudevents/spec.md#id */
const cloudEvent = z
  .object({ specversion: z.literal('1.0'), id: foreignId, source: foreignId, type: text, time: instant, data: matter })
  .transform(({ id, source, type, time, data }): Message => {
    const within = (name: string) => `${source}#${name}`
    return { ...data, type, time, id: within(id), reverses: data.reverses === undefined ? undefined : within(data.reverses) }
  })

/** A JSON object that does not even try to be one of ours: neither `type` nor `actor` nor a CloudEvent. */
export function isForeign(body: unknown): boolean {
  return isObject(body) && Object.keys(body).length > 0 && !['actor', 'type', 'specversion', 'object'].some((name) => Object.hasOwn(body, name))
}

/** Reads one message or a list of them. A list with a broken message is refused whole: half of it would be hard to find later. */
export function readMessages(body: unknown, delivery: Delivery): Reading {
  const raw = Array.isArray(body) ? body : [body]
  if (raw.length === 0 || raw.length > longest) return { kind: 'malformed', why: `a list holds 1 to ${longest} messages` }
  const messages: Message[] = []
  for (const [index, message] of raw.entries()) {
    const parsed = readOne(message)
    const place = Array.isArray(body) ? `message ${index + 1}: ` : ''
    if (!parsed.success) return { kind: 'malformed', why: place + whyNot(parsed.error) }
    const wrong = contradiction(parsed.data, delivery)
    if (wrong) return { kind: 'malformed', why: place + wrong }
    messages.push(parsed.data)
  }
  return sort(messages)
}

function readOne(message: unknown): z.ZodSafeParseResult<Message> {
  if (isObject(message) && 'specversion' in message) return cloudEvent.safeParse(message)
  const data = readQuickly(message)
  return data ? { success: true, data } : plain.safeParse(message)
}

/** Known types become activities; a type outside the table is named, and can be read from the kept delivery once there is a kind for it. */
function sort(messages: readonly Message[]): Reading {
  const activities = messages.flatMap((message) => {
    const kind = isReversal(message) ? 'reversal' : message.type
    return Object.hasOwn(kinds, kind) ? [toActivity(kind, message)] : []
  })
  if (activities.length > 0) return { kind: 'activities', activities }
  return { kind: 'unsupported', event: (messages[0]?.type ?? '').slice(0, 100) }
}

function toActivity(kind: string, message: Message): Activity {
  const { id, version, actor, object, time, facts, blocked, reverses, others } = message
  return {
    kind,
    externalId: id,
    ...(version === undefined ? {} : { version }),
    actor,
    object: { id: object.id, title: object.title || object.id, url: object.url ?? '' },
    occurredAt: time,
    facts: facts ?? {},
    ...(others && others.length > 0 ? { others } : {}),
    ...(blocked ? { blocked } : {}),
    ...(reverses === undefined ? {} : { undoes: reverses }),
  }
}

function isReversal(message: Message): boolean {
  return message.reverses !== undefined || message.type === 'reversal' || message.type.endsWith('.reversed')
}

function contradiction(message: Message, delivery: Delivery): string | undefined {
  if (isReversal(message) && message.reverses === undefined) return 'reverses: missing in a reversal'
  if (message.time.getTime() > delivery.receivedAt.getTime() + clockSkew) return 'time: lies in the future'
  return undefined
}

/** The type that a body claims, for display; of a list that of its first message. Never throws. */
export function typeOf(parsed: ParsedBody): string {
  const first = parsed.ok && Array.isArray(parsed.value) ? parsed.value[0] : parsed.ok ? parsed.value : undefined
  return isObject(first) && typeof first.type === 'string' ? cleanText(first.type.slice(0, 100)) : 'unreadable'
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
