import Papa from 'papaparse'
import { z } from 'zod'

export const mostRows = 20_000
export const mostCharacters = 8_000_000

const column = z.string().max(200).default('')

/** Which column of a list is what; empty: none. `type` is a kind of the signed-JSON channel; `facts` are the columns that rules may ask about. */
export const listForm = z.object({
  type: z.string().max(50).default('course.completed'),
  id: column,
  actor: column,
  handle: column,
  time: column,
  dates: z.enum(['iso', 'dmy', 'mdy']).default('iso'),
  object: column,
  title: column,
  url: column,
  partner: z.boolean().default(false),
  consent: column,
  facts: z.array(z.string().max(200)).max(30).default([]),
})
export type ListForm = z.output<typeof listForm>

export type ListRow = { line: number; cells: Readonly<Record<string, string>> }
export type List = { columns: string[]; rows: ListRow[]; fault: string | null }

/** Reads a CSV with a line of column names; which sign divides the columns is found out. Line 1 holds the names. */
export function readList(csv: string): List {
  const { data, meta } = Papa.parse<Record<string, string>>(csv.replace(/^\uFEFF/, ''), {
    header: true,
    skipEmptyLines: 'greedy',
    transformHeader: (name) => name.trim().slice(0, 200),
  })
  const columns = (meta.fields ?? []).filter((name) => name !== '' && name !== '__parsed_extra')
  const rows = data.map((cells, index) => ({ line: index + 2, cells }))
  const fault =
    columns.length === 0 || rows.length === 0
      ? 'The list needs a first line with the names of its columns, and at least one row below.'
      : rows.length > mostRows
        ? `At most ${mostRows.toLocaleString('en')} rows at once. Divide the list.`
        : null
  return { columns, rows: rows.slice(0, mostRows), fault }
}

const likely: readonly [keyof ListForm & ('id' | 'actor' | 'handle' | 'time' | 'object' | 'title' | 'url' | 'consent'), RegExp][] = [
  ['actor', /e-?mail|^user|learner|customer|account|member|^who$/i],
  ['consent', /consent/i],
  ['time', /date|time|^at$|completed|ordered|_at$/i],
  ['id', /order.?(id|no|number)|^id$|record|transaction|certificate.?id|enrol/i],
  ['title', /title|course.?name|product.?name/i],
  ['object', /course|product|sku|app|package|exam|object/i],
  ['url', /url|link/i],
  ['handle', /name$/i],
]

/** What the columns probably are, by their names. The rest is offered as facts. */
export function guessForm(columns: readonly string[], type: string): ListForm {
  const taken = new Set<string>()
  const found: Record<string, string> = {}
  for (const [part, name] of likely) {
    const match = columns.find((one) => !taken.has(one) && name.test(one))
    if (match) {
      found[part] = match
      taken.add(match)
    }
  }
  return listForm.parse({ ...found, type, facts: columns.filter((one) => !taken.has(one)).slice(0, 30) })
}

/** A message of the signed-JSON channel, as a row says it. */
export type RowMessage = {
  id: string
  type: string
  time: string
  actor: { email: string } | { id: string; handle?: string }
  object: { id: string; title?: string; url?: string }
  facts: Record<string, string | number>
  version?: string
}

/** A row as a message, or why it cannot be one. The same row always gives the same id: that of its column, or who did it with what. */
export function messageOf(row: ListRow, form: ListForm, now: Date): { message: RowMessage } | { fault: string } {
  const cell = (name: string) => (name === '' ? '' : (row.cells[name] ?? '').trim())
  const who = cell(form.actor)
  const object = cell(form.object)
  if (!who) return { fault: 'It does not say who.' }
  if (!object) return { fault: 'It does not say what it was done with.' }
  if (form.partner && !cell(form.consent)) return { fault: 'It has no reference to the person’s consent.' }
  const time = form.time ? momentIn(cell(form.time), form.dates) : now
  if (!time) return { fault: `“${cell(form.time).slice(0, 40)}” is not a date that can be read.` }
  if (time.getTime() > now.getTime()) return { fault: 'It lies in the future.' }
  const id = cell(form.id) || `${who.toLowerCase()}:${object}`
  if (id.length > 120 || who.length > 120 || object.length > 120) return { fault: 'An id is longer than 120 characters.' }
  const named = { title: cell(form.title), url: cell(form.url) }
  return {
    message: {
      id: `${form.type}:${id}`,
      type: form.type,
      time: time.toISOString(),
      actor: who.includes('@') ? { email: who.toLowerCase() } : { id: who, ...(cell(form.handle) ? { handle: cell(form.handle) } : {}) },
      object: { id: object, title: named.title || object, ...(named.url ? { url: named.url } : {}) },
      facts: factsOf(form, cell),
    },
  }
}

function factsOf(form: ListForm, cell: (name: string) => string): Record<string, string | number> {
  const facts: Record<string, string | number> = {}
  for (const name of form.facts) {
    const value = cell(name)
    const plain = factName(name)
    if (value !== '' && plain !== '') facts[plain] = asNumber(plain, value) ?? value.slice(0, 1000)
  }
  if (form.partner) facts.consent = cell(form.consent).slice(0, 200)
  return facts
}

/** A column's name as rules know it: `Total Amount` is `total_amount`. */
export function factName(name: string): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '')
    .slice(0, 50)
  return /^[a-z]/.test(plain) ? plain : ''
}

/** A cell as a number, unless it is an id, a code with leading zeros, or more digits than a number can hold exactly. */
function asNumber(name: string, value: string): number | null {
  if (/(^|_)(id|number|no|code|sku|phone|zip|postcode|reference)$/.test(name)) return null
  const plain = /^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(value)
    ? value.replaceAll(',', '')
    : /^-?\d+,\d{1,2}$/.test(value)
      ? value.replace(',', '.')
      : value
  if (!/^-?(0|[1-9]\d{0,14})(\.\d{1,6})?$/.test(plain)) return null
  return Number(plain)
}

const orders = { dmy: [3, 2, 1], mdy: [3, 1, 2] } as const

/** A moment in a cell: ISO with or without a time (UTC unless it says), or day, month and year in the order given. */
export function momentIn(text: string, order: ListForm['dates']): Date | null {
  const [, year, month, day, rest = ''] = order === 'iso' ? (/^(\d{4})-(\d{2})-(\d{2})(?:[T ](.+))?$/.exec(text) ?? []) : inOrder(text, orders[order])
  if (!year || !month || !day) return null
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const start = new Date(`${date}T00:00:00Z`)
  if (Number.isNaN(start.getTime()) || !start.toISOString().startsWith(date)) return null
  if (rest === '') return start
  const at = new Date(`${date}T${rest.trim()}${/[zZ]|[+-]\d{2}:?\d{2}$/.test(rest) ? '' : 'Z'}`)
  return Number.isNaN(at.getTime()) ? null : at
}

function inOrder(text: string, [year, month, day]: readonly [number, number, number]): (string | undefined)[] {
  const found = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})(?:[ T,]+(\d{1,2}:\d{2}(?::\d{2})?))?$/.exec(text)
  return found ? [found[0], found[year], found[month], found[day], found[4]] : []
}
