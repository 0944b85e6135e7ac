import { DateTime } from 'luxon'
import type { z } from 'zod'
import { audienceSchema, awardSchema, efforts, extraSchema, generatedPolicies, placesSchema, recurrenceSchema } from './challenges.ts'
import type { Draft, StageDraft } from './draft.ts'
import { settingsFrom } from './stage-settings.ts'
import type { Fault } from './checks.ts'
import type { StageType } from './types/type.ts'

/** What a form says, unfinished or not, and what of it could not be read. */
export type ReadDraft = { draft: Draft; faults: Fault[] }

const mostStages = 30
type Reader = { form: FormData; faults: Fault[] }

const text = ({ form }: Reader, name: string): string => String(form.get(name) ?? '').trim()
const texts = ({ form }: Reader, name: string): string[] => form.getAll(name).map((value) => String(value).trim())
const numbers = (reader: Reader, name: string): number[] => texts(reader, name).map(Number).filter(Number.isSafeInteger)
const parts = (value: string): string[] => [
  ...new Set(
    value
      .split(/[,\n]/)
      .map((part) => part.trim())
      .filter(Boolean),
  ),
]

function whole(reader: Reader, name: string, least: number, most: number, start: number): number {
  const typed = text(reader, name).replaceAll(',', '')
  if (typed === '') return start
  const number = Number(typed)
  if (Number.isInteger(number) && number >= least && number <= most) return number
  const words = `Use a whole number from ${least.toLocaleString('en')} to ${most.toLocaleString('en')}.`
  reader.faults.push({ field: name.replaceAll('.', '-'), words, weight: 'stop' })
  return start
}

function instant(reader: Reader, name: string, zone: string): Date | null {
  const typed = text(reader, name)
  if (typed === '') return null
  const at = DateTime.fromISO(typed, { zone })
  if (at.isValid) return at.toJSDate()
  reader.faults.push({ field: name, words: 'Write it as a day and a time, such as 2027-03-01 09:00.', weight: 'stop' })
  return null
}

/** What a schema makes of a part of the form, or its default with a fault at the field. */
function made<Schema extends z.ZodType>(reader: Reader, schema: Schema, raw: unknown, field: string, start: z.output<Schema>): z.output<Schema> {
  const parsed = schema.safeParse(raw)
  if (parsed.success) return parsed.data
  for (const words of new Set(parsed.error.issues.map((issue) => issue.message))) reader.faults.push({ field, words, weight: 'stop' })
  return start
}

const oneOf = <Name extends string>(list: Readonly<Record<Name, string>>, value: string, start: Name): Name =>
  value in list ? (value as Name) : start

function awardFrom(reader: Reader): Draft['award'] {
  const pays = text(reader, 'pays')
  const least = whole(reader, 'least', 0, 1_000_000, 0)
  const points = pays === 'range' ? { min: least, max: whole(reader, 'most', 0, 1_000_000, least) } : whole(reader, 'points', 0, 1_000_000, 0)
  const raw = {
    mode: pays === 'stages' ? 'stages' : 'final',
    points,
    currency: text(reader, 'currency') || 'points',
    badge: text(reader, 'badge') || undefined,
  }
  return made(reader, awardSchema, raw, 'points', { mode: 'final', points: 0, currency: 'points' })
}

function audienceFrom(reader: Reader): Draft['audience'] {
  const listed = <Value>(list: Value[]): Value[] | undefined => (list.length > 0 ? list : undefined)
  const level = whole(reader, 'levelFrom', 0, 1000, 0)
  const raw = {
    levelFrom: level > 0 ? level : undefined,
    segments: listed(numbers(reader, 'segment')),
    exclude: listed(numbers(reader, 'exclude')),
    interests: listed(parts([...texts(reader, 'interest'), text(reader, 'interests')].join(',').toLowerCase())),
    countries: listed(texts(reader, 'country').filter(Boolean)),
    languages: listed(texts(reader, 'speaks').filter(Boolean)),
    visitors: reader.form.has('visitors') || undefined,
  }
  return made(reader, audienceSchema, raw, 'audience', {})
}

