import { DateTime } from 'luxon'
import { z } from 'zod'
import { isTimeZone } from '#app/foundation/calendar.ts'

export const campaignStates = { draft: 'Draft', running: 'Running', paused: 'Paused', ended: 'Over' } as const
export type CampaignState = keyof typeof campaignStates
export const tones = { leaf: 'Green', gold: 'Gold', grove: 'Dark' } as const
export type Tone = keyof typeof tones

/** A frame around challenges. */
export type Campaign = {
  id: number
  slug: string
  title: string
  /** Markdown. */
  story: string
  state: CampaignState
  startsAt: Date | null
  endsAt: Date | null
  timeZone: string
  /** Points in all, or null for no bound. */
  budget: number | null
  banner: string
  tone: Tone
  announce: boolean
  /** Mails at its start and before its end. */
  mails: boolean
  version: number
}

const instant = z.iso.datetime({ local: true, offset: true, error: 'Write it as a day and a time, such as 2027-03-01 09:00.' }).optional()

/** A campaign as its form says it; the two instants are in its zone. */
export const campaignSchema = z
  .object({
    title: z.string({ error: 'Give it a title.' }).trim().min(3, 'Give it a title of at least three letters.').max(80, 'Use 80 characters or fewer.'),
    story: z.string().max(20_000, 'Use 20,000 characters or fewer.').default(''),
    timeZone: z.string({ error: 'Choose a time zone.' }).refine(isTimeZone, 'Choose a time zone from the list.'),
    startsAt: instant,
    endsAt: instant,
    budget: z.coerce
      .number({ error: 'Use a whole number.' })
      .int('Use a whole number.')
      .min(1, 'Use 1 or more, or leave it empty.')
      .max(1e12)
      .optional(),
    banner: z.string().trim().max(140, 'Use 140 characters or fewer.').default(''),
    tone: z.enum(Object.keys(tones) as [Tone, ...Tone[]], 'Choose a color.').default('leaf'),
    announce: z.boolean().default(false),
    mails: z.boolean().default(false),
  })
  .transform(({ startsAt, endsAt, timeZone, budget, ...rest }) => {
    const at = (typed: string | undefined): Date | null => (typed ? DateTime.fromISO(typed, { zone: timeZone }).toJSDate() : null)
    return { ...rest, timeZone, budget: budget ?? null, startsAt: at(startsAt), endsAt: at(endsAt) }
  })
  .refine(({ startsAt, endsAt }) => !startsAt || !endsAt || startsAt < endsAt, {
    message: 'It ends before it starts. Choose a later end.',
    path: ['endsAt'],
  })

export type CampaignDraft = z.output<typeof campaignSchema>

/** True if members see the campaign and its challenges at an instant. */
export function shows({ state, startsAt, endsAt }: Pick<Campaign, 'state' | 'startsAt' | 'endsAt'>, now: Date): boolean {
  return state === 'running' && (startsAt === null || startsAt <= now) && (endsAt === null || endsAt > now)
}

/** What is left of a budget after so much was spent; null without a budget, never below 0. */
export function budgetLeft(budget: number | null, spent: number): number | null {
  return budget === null ? null : Math.max(0, budget - spent)
}

/** A campaign to begin from: its own words, and which templates of challenges belong to it. */
export type CampaignTemplate = {
  slug: string
  title: string
  about: string
  story: string
  banner: string
  tone: Tone
  days: number
  budget: number
  challenges: readonly string[]
}

export const campaignTemplates: readonly CampaignTemplate[] = [
  {
    slug: 'launch-month',
    title: 'Launch month',
    about: 'Four weeks around a release: try it, tell us, show it, help others with it.',
    banner: 'The new release is here. Try it, tell us, show it.',
    tone: 'leaf',
    days: 28,
    budget: 50_000,
    challenges: ['try-the-beta', 'product-quiz', 'write-a-how-to', 'answer-three-questions'],
    story:
      'A release is only as good as what people do with it. For four weeks we ask you to **try what is new**, tell us honestly how it went, and show others what you built.\n\nEvery step is checked within two working days, and everything you hand in is read by a person who works on it.',
  },
  {
    slug: 'voices-of-the-community',
    title: 'Voices of the community',
    about: 'Six weeks that bring out what members know: stories, talks, reviews.',
    banner: 'Your story helps somebody decide. Tell it.',
    tone: 'gold',
    days: 42,
    budget: 80_000,
    challenges: ['case-study', 'bring-a-speaker', 'review-us-elsewhere', 'write-a-how-to'],
    story:
      'People trust people who have done it. We would like to hear **how you work**, what went wrong on the way, and what you would tell somebody who begins tomorrow.\n\nHonest words count, kind or not. Nobody is paid for praise.',
  },
]
