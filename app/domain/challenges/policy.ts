import { z } from 'zod'

/** What a manager settles for all challenges: the most points that they give to one person a day; null for no bound. */
export const policySchema = z.object({
  mostADay: z
    .number({ error: 'Write a whole number, or leave it empty.' })
    .int('Write a whole number, or leave it empty.')
    .min(1, 'At least 1. Leave it empty for no bound.')
    .max(1_000_000, 'At most 1,000,000.')
    .optional()
    .transform((most) => most ?? null),
})
export type ChallengePolicy = z.infer<typeof policySchema>

/** What is left of an award on a day on which challenges gave so much before, and the words for what is missing. */
export function withinDay(amount: number, given: number, most: number | null): { amount: number; words: string } {
  const left = most === null ? amount : Math.max(0, most - given)
  if (amount <= left) return { amount, words: '' }
  const gave = left === 0 ? 'so this gave nothing' : `so this gave ${left} of ${amount}`
  return { amount: left, words: `Challenges give at most ${most} on one day; you had ${given} from them before, ${gave}.` }
}
