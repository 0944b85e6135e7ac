// Changes to a fixture that make it a new fact, or somebody else's, without knowing its platform.
import { randomInt } from 'node:crypto'
import type { Adapter } from '#app/contract/adapter.ts'
import { Fault } from '#app/entry.ground.js'

export type Json = string | number | boolean | null | Json[] | { [name: string]: Json }

/** Parts of a payload that say who and where: they stay the same when the work is new. */
const LASTING = new Set([
  'actor',
  'sender',
  'user',
  'author',
  'owner',
  'organization',
  'enterprise',
  'installation',
  'repository',
  'repo',
  'labels',
  'milestone',
])
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/

/** The same event about new objects, now: ids and numbers are new, and all times move so that the latest is `now`. */
export function freshen(body: Json, now: Date): Json {
  const latest = Math.max(0, ...instants(body))
  const shift = latest ? now.getTime() - latest : 0
  const ids = new Map<string, Json>()
  collectIds(body, ids, randomInt(10_000, 900_000))
  return replace(body, (value) => moveInstant(value, shift), ids)
}

/** The same event as the work of another account, given as `handle:id`. */
export function actAs(adapter: Adapter, headers: Record<string, string>, body: Json, account: string): Json {
  const [, handle, id] = /^(.+):([^:]+)$/.exec(account) ?? []
  if (!handle || !id) throw new Fault('--as takes the handle and the id of an account, for example --as maya-lindqvist:70411001.')
  const bytes = Buffer.from(JSON.stringify(body))
  const reading = adapter.read({ headers, body: bytes, receivedAt: new Date(), digest: '' })
  if (reading.kind !== 'activities' || !reading.activities[0]) throw new Fault('This fixture is nobody’s work: --as changes nothing in it.')
  const before = reading.activities[0].actor
  return rewrite(body, (value) => {
    if (typeof value === 'string')
      return value === before.handle || value === before.id ? (value === before.id ? id : handle) : swapInAddress(value, before.handle, handle)
    return typeof value === 'number' && String(value) === before.id ? Number(id) : value
  })
}

function swapInAddress(text: string, before: string, after: string): string {
  return /^https?:/.test(text) ? text.replaceAll(`/${before}`, `/${after}`) : text
}

function instants(value: Json): number[] {
  if (typeof value === 'string') return INSTANT.test(value) ? [Date.parse(value)].filter((time) => !Number.isNaN(time)) : []
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(instants) : []
}

function moveInstant(value: Json, shift: number): Json {
  if (typeof value !== 'string' || !INSTANT.test(value) || Number.isNaN(Date.parse(value))) return value
  return new Date(Date.parse(value) + shift).toISOString().replace(/\.\d{3}Z$/, 'Z')
}

/** Old and new values of what names the objects of an event: `id`, `node_id`, `number`. */
function collectIds(value: Json, ids: Map<string, Json>, offset: number): void {
  if (Array.isArray(value)) return value.forEach((inner) => collectIds(inner, ids, offset))
  if (typeof value !== 'object' || value === null) return
  for (const [name, inner] of Object.entries(value)) {
    if (['id', 'node_id', 'number'].includes(name)) {
      if (typeof inner === 'number') ids.set(`${name}:${inner}`, inner + offset)
      if (typeof inner === 'string') ids.set(`${name}:${inner}`, `${inner}-${offset}`)
    } else if (!LASTING.has(name)) collectIds(inner, ids, offset)
  }
}

/** Puts new names in wherever the objects are named, addresses included. */
function replace(value: Json, change: (value: Json) => Json, ids: Map<string, Json>, name = ''): Json {
  if (Array.isArray(value)) return value.map((inner) => replace(inner, change, ids))
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key, LASTING.has(key) ? replace(inner, change, new Map()) : replace(inner, change, ids, key)]),
    )
  }
  if (typeof value === 'string' && /^https?:/.test(value)) return renumber(value, ids)
  return ids.get(`${name}:${String(value)}`) ?? change(value)
}

function renumber(address: string, ids: Map<string, Json>): string {
  return address.replace(/([/#_-])(\d+)(?=$|[/#.?])/g, (whole, before: string, digits: string) => {
    const changed = ids.get(`number:${digits}`) ?? ids.get(`id:${digits}`)
    return changed === undefined ? whole : `${before}${String(changed)}`
  })
}

function rewrite(value: Json, change: (value: Json) => Json): Json {
  if (Array.isArray(value)) return value.map((inner) => rewrite(inner, change))
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, rewrite(inner, change)]))
  return change(value)
}
