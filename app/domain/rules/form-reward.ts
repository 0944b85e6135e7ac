import { DateTime } from 'luxon'
import { z } from 'zod'
import type { FactCard } from '#app/contract/adapter.ts'
import { type Effect, type RuleDefinition, type Test, type To, limitName, limitScopes, limitWindows } from './rules.ts'

export type Facts = Readonly<Record<string, FactCard>>
export type Problem = (path: (string | number)[], message: string) => void

/** In which ways a rule can give. */
export const gives = {
  each: 'for each one',
  stages: 'by the value of something',
  units: 'for each of a number',
  every: 'for every so many',
  reaches: 'at certain numbers of them',
  reach: 'when a number passes marks',
  factor: 'nothing itself: it multiplies what others give',
  nothing: 'no points, only what stands below',
} as const
export type Give = keyof typeof gives

/** What a rule can give beside points. */
export const extras = { badge: 'a badge', card: 'stamps on a card', perk: 'a perk', message: 'a message' } as const
export const spans = { minutes: 1, hours: 60, days: 1_440 } as const

const whole = (message: string, most = 1_000_000) =>
  z
    .number(message)
    .int('Use a whole number.')
    .min(1, 'At least 1.')
    .max(most, `At most ${most.toLocaleString('en-US')}.`)
    .optional()
const pointsField = (message: string) =>
  z.number(message).int('Give whole points.').min(1, 'Give at least 1 point.').max(1_000_000, 'Give at most 1,000,000 points.').optional()

/** The part of the sentence form that says what is given, to whom and how often. */
export const rewardFields = {
  give: z.enum(Object.keys(gives) as [Give, ...Give[]], 'Choose how it gives.').default('each'),
  points: pointsField('Say how many points, as a whole number.'),
  firstPoints: pointsField('Enter a whole number, or leave it empty.'),
  currency: z.string().optional(),
  stageFact: z.string().optional(),
  stages: z
    .array(
      z.object({
        value: z.string().optional(),
        points: z.number('Say how many points.').int('Give whole points.').min(0, 'Zero or more.').max(1_000_000).optional(),
      }),
    )
    .max(20, 'At most 20 stages.')
    .default([]),
  unitFact: z.string().optional(),
  unitMost: whole('Say up to how many.', 100_000),
  every: whole('Say every how many.', 10_000),
  reaches: z.string().optional(),
  reachFact: z.string().optional(),
  thresholds: z.string().optional(),
  factor: z.number('Say how many times as much.').min(0.1, 'At least 0.1.').max(10, 'At most 10 times.').optional(),
  to: z.string().default('actor'),
  shares: z
    .array(z.object({ to: z.string().optional(), percent: whole('Say what percentage.', 100) }))
    .max(6, 'At most 6 shares.')
    .default([]),
  limits: z
    .array(z.object({ count: whole('Enter a whole number.'), window: z.string().optional(), of: z.string().optional(), per: z.string().optional() }))
    .max(8, 'At most 8 limits.')
    .default([]),
  cooldown: whole('Say how long, as a whole number.', 525_600),
  cooldownUnit: z.enum(['minutes', 'hours', 'days']).default('hours'),
  cooldownPer: z.enum(['member', 'object', 'pair']).default('member'),
  from: z.string().optional(),
  until: z.string().optional(),
  /** What was done in time but arrives after the end does not count. */
  inTime: z.boolean().optional(),
  vestingDays: whole('Say how many days.', 365),
  ownWork: z.boolean().optional(),
  also: z
    .array(z.object({ give: z.string().optional(), what: z.string().optional(), stamps: whole('Say how many stamps.', 10) }))
    .max(5, 'At most 5.')
    .default([]),
}
type Fields = z.ZodObject<typeof rewardFields>
type Form = z.output<Fields>
type Known = { facts: Facts; timeZone: string; problem: Problem }

/** The parts of a rule that say what is given, to whom and how often, from the form; what does not fit is told to `problem`. */
export function rewardFrom(form: Form, known: Known): Partial<RuleDefinition> {
  const { problem } = known
  const counted = form.give !== 'factor' && form.give !== 'nothing' && !(form.give === 'stages' && form.stages.length > 0)
  if (counted && form.points === undefined) problem(['points'], 'Say how many points, as a whole number.')
  const bonus = ['each', 'stages', 'units'].includes(form.give)
  const minutes = form.cooldown === undefined ? 0 : form.cooldown * spans[form.cooldownUnit]
  if (minutes > 525_600) problem(['cooldown'], 'At most a year.')
  return {
    points: form.give === 'factor' || form.give === 'nothing' ? 0 : (form.points ?? 0),
    currency: form.currency || undefined,
    firstPoints: bonus ? form.firstPoints : undefined,
    ...amountFrom(form, known),
    to: receiverFrom(form.to),
    shares: sharesFrom(form, problem),
    limits: limitsFrom(form.limits, problem),
    cooldown: minutes > 0 && minutes <= 525_600 ? { minutes, per: form.cooldownPer } : undefined,
    schedule: scheduleFrom(form, known),
    vesting: form.vestingDays === undefined ? undefined : { days: form.vestingDays },
    ownWork: form.ownWork ?? false,
    also: form.also.flatMap((row, index) => effectFrom(row, index, problem) ?? []),
  }
}

