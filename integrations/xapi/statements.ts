import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Activity, Party } from '#app/contract/activity.ts'
import type { Delivery, Reading } from '#app/contract/adapter.ts'
import { cleanText, cleanTitle, instant, parseJson, text, titleText, webAddress, type ParsedBody } from '#integrations/kit/body.ts'
import { whyNot } from '#integrations/kit/event-table.ts'

const verbs = 'http://adlnet.gov/expapi/verbs/'
/** The verbs that count: https://registry.tincanapi.com and, with the same names, cmi5. */
const counting: Readonly<Record<string, 'course.completed' | 'exam.passed'>> = {
  [`${verbs}completed`]: 'course.completed',
  [`${verbs}passed`]: 'exam.passed',
}
const voidedVerb = `${verbs}voided`
const longest = 500

const iri = z.string().min(1).max(2000).transform(cleanText)
const languages = z.record(z.string(), titleText)

/** One of the four identifiers that the specification calls inverse functional: each names one person. */
const agent = z.object({
  objectType: z.string().nullish(),
  name: titleText.nullish(),
  mbox: z
    .string()
    .max(300)
    .regex(/^mailto:[^\s@]+@[^\s@]+$/i)
    .nullish(),
  mbox_sha1sum: z
    .string()
    .regex(/^[0-9a-f]{40}$/i)
    .nullish(),
  openid: iri.nullish(),
  account: z.object({ homePage: iri, name: z.string().min(1).max(500).transform(cleanText) }).nullish(),
})

const target = z.object({
  objectType: z.string().nullish(),
  id: iri,
  definition: z.object({ name: languages.nullish(), type: iri.nullish(), moreInfo: webAddress.nullish() }).nullish().catch(null),
})

export const statement = z.object({
  id: z.guid().toLowerCase().nullish(),
  actor: agent,
  verb: z.object({ id: iri }),
  object: z.looseObject({ objectType: z.string().nullish() }),
  result: z
    .object({
      success: z.boolean().nullish(),
      completion: z.boolean().nullish(),
      score: z.object({ scaled: z.number().min(-1).max(1).nullish() }).nullish(),
    })
    .nullish()
    .catch(null),
  context: z.object({ platform: text.nullish() }).nullish().catch(null),
  // Some tools write moments without an offset: then the next one counts.
  timestamp: instant.nullish().catch(null),
  stored: instant.nullish().catch(null),
})
export type Statement = z.output<typeof statement>

const reference = z.object({ objectType: z.literal('StatementRef'), id: z.guid().toLowerCase() })

/** The statement that a voiding one takes back, by its id; null for every other statement. */
export function voids({ verb, object }: Pick<Statement, 'verb' | 'object'>): string | null {
  const named = reference.safeParse(object)
  return verb.id === voidedVerb && named.success ? named.data.id : null
}

/** Ids of people and things can be long; beyond 120 characters their digest names them. */
function short(name: string): string {
  return name.length <= 120 ? name : `${name.slice(0, 80)}#${createHash('sha256').update(name).digest('hex').slice(0, 32)}`
}

function who({ mbox, mbox_sha1sum, openid, account, name }: Statement['actor']): Party | null {
  const address = mbox?.slice('mailto:'.length).toLowerCase()
  const id = account
    ? `${account.homePage.replace(/\/+$/, '')}#${account.name}`
    : address
      ? `email:${address}`
      : mbox_sha1sum
        ? `sha1:${mbox_sha1sum.toLowerCase()}`
        : openid
  return id ? { id: short(id), handle: cleanTitle(name || account?.name || address?.split('@')[0] || 'somebody') } : null
}

