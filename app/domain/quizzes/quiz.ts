import { z } from 'zod'
import type { Part } from './draw.ts'

/** When right answers and explanations are shown, in words for managers and for members. */
export const explainWays = {
  answer: { label: 'After each answer', member: 'You see the explanation as soon as you have answered; an answer is then final.' },
  end: { label: 'After each attempt', member: 'You see right answers and explanations once you have handed in.' },
  last: {
    label: 'After passing, or after the last attempt',
    member: 'You see right answers and explanations once you have passed, or have no attempt left.',
  },
  close: { label: 'After the quiz has closed', member: 'You see right answers and explanations once the quiz has closed.' },
  never: { label: 'Never', member: 'Right answers are not shown.' },
} as const
export type Explain = keyof typeof explainWays
export type QuizState = 'draft' | 'open' | 'closed'

const whole = (least: number, most: number, words: string) => z.coerce.number(words).int(words).min(least, words).max(most, words)

/** What a manager says about a quiz. */
export const quizSchema = z.object({
  title: z.string().trim().min(3, 'Give it a title of at least three letters.').max(80, 'Use 80 characters or fewer for the title.'),
  summary: z.string().trim().max(200, 'Use 200 characters or fewer for the summary.').default(''),
  body: z.string().trim().max(10_000, 'Use 10,000 characters or fewer for the introduction.').default(''),
  listed: z.boolean().default(false),
  parts: z
    .array(
      z.object({
        bank: z.number().int().positive('Choose a bank.'),
        tag: z.string().trim().max(40).nullable(),
        count: z.number().int().min(1, 'Draw at least one question.').max(100, 'Draw at most 100 questions.').nullable(),
      }),
    )
    .max(10, 'Use at most ten parts.'),
  seconds: whole(10, 86_400, 'The time limit is 10 seconds to 24 hours.').nullable(),
  attempts: whole(1, 100, 'Allow 1 to 100 attempts.').nullable(),
  passPercent: whole(0, 100, 'The pass mark is 0 to 100 percent.'),
  cooldownMinutes: whole(0, 43_200, 'The pause between attempts is 0 minutes to 30 days.'),
  shuffleQuestions: z.boolean().default(false),
  shuffleOptions: z.boolean().default(false),
  explain: z.enum(Object.keys(explainWays) as [Explain, ...Explain[]], 'Choose when explanations are shown.'),
  closesAt: z.date().nullable(),
})
export type QuizTerms = z.infer<typeof quizSchema> & { parts: Part[] }
export type Quiz = QuizTerms & { id: number; slug: string; state: QuizState; version: number }

/** An attempt as a member and the hub look at it. */
export type Attempt = {
  id: number
  quizId: number
  memberId: number
  occasion: string
  place: string
  number: number
  state: 'open' | 'ended'
  passPercent: number
  startedAt: Date
  deadline: Date | null
  endedAt: Date | null
  ending: 'handed_in' | 'time' | null
  percent: number | null
  passed: boolean | null
  participationId: number | null
  stageId: number | null
}

/** Why no attempt can be started now; null if one can. `until` is when it can. */
export type Closed = { why: 'not_open' | 'none_left' | 'too_soon'; until: Date | null }

/** Whether another attempt may start, from how many were used, when the last one ended, and the clock. */
export function mayStart(
  quiz: Pick<Quiz, 'state' | 'attempts' | 'cooldownMinutes' | 'closesAt'>,
  past: { used: number; lastEndedAt: Date | null },
  now: Date,
): Closed | null {
  if (quiz.state !== 'open' || (quiz.closesAt && now >= quiz.closesAt)) return { why: 'not_open', until: null }
  if (quiz.attempts !== null && past.used >= quiz.attempts) return { why: 'none_left', until: null }
  const until = past.lastEndedAt ? new Date(past.lastEndedAt.getTime() + quiz.cooldownMinutes * 60_000) : null
  return until && now < until ? { why: 'too_soon', until } : null
}

/** When an attempt ends by itself: after its time limit, or when the quiz closes, whichever is first; null if neither is set. */
export function deadlineOf(quiz: Pick<Quiz, 'seconds' | 'closesAt'>, startedAt: Date): Date | null {
  const limit = quiz.seconds === null ? null : new Date(startedAt.getTime() + quiz.seconds * 1000)
  if (limit && quiz.closesAt) return limit < quiz.closesAt ? limit : quiz.closesAt
  return limit ?? quiz.closesAt
}

/** Whether right answers and explanations of an attempt may leave the server now. */
export function mayExplain(
  quiz: Pick<Quiz, 'explain' | 'state' | 'closesAt' | 'attempts'>,
  attempt: Pick<Attempt, 'state'>,
  past: { used: number; passed: boolean; open: boolean },
  now: Date,
): boolean {
  if (attempt.state !== 'ended') return false
  switch (quiz.explain) {
    case 'answer':
    case 'end':
      return true
    case 'last':
      return past.passed || (quiz.attempts !== null && past.used >= quiz.attempts && !past.open)
    case 'close':
      return quiz.state === 'closed' || (quiz.closesAt !== null && now >= quiz.closesAt)
    case 'never':
      return false
  }
}

/** A length of time in words: 90 seconds, 10 minutes, 2 hours. */
export function lengthInWords(seconds: number): string {
  const say = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`
  if (seconds < 120) return say(seconds, 'second')
  const minutes = Math.round(seconds / 60)
  if (minutes < 120) return say(minutes, 'minute')
  return minutes < 2880 ? say(Math.round(minutes / 60), 'hour') : say(Math.round(minutes / 1440), 'day')
}

/** Why no attempt can be started now, in a sentence. */
export function closedInWords(closed: Closed): string {
  if (closed.why === 'not_open') return 'This quiz is not open.'
  return closed.why === 'none_left' ? 'You have used all your attempts.' : 'The pause between two attempts is not over yet.'
}
