import { z } from 'zod'

export const challengeStates = { draft: 'Draft', published: 'Published', closed: 'Closed', archived: 'Archived' } as const
export type ChallengeState = keyof typeof challengeStates
export const efforts = { easy: 'Easy', medium: 'Medium', hard: 'Takes work' } as const
export type Effort = keyof typeof efforts
export const generatedPolicies = {
  allowed: 'Generated text is fine',
  declare: 'Say if text was generated',
  refused: 'No generated text',
} as const
export type GeneratedPolicy = keyof typeof generatedPolicies

const most = 1_000_000
const amount = z.number().int().min(0).max(most)
const ids = z.array(z.number().int().positive()).max(100)
const words = z.array(z.string().trim().min(1).max(80)).max(50)

/** What passes a stage while the member stands elsewhere: a notice says so. */
export const awayFrom: readonly string[] = ['verdict', 'event', 'staff']

/** What it pays: each stage its own points, or one amount at the end: fixed, or within a range that a reviewer chooses from. */
export const awardSchema = z
  .object({
    mode: z.enum(['stages', 'final']).default('final'),
    points: z.union([amount, z.object({ min: amount, max: amount })]).default(0),
    /** The slug of the currency. */
    currency: z.string().max(60).default('points'),
    /** The slug of a badge that comes with completing it. */
    badge: z.string().max(80).optional(),
  })
  .refine(({ points }) => typeof points === 'number' || points.min <= points.max, { message: 'The least is above the most.', path: ['points'] })
export type Award = z.infer<typeof awardSchema>

/** Who may see it and take part: everybody for whom all that is said holds. */
export const audienceSchema = z.object({
  levelFrom: z.number().int().min(0).max(1000).optional(),
  /** In one of these segments. */
  segments: ids.optional(),
  /** In none of these. */
  exclude: ids.optional(),
  interests: words.optional(),
  countries: words.optional(),
  languages: words.optional(),
  /** People who are not signed in may try it. */
  visitors: z.boolean().optional(),
})
export type Audience = z.infer<typeof audienceSchema>

/** How often one member may do it, in the member's own zone, and how long they wait after a failed try. */
export const recurrenceSchema = z.object({
  every: z.enum(['day', 'week', 'month']).nullable().default(null),
  /** In all; null for no limit where it comes back, and once where it does not. */
  times: z.number().int().min(1).max(1000).nullable().default(null),
  cooldownMinutes: z.number().int().min(0).max(525_600).default(0),
})
export type Recurrence = z.infer<typeof recurrenceSchema>

/** Who gets the award where there are fewer places than members: the first, the best, or those drawn. */
export const placesSchema = z.object({ kind: z.enum(['first', 'top', 'raffle']), count: z.number().int().min(1).max(100_000) })
export type Places = z.infer<typeof placesSchema>

/** Extra credit on the final award: for the first in a listed language, the first on a listed topic, and for something else than last time. */
export const extraSchema = z.object({
  languages: z.object({ list: words, factor: z.number().min(1).max(10) }).optional(),
  topics: z.object({ list: words, factor: z.number().min(1).max(10) }).optional(),
  /** Points for a topic or a language that the member has not used in this challenge before. */
  variety: z.object({ points: amount }).optional(),
})
export type Extra = z.infer<typeof extraSchema>

/** Where an answer leads: the id of a stage, or null for the end. */
export const branchSchema = z.array(z.object({ answer: z.string().max(200), stage: z.number().int().positive().nullable() })).max(50)
export type Branch = z.infer<typeof branchSchema>

/** One step of a challenge. */
export type Stage = {
  id: number
  challengeId: number
  position: number
  type: string
  title: string
  body: string
  settings: Record<string, unknown>
  points: number
  branch: Branch
}

/** A challenge as it is defined, with its stages in order. */
export type Challenge = {
  id: number
  slug: string
  title: string
  summary: string
  body: string
  state: ChallengeState
  opensAt: Date | null
  closesAt: Date | null
  timeZone: string
  minutes: number
  effort: Effort
  language: string
  topics: string[]
  award: Award
  audience: Audience
  recurrence: Recurrence
  places: Places | null
  extra: Extra
  needs: number[]
  campaignId: number | null
  pausedAt: Date | null
  generatedPolicy: GeneratedPolicy
  reviewersNeeded: number
  onboarding: boolean
  position: number
  createdBy: number | null
  publishedAt: Date | null
  closedAt: Date | null
  drawnAt: Date | null
  version: number
  stages: Stage[]
}