/** What a statement says was completed or passed, once for each course and person; null for whatever does not count. */
export function deedIn(said: Statement, receivedAt: Date): Activity | null {
  const kind = Object.hasOwn(counting, said.verb.id) ? counting[said.verb.id] : undefined
  const thing = target.safeParse(said.object)
  const actor = said.actor.objectType === 'Group' ? null : who(said.actor)
  if (!kind || !thing.success || !actor || (thing.data.objectType ?? 'Activity') !== 'Activity') return null
  if (kind === 'course.completed' ? said.result?.completion === false : said.result?.success === false) return null
  const { id, definition } = thing.data
  const names = definition?.name ?? {}
  const title = names['en-US'] ?? names.en ?? Object.values(names)[0] ?? cleanTitle(id)
  const type = definition?.type?.split(/[/#]/).at(-1)
  const scaled = said.result?.score?.scaled
  return {
    kind,
    externalId: `${kind === 'exam.passed' ? 'passed' : 'completed'}:${short(id)}:${actor.id}`,
    // Said again after it was voided, it counts again; said twice, it is the same course of the same person.
    ...(said.id ? { version: said.id } : {}),
    actor,
    object: { id: `course:${short(id)}`, title, url: definition?.moreInfo ?? '' },
    occurredAt: said.timestamp ?? said.stored ?? receivedAt,
    facts: {
      course: id.slice(0, 1000),
      ...(type ? { activity_type: type.slice(0, 100) } : {}),
      ...(scaled == null ? {} : { score: Math.round(scaled * 100) }),
      ...(said.context?.platform ? { platform: said.context.platform.slice(0, 200) } : {}),
    },
  }
}

/** Takes back what the voided statement said. */
export function takenBack(deed: Activity, id: string, at: Date): Activity {
  const { actor, object, externalId: undoes } = deed
  return { kind: 'statement.voided', externalId: `voided:${id}`, actor, object, occurredAt: at, facts: {}, undoes }
}

/** What was learned of the statements that a delivery voids: those among them that said something which counts and which no other statement says. */
const voidedLearning = z.object({
  voided: z.array(z.object({ id: z.string(), at: z.iso.datetime(), said: z.unknown() })),
  why: z.string().optional(),
})

/** The statements of a body: one, a list, or a list in an envelope as webhooks of the ADL LRS have it. */
export function statementsIn(parsed: ParsedBody): { ok: true; said: Statement[] } | { ok: false; why: string } {
  if (!parsed.ok) return parsed
  const raw = listIn(parsed.value)
  if (raw.length === 0 || raw.length > longest) return { ok: false, why: `a list holds 1 to ${longest} statements` }
  const said: Statement[] = []
  for (const [index, one] of raw.entries()) {
    const found = statement.safeParse(one)
    if (!found.success) return { ok: false, why: `${raw.length > 1 ? `statement ${index + 1}: ` : ''}${whyNot(found.error)}` }
    said.push(found.data)
  }
  return { ok: true, said }
}

function listIn(value: unknown): unknown[] {
  if (Array.isArray(value)) return value
  const hooked = z.object({ statements: z.array(z.unknown()) }).safeParse(value)
  return hooked.success ? hooked.data.statements : [value]
}

/** Reads what a learning record store forwards. A list with a broken statement is refused whole: half of it would be hard to find later. */
export function readDelivered(delivery: Delivery): Reading {
  const found = statementsIn(parseJson(delivery.body))
  if (!found.ok) return { kind: 'malformed', why: found.why }
  const { said } = found
  const ids = said.flatMap((one) => voids(one) ?? [])
  if (ids.length > 0 && !delivery.completion)
    return { kind: 'incomplete', about: ids.length === 1 ? `statement:${ids[0]}` : `statements:${delivery.digest}` }
  const learned = delivery.completion ? voidedLearning.safeParse(delivery.completion) : null
  if (learned && !learned.success) return { kind: 'malformed', why: 'what was learned about it belongs to something else' }
  const back = (learned?.data.voided ?? [])
    .filter(({ id }) => ids.includes(id))
    .flatMap(({ id, at, said: raw }) => {
      const deed = deedOf(raw, delivery.receivedAt)
      return deed ? [takenBack(deed, id, new Date(at))] : []
    })
  const activities = [...said.flatMap((one) => deedIn(one, delivery.receivedAt) ?? []), ...back]
  if (activities.length > 0) return { kind: 'activities', activities }
  const strange = said.find(({ verb }) => !verb.id.startsWith(verbs) && !verb.id.startsWith('https://w3id.org/xapi/'))
  if (ids.length > 0) return { kind: 'ignored', why: learned?.data.why ?? 'what was voided did not count' }
  return strange
    ? { kind: 'unsupported', event: strange.verb.id.slice(0, 100) }
    : { kind: 'ignored', why: 'nothing was completed or passed by a single person' }
}

/** What a statement that the store gave back says that counts. */
export function deedOf(raw: unknown, receivedAt: Date): Activity | null {
  const found = statement.safeParse(raw)
  return found.success ? deedIn(found.data, receivedAt) : null
}

/** The verb of a delivery, or that it is a list. Never throws. */
export function nameOf(parsed: ParsedBody): string {
  if (!parsed.ok) return 'unreadable'
  const raw = listIn(parsed.value)
  const verb = z.object({ verb: z.object({ id: z.string() }) }).safeParse(raw[0])
  const name = verb.success ? cleanText(verb.data.verb.id.split(/[/#]/).at(-1)?.slice(0, 100) ?? '') : ''
  return raw.length > 1 ? `${raw.length} statements` : name || 'unreadable'
}
