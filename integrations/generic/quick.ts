// The ordinary message, read without the schema: a quarter of what a delivery costs the door. What is not ordinary is left to the schema in `events.ts`.
import type { Message } from './events.ts'
import { cleanAddress, cleanText, cleanTitle } from '#integrations/kit/body.ts'

type Json = Readonly<Record<string, unknown>>

const ordinaryId = /^[ -~]{1,200}$/
const factName = /^[a-z][a-z0-9_]{0,49}$/
const atUtc = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{3})?Z$/

/** What the schema would answer, or undefined where only the schema can tell. */
export function readQuickly(message: unknown): Message | undefined {
  if (!isObject(message) || message.others !== undefined) return undefined
  const { id, type, version, reverses, blocked } = message
  const time = readTime(message.time)
  const actor = readActor(message.actor)
  const object = readObject(message.object)
  const facts = readFacts(message.facts)
  if (!isId(id) || typeof type !== 'string' || !time || !actor || !object || facts === null) return undefined
  if (!(version === undefined || isId(version)) || !(reverses === undefined || isId(reverses))) return undefined
  if (!(blocked === undefined || typeof blocked === 'string')) return undefined
  const needed = { id, type: cleanText(type), time, actor, object }
  return {
    ...needed,
    ...(facts && { facts }),
    ...(version !== undefined && { version }),
    ...(reverses !== undefined && { reverses }),
    ...(blocked !== undefined && { blocked: cleanTitle(blocked) }),
  }
}

function readTime(time: unknown): Date | undefined {
  if (typeof time !== 'string' || !atUtc.test(time)) return undefined
  const at = new Date(time)
  // A day that the month does not have would roll over into the next one.
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(time.slice(0, 19)) ? at : undefined
}

function readActor(actor: unknown): Message['actor'] | undefined {
  if (!isObject(actor) || actor.email !== undefined) return undefined
  const { id, handle, bot } = actor
  if (!isId(id) || !(handle === undefined || typeof handle === 'string') || !(bot === undefined || typeof bot === 'boolean')) return undefined
  return { id, handle: (handle !== undefined && cleanTitle(handle)) || id, ...(bot ? { bot: true } : {}) }
}

function readObject(object: unknown): Message['object'] | undefined {
  if (!isObject(object)) return undefined
  const { id, title, url } = object
  if (!isId(id) || !(title === undefined || typeof title === 'string') || !(url === undefined || typeof url === 'string')) return undefined
  return { id, ...(title !== undefined && { title: cleanTitle(title) }), ...(url !== undefined && { url: cleanAddress(url) }) }
}

/** Facts; undefined where there are none, null where the schema is to be asked. */
function readFacts(facts: unknown): Message['facts'] | null {
  if (facts === undefined) return undefined
  if (!isObject(facts)) return null
  const names = Object.keys(facts)
  if (names.length > 50) return null
  const read: NonNullable<Message['facts']> = {}
  for (const name of names) {
    const value = facts[name]
    if (!factName.test(name)) return null
    if (typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))) read[name] = value
    else if (isText(value)) read[name] = cleanText(value)
    else if (Array.isArray(value) && value.length <= 100 && value.every(isText)) read[name] = value.map(cleanText)
    else return null
  }
  return read
}

const isId = (value: unknown): value is string => typeof value === 'string' && ordinaryId.test(value)
const isText = (value: unknown): value is string => typeof value === 'string' && value.length <= 1000

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
