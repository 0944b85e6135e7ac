import { z } from 'zod'

/** From so many reports on a comment is out of sight until somebody has looked. */
export const reportsThatHide = 3
/** At most so many comments of one member within ten minutes. */
export const mostInTenMinutes = 8

export const commentSchema = z.object({
  key: z.uuid(),
  body: z.string('Write a few words first.').trim().min(2, 'Write a few words first.').max(2_000, 'Keep it under 2,000 letters.'),
  answers: z.coerce.number().int().positive().optional(),
})
export type CommentForm = z.input<typeof commentSchema>

/** A comment as its readers see it. `own`: the reader's; `reported`: by the reader. */
export type CommentRow = {
  id: number
  memberId: number
  handle: string | null
  name: string | null
  answersId: number | null
  body: string
  state: 'shown' | 'hidden' | 'removed'
  at: Date
  own: boolean
  reported: boolean
}

/** How members found a challenge. */
export type RatingSum = { useful: number; not: number }

/** A rating in words: "8 of 10 found it useful"; empty before anybody rated. */
export function ratingWords({ useful, not }: RatingSum): string {
  return useful + not === 0 ? '' : `${useful} of ${useful + not} found it useful`
}
