import { z } from 'zod'

/** The types of questions a survey can ask, with words for whoever writes one. */
export const askTypes = {
  single: { label: 'One choice', about: 'One of several.' },
  multiple: { label: 'Several choices', about: 'Any of several.' },
  scale: { label: 'Scale', about: 'From 1 to a few, with words at both ends.' },
  nps: { label: 'Would you recommend us?', about: 'From 0 to 10; the score is promoters minus detractors.' },
  text: { label: 'Words', about: 'An answer in their own words.' },
} as const
export type AskType = keyof typeof askTypes

const words = z.string().trim().min(1).max(200, 'Use 200 characters or fewer for a choice.')

/** One question. `when`: it is asked only if an earlier one was answered with one of these values, or a number between these. */
const askSchema = z
  .object({
    id: z.string().regex(/^q\d{1,3}$/),
    type: z.enum(Object.keys(askTypes) as [AskType, ...AskType[]], 'Choose the type of each question.'),
    text: z.string().trim().min(3, 'Write each question: at least three letters.').max(500, 'Use 500 characters or fewer for a question.'),
    required: z.boolean().default(false),
    /** Of choices. */
    options: z.array(words).max(20, 'Give at most 20 choices.').default([]),
    /** Of a scale: its last step. */
    most: z.number().int().min(2, 'A scale has 2 to 10 steps.').max(10, 'A scale has 2 to 10 steps.').default(5),
    low: z.string().trim().max(60).default(''),
    high: z.string().trim().max(60).default(''),
    when: z
      .union([
        z.object({ ask: z.string(), values: z.array(words).min(1).max(20) }),
        z.object({ ask: z.string(), from: z.number().int().min(0).max(10), to: z.number().int().min(0).max(10) }),
      ])
      .nullable()
      .default(null),
  })
  .refine((ask) => !['single', 'multiple'].includes(ask.type) || ask.options.length >= 2, 'Give a question with choices at least two of them.')
  .refine((ask) => new Set(ask.options).size === ask.options.length, 'Two choices of a question say the same.')
export type Ask = z.infer<typeof askSchema>

/** What a manager says about a survey. */
export const surveySchema = z.object({
  title: z.string().trim().min(3, 'Give it a title of at least three letters.').max(80, 'Use 80 characters or fewer for the title.'),
  body: z.string().trim().max(5000, 'Use 5,000 characters or fewer for the introduction.').default(''),
  thanks: z.string().trim().max(2000, 'Use 2,000 characters or fewer for the thanks.').default(''),
  listed: z.boolean().default(false),
  anonymous: z.boolean().default(false),
  questions: z
    .array(askSchema)
    .max(30, 'Ask at most 30 questions.')
    .superRefine((asks, context) => {
      for (const [index, ask] of asks.entries()) {
        const fault = ask.when && whenFault(ask.when, asks.slice(0, index))
        if (fault) context.addIssue({ code: 'custom', message: `Question ${index + 1}: ${fault}` })
      }
      if (asks.filter((ask) => ask.type === 'nps').length > 1)
        context.addIssue({ code: 'custom', message: 'Ask only once whether they would recommend you.' })
    }),
})
export type SurveyTerms = z.infer<typeof surveySchema>
export type SurveyState = 'draft' | 'open' | 'closed'
export type Survey = SurveyTerms & { id: number; slug: string; state: SurveyState; version: number }

/** One round of a survey. */
export type Wave = { surveyId: number; number: number; title: string; opensAt: Date; closesAt: Date | null }

/** What somebody answered, by question. Choices are kept in their own words. */
export type Answers = Record<string, string | number | string[]>

function whenFault(when: NonNullable<Ask['when']>, before: readonly Ask[]): string | null {
  const asked = before.find((ask) => ask.id === when.ask)
  if (!asked) return 'it can depend on a question before it only.'
  if ('values' in when) {
    if (asked.type !== 'single' && asked.type !== 'multiple') return 'it depends on a number, so say from which to which: 0-6.'
    const odd = when.values.find((value) => !asked.options.includes(value))
    return odd === undefined ? null : `“${odd}” is no choice of the question that it depends on.`
  }
  if (asked.type !== 'nps' && asked.type !== 'scale') return 'it depends on choices, so name them, with semicolons between.'
  return when.from <= when.to ? null : 'the first number is above the second.'
}

function holds(when: Ask['when'], answers: Answers): boolean {
  if (when === null) return true
  const answer = answers[when.ask]
  if (answer === undefined) return false
  if ('values' in when) return [answer].flat().some((value) => when.values.includes(String(value)))
  return typeof answer === 'number' && answer >= when.from && answer <= when.to
}

/** The questions that are asked, given what was answered so far. An answer to a question that is not asked asks nothing further. */
export function askedIn(asks: readonly Ask[], answers: Answers): Ask[] {
  const counted: Answers = {}
  return asks.filter((ask) => {
    const asked = holds(ask.when, counted)
    const answer = answers[ask.id]
    if (asked && answer !== undefined) counted[ask.id] = answer
    return asked
  })
}

/** From 0 to 10: 9 and 10 promote, 0 to 6 detract. */
export type Group = 'promoter' | 'passive' | 'detractor'

/** The group of a score from 0 to 10. */
export function groupOf(score: number): Group {
  return score >= 9 ? 'promoter' : score >= 7 ? 'passive' : 'detractor'
}

/** The score of a wave: percent of promoters minus percent of detractors, from -100 to 100; null without answers. */
export type Score = { total: number; promoters: number; passives: number; detractors: number; score: number | null }

/** The net promoter score of answers, counted by score: `counts[9]` is how many said 9. */
export function scoreOf(counts: readonly number[]): Score {
  const sum = (from: number, to: number): number => counts.slice(from, to + 1).reduce((total, count) => total + count, 0)
  const [detractors, passives, promoters] = [sum(0, 6), sum(7, 8), sum(9, 10)]
  const total = detractors + passives + promoters
  return { total, promoters, passives, detractors, score: total === 0 ? null : (100 * (promoters - detractors)) / total }
}

/** Of an anonymous survey, nothing is shown before so many have answered. */
export const fewest = 5

/** The score that a response holds, if its survey asks for one. */
export function scoreIn(asks: readonly Ask[], answers: Answers): number | null {
  const ask = asks.find((one) => one.type === 'nps')
  const answer = ask ? answers[ask.id] : undefined
  return typeof answer === 'number' ? answer : null
}
