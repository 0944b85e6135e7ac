import { z } from 'zod'
import type { GeneratedPolicy } from './challenges.ts'

export const verdicts = ['approve', 'return', 'reject'] as const
export type VerdictWord = (typeof verdicts)[number]

const whole = z.coerce.number('Give a whole number.').int('Give a whole number.').min(0).max(1_000_000)

/** What a reviewer sends. Whoever returns or rejects says why; the member reads it. */
export const verdictSchema = z
  .object({
    submission: z.coerce.number().int().positive(),
    version: z.coerce.number().int().positive(),
    verdict: z.enum(verdicts),
    reason: z.string().trim().max(2_000, 'Keep it under 2,000 letters.').default(''),
    points: whole.optional(),
    note: z.string().trim().max(500, 'Keep it under 500 letters.').default(''),
  })
  .refine(({ verdict, reason }) => verdict === 'approve' || reason.length >= 10, {
    path: ['reason'],
    message: 'Say why in at least 10 letters. The member reads it.',
  })
export type VerdictForm = z.input<typeof verdictSchema>

/** What waits for a reviewer. `approvals` are the people who approved this version so far. */
export type WaitingSubmission = {
  id: number
  version: number
  challengeId: number
  slug: string
  challenge: string
  stageId: number
  stage: string
  type: string
  memberId: number
  handle: string
  name: string
  language: string
  text: string
  handedInAt: Date
  needed: number
  approvals: number[]
}

/** A submission with all that a reviewer looks at. */
export type SubmissionForReview = WaitingSubmission & {
  state: string
  participationId: number
  settings: Record<string, unknown>
  content: Record<string, unknown>
  link: string | null
  declaredGenerated: boolean | null
  note: string
  award: unknown
  generatedPolicy: GeneratedPolicy
}

/** A verdict as reviewers and the member see it. */
export type VerdictRow = {
  submissionId: number
  verdict: VerdictWord
  reason: string
  points: number | null
  note: string
  byName: string
  byId: number
  at: Date
}

/** An earlier submission of the same member, or another's for comparing. */
export type OtherSubmission = {
  id: number
  memberId: number
  name: string
  state: string
  text: string
  challenge: string
  stageId: number
  at: Date
}

/** How long members waited for an answer lately: half of them at most `median`, nearly all at most `most`, in milliseconds; null before anybody was answered. */
export type AnswerTimes = { median: number; most: number } | null

/** The promise that members read: "usually answered within 2 days". */
export function answerWords(times: AnswerTimes): string {
  if (!times) return 'A person looks at it'
  const hours = Math.ceil(times.median / 3_600_000)
  if (hours <= 1) return 'Usually answered within an hour'
  if (hours < 24) return `Usually answered within ${hours} hours`
  const days = Math.ceil(hours / 24)
  return days === 1 ? 'Usually answered within a day' : `Usually answered within ${days} days`
}