/** Whether a challenge can be worked on at an instant; `soon` before its window. */
export type Openness = 'open' | 'soon' | 'closed' | 'hidden'

/** Whether members may see a challenge and work on it at an instant. Drafts, archived and paused ones are hidden. */
export function opennessOf(challenge: Pick<Challenge, 'state' | 'opensAt' | 'closesAt' | 'pausedAt'>, now: Date): Openness {
  const { state, opensAt, closesAt, pausedAt } = challenge
  if (state === 'draft' || state === 'archived' || pausedAt !== null) return 'hidden'
  if (state === 'closed' || (closesAt !== null && closesAt <= now)) return 'closed'
  return opensAt !== null && opensAt > now ? 'soon' : 'open'
}

/**
 * The stage after one that was passed with an answer: where the answer leads, else the next by position; null at the end. Stages that were passed before (with
 * their answers) are skipped.
 */
export function stageAfter(stages: readonly Stage[], passed: Stage, answer: string | null, done: ReadonlyMap<number, string | null>): Stage | null {
  const led = passed.branch.find((way) => way.answer === answer)
  if (led?.stage === null) return null
  const ordered = [...stages].sort((one, other) => one.position - other.position)
  const next = led ? ordered.find((stage) => stage.id === led.stage) : ordered.find((stage) => stage.position > passed.position)
  if (!next || !done.has(next.id)) return next ?? null
  return stageAfter(stages, next, done.get(next.id) ?? null, new Map([...done].filter(([id]) => id !== next.id)))
}

/** Where somebody stands who begins (again): the first stage on their way that was not passed before; null where all were, or there is none. */
export function firstOpen(stages: readonly Stage[], done: ReadonlyMap<number, string | null>): Stage | null {
  const [first] = stages
  return first && done.has(first.id) ? stageAfter(stages, first, done.get(first.id) ?? null, done) : (first ?? null)
}

/** The least and the most that completing it once can pay, extra credit left out. */
export function worthOf({ award, stages }: Pick<Challenge, 'award' | 'stages'>): { min: number; max: number } {
  if (award.mode === 'stages') {
    const sum = stages.reduce((total, stage) => total + stage.points, 0)
    return { min: sum, max: sum }
  }
  return typeof award.points === 'number' ? { min: award.points, max: award.points } : award.points
}

/** The base of what an award pays: the amount, or the one chosen within the range (the least unless chosen). Null if the choice lies outside. */
export function amountOf(points: Award['points'], chosen: number | null): number | null {
  if (typeof points === 'number') return chosen === null || chosen === points ? points : null
  if (chosen === null) return points.min
  return Number.isInteger(chosen) && chosen >= points.min && chosen <= points.max ? chosen : null
}

/**
 * What passing a stage pays now, and what is kept of it: where the award comes at the end, an amount that a reviewer chose waits for it. A choice outside of what the
 * challenge pays is refused in words.
 */
export function stageAmount(
  { award }: Pick<Challenge, 'award'>,
  stage: Stage,
  chosen: number | null,
): { now: number; kept: number | null } | { refused: string } {
  if (award.mode === 'stages') {
    if (chosen !== null && chosen !== stage.points) return { refused: `This step pays ${stage.points}, no other amount.` }
    return { now: stage.points, kept: stage.points }
  }
  if (chosen === null || amountOf(award.points, chosen) !== null) return { now: 0, kept: chosen }
  const range = typeof award.points === 'number' ? String(award.points) : `${award.points.min} to ${award.points.max}`
  return { refused: `This challenge pays ${range}. Choose an amount within that.` }
}

/** The first of so many places that is free; null if all are taken. */
export function freePlace(taken: readonly number[], count: number): number | null {
  const free = Array.from({ length: taken.length + 1 }, (_, n) => n + 1).find((place) => !taken.includes(place)) ?? 1
  return free <= count ? free : null
}