function amountFrom(form: Form, { facts, problem }: Known): Partial<RuleDefinition> {
  const fact = (name: 'stageFact' | 'unitFact' | 'reachFact', number: boolean): string => {
    const card = facts[form[name] ?? '']
    if (!card) problem([name], 'Choose what to look at.')
    else if (number && card.type !== 'number') problem([name], `${card.label} is not a number. Choose a number.`)
    return form[name] ?? ''
  }
  const units = (): Partial<RuleDefinition> => {
    if (form.unitMost === undefined) problem(['unitMost'], 'Say up to how many.')
    return { perUnit: { fact: fact('unitFact', true), most: form.unitMost ?? 1 } }
  }
  switch (form.give) {
    case 'stages':
      return { byValue: { fact: fact('stageFact', false), amounts: stagesFrom(form.stages, problem) }, ...(form.unitFact && units()) }
    case 'units':
      return units()
    case 'every':
      if (form.every === undefined || form.every < 2) problem(['every'], 'Say every how many, at least 2.')
      return { counts: { every: form.every ?? 2 } }
    case 'reaches':
      return { counts: { reaches: numbersFrom('reaches', form.reaches, problem) } }
    case 'reach':
      return { reach: { fact: fact('reachFact', true), thresholds: numbersFrom('thresholds', form.thresholds, problem) } }
    case 'factor':
      if (form.factor === undefined) problem(['factor'], 'Say how many times as much.')
      return { factor: form.factor }
    default:
      return {}
  }
}

function numbersFrom(field: string, text: string | undefined, problem: Problem): number[] {
  const numbers = (text ?? '')
    .split(/[\s,;]+/)
    .filter(Boolean)
    .map(Number)
  if (numbers.length === 0 || numbers.length > 20 || numbers.some((one) => !Number.isInteger(one) || one < 1 || one > 1_000_000))
    problem([field], 'Write up to 20 whole numbers with spaces between them, like 1 10 100.')
  return [...new Set(numbers)].sort((a, b) => a - b)
}

function stagesFrom(rows: Form['stages'], problem: Problem): Record<string, number> {
  const amounts: Record<string, number> = {}
  for (const [index, { value, points }] of rows.entries()) {
    if (!value?.trim()) problem(['stages', index, 'value'], 'Say which value.')
    else if (value.trim() in amounts) problem(['stages', index, 'value'], 'This value stands there already.')
    if (points === undefined) problem(['stages', index, 'points'], 'Say how many points.')
    if (value?.trim()) amounts[value.trim()] = points ?? 0
  }
  if (rows.length === 0) problem(['stages'], 'Add a value and what it gives.')
  return amounts
}

/** Who gets it, as the form writes it: `actor`, `role:author`, or `who:` and what they did. */
function receiverFrom(text: string): To {
  if (text === 'actor') return 'actor'
  return text.startsWith('role:') ? { role: text.slice(5) } : { who: text.replace(/^who:/, '') }
}

function sharesFrom(form: Form, problem: Problem): RuleDefinition['shares'] {
  if (form.shares.length === 0) return undefined
  const sum = form.shares.reduce((all, share) => all + (share.percent ?? 0), 0)
  if (form.shares.length < 2) problem(['shares'], 'Name at least two who share it, or remove this one.')
  else if (sum !== 100) problem(['shares'], `The shares must add up to 100 percent; these are ${sum}.`)
  return form.shares.map(({ to, percent }, index) => {
    if (!to) problem(['shares', index, 'to'], 'Choose who.')
    if (percent === undefined) problem(['shares', index, 'percent'], 'Say what percentage.')
    return { to: to?.startsWith('role:') ? { role: to.slice(5) } : ('actor' as const), percent: percent ?? 1 }
  })
}

function limitsFrom(rows: Form['limits'], problem: Problem): RuleDefinition['limits'] {
  const seen = new Set<string>()
  return rows.flatMap(({ count, ...row }, index) => {
    if (count === undefined) return []
    const window = row.window as keyof typeof limitWindows
    const per = row.per && row.per !== 'member' ? { per: row.per as keyof typeof limitScopes } : {}
    const of = row.of === 'points' ? { of: 'points' as const } : {}
    if (!row.window || !(row.window in limitWindows)) problem(['limits', index, 'window'], 'Choose a span of time.')
    else if (row.per && !(row.per in limitScopes)) problem(['limits', index, 'per'], 'Choose for whom it counts.')
    else if (seen.has(limitName({ window, ...per, ...of }))) problem(['limits', index, 'window'], 'There is already a limit for this span.')
    seen.add(limitName({ window, ...per, ...of }))
    return [{ count, window, ...per, ...of }]
  })
}