function extraFrom(reader: Reader): Draft['extra'] {
  const factor = (name: string): number => Number(text(reader, name) || '2')
  const [languages, topics] = [parts(text(reader, 'extraLanguages').toLowerCase()), parts(text(reader, 'extraTopics'))]
  const variety = whole(reader, 'extraVariety', 0, 1_000_000, 0)
  const raw = {
    languages: languages.length > 0 ? { list: languages, factor: factor('languageFactor') } : undefined,
    topics: topics.length > 0 ? { list: topics, factor: factor('topicFactor') } : undefined,
    variety: variety > 0 ? { points: variety } : undefined,
  }
  return made(reader, extraSchema, raw, 'extra', {})
}

function stageFrom(reader: Reader, key: string, types: ReadonlyMap<string, StageType>, timeZone: string): StageDraft {
  const type = text(reader, `${key}.type`)
  const answers = texts(reader, `${key}.answer`)
  const leads = texts(reader, `${key}.to`)
  return {
    key,
    type,
    title: text(reader, `${key}.title`).slice(0, 120),
    body: text(reader, `${key}.body`).slice(0, 20_000),
    settings: settingsFrom(reader.form, `${key}.set`, types.get(type)?.settingFields ?? [], timeZone),
    points: whole(reader, `${key}.points`, 0, 1_000_000, 0),
    branch: answers.flatMap((answer, index) => (answer && leads[index] ? [{ answer: answer.toLowerCase(), to: leads[index] }] : [])),
  }
}

/**
 * A draft from the editor's form. Steps come in the order of their hidden `stage` fields, each with fields named by its key, so that moving a step is moving
 * its fields. Numbers and dates that cannot be read are faults; everything else may be unfinished.
 */
export function draftFrom(form: FormData, types: ReadonlyMap<string, StageType>, zone: string): ReadDraft {
  const reader: Reader = { form, faults: [] }
  const timeZone = DateTime.local({ zone: text(reader, 'zone') }).isValid ? text(reader, 'zone') || zone : zone
  const keys = [...new Set(texts(reader, 'stage'))].filter((key) => /^[sn]\d{1,9}$/.test(key)).slice(0, mostStages)
  const stages = keys.map((key) => stageFrom(reader, key, types, timeZone))
  const known = new Set([...keys, 'end'])
  const title = text(reader, 'title')
  if (title.length < 3 || title.length > 120) reader.faults.push({ field: 'title', words: 'Give it a title of 3 to 120 characters.', weight: 'stop' })
  const kind = text(reader, 'placesKind')
  const times = whole(reader, 'times', 0, 1000, 0)
  const every = text(reader, 'every') || null
  const recurrence = { every, times: times > 0 ? times : null, cooldownMinutes: whole(reader, 'cooldown', 0, 8760, 0) * 60 }
  const draft: Draft = {
    title: title.slice(0, 120),
    summary: text(reader, 'summary').slice(0, 200),
    body: text(reader, 'body').slice(0, 20_000),
    opensAt: instant(reader, 'opens', timeZone),
    closesAt: instant(reader, 'closes', timeZone),
    timeZone,
    minutes: whole(reader, 'minutes', 1, 10_000, 10),
    effort: oneOf(efforts, text(reader, 'effort'), 'easy'),
    language: text(reader, 'language').slice(0, 20),
    topics: parts(text(reader, 'topics').toLowerCase()).slice(0, 20),
    award: awardFrom(reader),
    audience: audienceFrom(reader),
    recurrence: made(reader, recurrenceSchema, recurrence, 'every', { every: null, times: null, cooldownMinutes: 0 }),
    places: kind
      ? made(reader, placesSchema, { kind, count: whole(reader, 'placesCount', 1, 100_000, 10) }, 'placesCount', { kind: 'first', count: 10 })
      : null,
    extra: extraFrom(reader),
    needs: [...new Set(numbers(reader, 'need'))].slice(0, 100),
    campaignId: numbers(reader, 'campaign').find((id) => id > 0) ?? null,
    generatedPolicy: oneOf(generatedPolicies, text(reader, 'generated'), 'allowed'),
    reviewersNeeded: whole(reader, 'reviewers', 1, 5, 1),
    onboarding: form.has('onboarding'),
    stages: stages.map((stage) => ({ ...stage, branch: stage.branch.filter(({ to }) => known.has(to)) })),
  }
  if (draft.opensAt && draft.closesAt && draft.closesAt <= draft.opensAt)
    reader.faults.push({ field: 'closes', words: 'It closes before it opens. Choose a later end.', weight: 'stop' })
  return { draft, faults: reader.faults }
}
