import { type Draft, type StageDraft } from './draft.ts'
import type { Effort } from './challenges.ts'

const perMinute = 200
const typical: Readonly<Record<string, number>> = {
  visit: 2,
  read: 3,
  text: 6,
  choice: 1,
  upload: 8,
  own_work: 25,
  self_report: 6,
  share: 5,
  review_elsewhere: 12,
  quiz: 6,
  survey: 4,
  nps: 1,
  join_group: 2,
  event: 60,
  outside_event: 20,
  check_in: 1,
  approval: 3,
}

const words = (text: string): number => text.split(/\s+/).filter(Boolean).length

function stageMinutes({ type, body, settings }: StageDraft): number {
  const seconds = typeof settings.seconds === 'number' ? settings.seconds : 0
  const least = typeof settings.least === 'number' ? settings.least / 100 : 0
  const times = typeof settings.count === 'number' ? settings.count : 1
  return Math.max((typical[type] ?? 5) * times, seconds / 60, least) + words(body) / perMinute
}

/** How many minutes a member will need: reading at 200 words a minute, and what each type of stage takes as a rule. Rounded to what people say. */
export function estimatedMinutes(draft: Pick<Draft, 'body' | 'stages'>): number {
  const sum = words(draft.body) / perMinute + draft.stages.reduce((total, stage) => total + stageMinutes(stage), 0)
  const step = sum <= 10 ? 1 : sum <= 60 ? 5 : 15
  return Math.max(1, Math.round(sum / step) * step)
}

/** How much effort so many minutes are. */
export function estimatedEffort(minutes: number): Effort {
  return minutes <= 10 ? 'easy' : minutes <= 40 ? 'medium' : 'hard'
}

/** Another challenge, as far as its award is a measure for this one. */
export type Comparable = { title: string; minutes: number; effort: Effort; types: readonly string[]; points: number }
export type Suggestion = { points: number; from: { title: string; points: number; minutes: number }[] }

function likeness(draft: Pick<Draft, 'minutes' | 'effort' | 'stages'>, other: Comparable): number {
  const mine = new Set(draft.stages.map((stage) => stage.type))
  const shared = other.types.filter((type) => mine.has(type)).length
  const all = new Set([...mine, ...other.types]).size || 1
  const time = Math.abs(Math.log((other.minutes || 1) / (draft.minutes || 1)))
  return shared / all + (other.effort === draft.effort ? 0.5 : 0) - time * 0.4
}

const median = (numbers: readonly number[]): number => {
  const sorted = [...numbers].sort((one, other) => one - other)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}

/** A round amount that fits what the most similar challenges pay for a minute, and which ones those are; null while there is nothing to compare with. */
export function suggestAward(draft: Pick<Draft, 'minutes' | 'effort' | 'stages'>, others: readonly Comparable[]): Suggestion | null {
  const paying = others.filter((other) => other.points > 0 && other.minutes > 0)
  const closest = [...paying].sort((one, other) => likeness(draft, other) - likeness(draft, one)).slice(0, 5)
  if (closest.length === 0) return null
  const amount = median(closest.map((other) => other.points / other.minutes)) * draft.minutes
  const step = amount < 100 ? 5 : amount < 500 ? 25 : 100
  const from = closest.slice(0, 3).map(({ title, points, minutes }) => ({ title, points, minutes }))
  return { points: Math.max(step, Math.round(amount / step) * step), from }
}
