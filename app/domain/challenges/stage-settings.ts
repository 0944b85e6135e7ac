import { DateTime } from 'luxon'
import type { Field } from './types/type.ts'

const text = (form: FormData, name: string): string => String(form.get(name) ?? '').trim()
const texts = (form: FormData, name: string): string[] =>
  form
    .getAll(name)
    .map((value) => String(value).trim())
    .filter(Boolean)
const linesOf = (value: string): string[] => [
  ...new Set(
    value
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter(Boolean),
  ),
]

/** A typed value as a comparison needs it: numbers where sizes are compared, a list for "one of", yes and no as such. */
function comparable(op: string, value: string): string | number | boolean | string[] {
  if (op === 'at_least' || op === 'at_most') return Number(value)
  if (op === 'one_of') return value.split(',').map((part) => part.trim())
  return /^(yes|true)$/i.test(value) ? true : /^(no|false)$/i.test(value) ? false : value
}

/** Comparisons from three columns of fields (`<name>.fact`, `.op`, `.value`), all of which must hold; rows without a fact or a value are left out. */
function conditionsFrom(form: FormData, name: string): { all: object[] } {
  const column = (part: string): string[] => form.getAll(`${name}.${part}`).map((value) => String(value).trim())
  const [ops, values] = [column('op'), column('value')]
  const all = column('fact').flatMap((fact, index) => {
    const [op = 'is', value = ''] = [ops[index], values[index]]
    return fact && value ? [{ fact, op, value: comparable(op, value) }] : []
  })
  return { all }
}

/** One setting of a stage as its field says it; undefined where nothing is said, so that the type's own default holds. */
function settingFrom(form: FormData, name: string, field: Field, timeZone: string): unknown {
  switch (field.kind) {
    case 'check':
      return form.get(name) !== null
    case 'lines':
      return linesOf(text(form, name))
    case 'options':
      return linesOf(text(form, name)).map((label) => ({ value: label.slice(0, 80).toLowerCase(), label }))
    case 'choices':
    case 'kinds':
      return texts(form, name)
    case 'conditions':
      return conditionsFrom(form, name)
    case 'number':
    case 'quiz':
    case 'survey':
    case 'event':
    case 'source': {
      const typed = text(form, name).replaceAll(',', '')
      return typed === '' ? undefined : Number(typed)
    }
    case 'date': {
      const day = DateTime.fromISO(text(form, name), { zone: timeZone })
      return day.isValid ? (day.startOf('day').toISO() ?? undefined) : undefined
    }
    case 'file':
      return undefined
    default:
      return text(form, name) || undefined
  }
}

/** The settings of a stage from fields named `<prefix>.<setting>`, each as its type wants it; days begin at midnight in the zone. */
export function settingsFrom(form: FormData, prefix: string, fields: readonly Field[], timeZone: string): Record<string, unknown> {
  const pairs = fields.map((field) => [field.name, settingFrom(form, `${prefix}.${field.name}`, field, timeZone)] as const)
  return Object.fromEntries(pairs.filter(([, value]) => value !== undefined))
}

/** What a field of a stored setting shows: one text, or several for lists. */
export function settingShown(field: Field, value: unknown): string {
  if (value === null || value === undefined) return ''
  if (field.kind === 'lines' && Array.isArray(value)) return value.join('\n')
  if (field.kind === 'options' && Array.isArray(value)) return value.map((one: unknown) => String((one as { label?: unknown }).label)).join('\n')
  if (field.kind === 'date') return String(value as string).slice(0, 10)
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

/** The rows of a stored condition, for the editor. */
export function conditionRows(value: unknown): { fact: string; op: string; value: string }[] {
  const all = (value as { all?: unknown } | null)?.all
  if (!Array.isArray(all)) return []
  const said = (one: unknown): string => (one === true ? 'yes' : one === false ? 'no' : Array.isArray(one) ? one.join(', ') : String(one))
  return all.flatMap((row: unknown) => {
    const { fact, op, value: wanted } = row as { fact?: unknown; op?: unknown; value?: unknown }
    return typeof fact === 'string' && typeof op === 'string' ? [{ fact, op, value: said(wanted) }] : []
  })
}
