import type { FactLabels } from './explanation.ts'
import { type Effect, type Limit, type RuleDefinition, givesPoints, limitWindows } from './rules.ts'

/** Words joined as people do: "a, b and c". */
export function listInWords(words: readonly string[], last: 'and' | 'or'): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`
}

/** Those whom channels name beside the actor. */
export const roles: Readonly<Record<string, string>> = {
  author: 'the author',
  asker: 'whoever asked',
  chooser: 'whoever chose the answer',
  closer: 'whoever closed it',
  reviewer: 'the reviewer',
  assignee: 'the assignee',
  referrer: 'whoever invited them',
}

/** A role as it stands in a sentence. */
export function roleInWords(role: string): string {
  return roles[role] ?? `the ${role.replaceAll(/[._-]/g, ' ')}`
}

const amount = (points: number): string => points.toLocaleString('en-US')
const ordinal = (count: number): string => {
  const last = count % 100 > 10 && count % 100 < 14 ? 0 : count % 10
  return `${amount(count)}${last === 1 ? 'st' : last === 2 ? 'nd' : last === 3 ? 'rd' : 'th'}`
}

/** What comes after "you get": the amount, what else there is, and how often. */
export function rewardInWords(rule: RuleDefinition, label: FactLabels, unit: string): string {
  if (rule.factor !== undefined) return `that pays ${unit} for it pays ${rule.factor.toLocaleString('en-US')} times as much`
  const first = rule.firstPoints === undefined ? '' : `, ${amount(rule.firstPoints)} for the first one`
  const points = givesPoints(rule) ? [`${amountInWords(rule, label, unit)}${first}${sharesInWords(rule)}`] : []
  const gives = listInWords([...points, ...rule.also.map(alsoInWords)], 'and')
  const limits = rule.limits.map((limit) => limitInWords(limit, unit))
  return `${gives}${limits.length === 0 ? '' : `, at most ${listInWords(limits, 'and')}`}`
}

function amountInWords(rule: RuleDefinition, label: FactLabels, unit: string): string {
  const { points, byValue, perUnit, counts, reach } = rule
  const base = `${amount(points)} ${unit}`
  if (counts && 'every' in counts) return `${base} for every ${ordinal(counts.every)} one`
  if (counts) return `${base} for the ${listInWords(counts.reaches.map(ordinal), 'and')} one`
  if (reach) return `${base} each time ${label(reach.fact)} reaches ${listInWords(reach.thresholds.map(amount), 'or')}`
  const stages = byValue
    ? Object.entries(byValue.amounts).map(
        ([value, given], index) => `${amount(given)}${index === 0 ? ` ${unit}` : ''} if ${label(byValue.fact)} is ${value}`,
      )
    : []
  const staged = stages.length === 0 ? base : `${stages.join(', ')}${points > 0 ? `, otherwise ${amount(points)}` : ''}`
  return perUnit ? `${staged} for each of ${label(perUnit.fact)} (up to ${amount(perUnit.most)})` : staged
}

function sharesInWords({ shares }: RuleDefinition): string {
  if (!shares) return ''
  const parts = shares.map((share) => `${share.percent} percent to ${share.to === 'actor' ? 'you' : roleInWords(share.to.role)}`)
  return `, shared: ${listInWords(parts, 'and')}`
}

function alsoInWords(effect: Effect): string {
  if ('badge' in effect) return `the badge “${effect.badge.replaceAll('-', ' ')}”`
  if ('card' in effect) return `${effect.stamps} ${effect.stamps === 1 ? 'stamp' : 'stamps'} on the card “${effect.card.replaceAll('-', ' ')}”`
  return 'perk' in effect ? `“${effect.perk}”` : 'a message'
}

const perWords = { member: '', object: ' for the same thing', pair: ' with the same person', program: ' over all members' } as const

/** A limit as it stands after "at most": "500 points a week for the same thing". */
function limitInWords({ count, window, per = 'member', of = 'times' }: Limit, unit: string): string {
  const span = window === 'ever' ? (of === 'points' ? 'ever' : `${count === 1 ? 'time' : 'times'} ever`) : limitWindows[window]
  return `${amount(count)}${of === 'points' ? ` ${unit}` : ''} ${span}${perWords[per]}`
}

/** The sentences after the first: from when to when, how long between two, how long it waits, and own work. */
export function furtherWords(rule: RuleDefinition): string[] {
  const { schedule, cooldown, vesting } = rule
  const words: string[] = []
  const span = [schedule?.from && `from ${dayOf(schedule.from)}`, schedule?.until && `until ${dayOf(schedule.until)}`].filter(Boolean)
  if (schedule && span.length > 0)
    words.push(`It counts what is done ${span.join(' ')}${schedule.until && !schedule.late ? ', if it arrives by then' : ''}.`)
  if (cooldown) words.push(`Between two${perWords[cooldown.per]} it waits ${minutesInWords(cooldown.minutes)}.`)
  if (vesting)
    words.push(
      `The ${givesPoints(rule) ? 'amount' : 'award'} stays pending for ${counted(vesting.days, 'day')}, and is yours if the work still stands then.`,
    )
  if (rule.ownWork) words.push('Your own work counts too.')
  return words
}

const counted = (count: number, noun: string): string => `${amount(count)} ${noun}${count === 1 ? '' : 's'}`

/** A length of time in the largest unit that fits: "2 hours". */
function minutesInWords(minutes: number): string {
  if (minutes % 1_440 === 0) return counted(minutes / 1_440, 'day')
  return minutes % 60 === 0 ? counted(minutes / 60, 'hour') : counted(minutes, 'minute')
}

const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']

/** The day and time that an ISO instant was written with, in its own offset: "1 December 2026", "1 December 2026, 18:00". */
function dayOf(iso: string): string {
  const [date = '', time = ''] = iso.split('T')
  const [year, month, day] = date.split('-').map(Number)
  const clock = time.slice(0, 5)
  return `${day} ${months[(month ?? 1) - 1]} ${year}${clock === '00:00' || clock === '' ? '' : `, ${clock}`}`
}
