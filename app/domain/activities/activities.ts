/** The hub's own source: corrections by staff and, later, whatever happens in the hub itself. */
export const hubSource = 0

/** The member id under which settled activities without an owner are kept: bots, undos of nothing. */
export const nobody = 0

/** A kind as rules name it: adapter and the adapter's own word. */
export function qualifiedKind(adapter: string, kind: string): string {
  return `${adapter}:${kind}`
}

/** What a sealed secret is bound to: copied to another row, it does not open. */
export function secretContext(program: number, sourceId: number, name: string): string {
  return `${program}/${sourceId}/${name}`
}

/** The name under which a key is kept with which the hub calls a platform; it proves nothing that comes in. */
export function accessSecret(field: string): string {
  return `access:${field}`
}

/** What a delivery's key is hashed from. Digest and event are part of it: see the room's decisions. */
export function deliveryKeyText(sourceId: number, delivery: { id: string; event: string; digest: string }): string {
  return `delivery/${sourceId}/${delivery.digest}/${delivery.event}/${delivery.id}`
}

/** What a subject is hashed from. */
export function subjectText(sourceId: number, externalId: string): string {
  return `subject/${sourceId}/${externalId}`
}

const unsafe = /\u0000/g

/** Text that PostgreSQL can keep: no NUL, no half of a surrogate pair. */
export function storable(text: string): string {
  return isStorable(text) ? text : text.replace(unsafe, '\uFFFD').toWellFormed()
}

function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\u0000')
}

/** The same for every text inside a JSON value. */
export function storableJson<Value>(value: Value): Value {
  return isStorableJson(value) ? value : cleaned(value)
}

/** Nearly every value is: this looks without copying. */
function isStorableJson(value: unknown): boolean {
  if (typeof value === 'string') return isStorable(value)
  if (value instanceof Date || value === null || typeof value !== 'object') return true
  if (Array.isArray(value)) return value.every(isStorableJson)
  return Object.entries(value).every(([key, entry]) => isStorable(key) && isStorableJson(entry))
}

function cleaned<Value>(value: Value): Value {
  if (typeof value === 'string') return storable(value) as Value
  if (value instanceof Date || value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) return value.map((entry: unknown) => cleaned(entry)) as Value
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [storable(key), cleaned(entry as unknown)])) as Value
}
