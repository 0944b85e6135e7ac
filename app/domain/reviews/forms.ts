import { z } from 'zod'

/** Submissions ticked for approving at once, as `id:version`. */
export const bulkSchema = z.object({
  key: z.uuid(),
  item: z
    .array(z.string().regex(/^\d{1,15}:\d{1,9}$/))
    .min(1)
    .max(200),
})

/** What somebody does about a flag. */
export const flagSchema = z.object({
  flag: z.coerce.number().int().positive(),
  outcome: z.enum(['acted', 'dismissed']),
  note: z.string().trim().max(1_000, 'Keep it under 1,000 letters.').default(''),
})

const answer = 'Answer in at least 10 letters. The member reads it.'

/** The second judgment of a dispute. */
export const secondSchema = z.object({
  dispute: z.coerce.number().int().positive(),
  outcome: z.enum(['kept', 'changed']),
  answer: z.string(answer).trim().min(10, answer).max(2_000, 'Keep it under 2,000 letters.'),
  points: z.coerce.number('Give a whole number.').int('Give a whole number.').min(0).max(1_000_000).optional(),
})

const reason = 'Say in at least 10 letters what was missed.'

/** What a member sends to ask for a second judgment. */
export const disputeSchema = z.object({ reason: z.string(reason).trim().min(10, reason).max(2_000, 'Keep it under 2,000 letters.') })
export type DisputeForm = z.input<typeof disputeSchema>

const languages = z
  .string()
  .default('')
  .transform((text) => [
    ...new Set(
      text
        .toLowerCase()
        .split(/[\s,;]+/)
        .filter(Boolean),
    ),
  ])
  .pipe(z.array(z.string().regex(/^[a-z]{2}$/, 'Use two letters for each language, such as en, de.')).max(20))

/** A community reviewer to name. */
export const reviewerSchema = z.object({
  handle: z
    .string('Name a member.')
    .trim()
    .min(1, 'Name a member.')
    .max(60)
    .transform((text) => text.replace(/^@/, '').toLowerCase()),
  languages,
})
export type ReviewerForm = z.input<typeof reviewerSchema>
