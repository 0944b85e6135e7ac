import { z } from 'zod'

/** What a manager sends to give or take points. The amount is always above zero; `way` says which. */
export const correctionSchema = z.object({
  key: z.uuid(),
  way: z.enum(['give', 'take'], 'Choose whether to give or to take.'),
  amount: z
    .number('Say how many points, as a whole number.')
    .int('Give whole points.')
    .min(1, 'At least 1 point.')
    .max(1_000_000, 'At most 1,000,000 points.'),
  /** By its number; points unless another is chosen. */
  currency: z.coerce.number().int().positive().default(1),
  reason: z
    .string('Say why, in at least 10 letters. The member reads it.')
    .trim()
    .min(10, 'Say why, in at least 10 letters. The member reads it.')
    .max(500, 'Keep it under 500 letters.'),
})
export type CorrectionForm = z.input<typeof correctionSchema>