function scheduleFrom(form: Form, { timeZone, problem }: Known): RuleDefinition['schedule'] {
  const read = (name: 'from' | 'until'): string | undefined => {
    if (!form[name]) return undefined
    const at = DateTime.fromISO(form[name], { zone: timeZone })
    if (!at.isValid) problem([name], 'Choose a day and a time.')
    return at.isValid ? at.toISO({ suppressMilliseconds: true }) : undefined
  }
  const [from, until] = [read('from'), read('until')]
  if (from && until && new Date(until) <= new Date(from)) problem(['until'], 'The end comes after the start.')
  return from || until ? { ...(from && { from }), ...(until && { until }), late: !form.inTime } : undefined
}

function effectFrom(row: Form['also'][number], index: number, problem: Problem): Effect | null {
  const what = row.what?.trim() ?? ''
  if (!row.give || !(row.give in extras)) problem(['also', index, 'give'], 'Choose what it gives.')
  const slug = /^[a-z0-9][a-z0-9-]{0,60}$/.test(what)
  if ((row.give === 'badge' || row.give === 'card') && !slug) problem(['also', index, 'what'], 'Choose one from the list.')
  else if (row.give === 'message' && what.length < 3) problem(['also', index, 'what'], 'Write the message.')
  else if (row.give === 'perk' && (what.length < 2 || what.length > 80)) problem(['also', index, 'what'], 'Name the perk in up to 80 letters.')
  else if (row.give === 'badge') return { badge: what }
  else if (row.give === 'card') return { card: what, stamps: row.stamps ?? 1 }
  else if (row.give === 'perk') return { perk: what }
  else if (row.give === 'message') return { message: what }
  return null
}

/** A value as it is typed. */
export function textOf(value: Test['value']): string {
  return Array.isArray(value) ? value.join(', ') : typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value)
}

function giveOf(rule: RuleDefinition): Give {
  if (rule.factor !== undefined) return 'factor'
  if (rule.counts) return 'every' in rule.counts ? 'every' : 'reaches'
  if (rule.reach) return 'reach'
  if (rule.byValue) return 'stages'
  if (rule.perUnit) return 'units'
  return rule.points === 0 && rule.firstPoints === undefined ? 'nothing' : 'each'
}

const receiverText = (to: To): string => (to === 'actor' ? 'actor' : 'who' in to ? `who:${to.who}` : `role:${to.role}`)

/** What a stored rule gives, as the form's fields show it. */
export function rewardForm(rule: RuleDefinition, timeZone: string): z.input<Fields> {
  const { byValue, perUnit, counts, reach, cooldown, schedule } = rule
  const unit = cooldown && (cooldown.minutes % 1_440 === 0 ? 'days' : cooldown.minutes % 60 === 0 ? 'hours' : 'minutes')
  const local = (iso?: string): string | undefined => iso && DateTime.fromISO(iso, { zone: timeZone }).toFormat("yyyy-MM-dd'T'HH:mm")
  return {
    give: giveOf(rule),
    points: rule.points === 0 ? undefined : rule.points,
    firstPoints: rule.firstPoints,
    currency: rule.currency,
    stageFact: byValue?.fact,
    stages: Object.entries(byValue?.amounts ?? {}).map(([value, points]) => ({ value, points })),
    unitFact: perUnit?.fact,
    unitMost: perUnit?.most,
    every: counts && 'every' in counts ? counts.every : undefined,
    reaches: counts && 'reaches' in counts ? counts.reaches.join(' ') : undefined,
    reachFact: reach?.fact,
    thresholds: reach?.thresholds.join(' '),
    factor: rule.factor,
    to: receiverText(rule.to),
    shares: rule.shares?.map((share) => ({ to: receiverText(share.to), percent: share.percent })) ?? [],
    limits: rule.limits.map(({ count, window, of, per }) => ({ count, window, of: of ?? 'times', per: per ?? 'member' })),
    cooldown: cooldown && unit && cooldown.minutes / spans[unit],
    cooldownUnit: unit ?? 'hours',
    cooldownPer: cooldown?.per ?? 'member',
    from: local(schedule?.from),
    until: local(schedule?.until),
    inTime: schedule ? !schedule.late : undefined,
    vestingDays: rule.vesting?.days,
    ownWork: rule.ownWork || undefined,
    also: rule.also.map((effect) => {
      const [give, what] = Object.entries(effect)[0] as [string, string]
      return { give, what, ...('card' in effect && { stamps: effect.stamps }) }
    }),
  }
}
