import { z } from 'zod'

export const mergeSchema = z.object({
  reason: z
    .string('Say how you know that both are one person, in at least 10 letters.')
    .trim()
    .min(10, 'Say how you know that both are one person, in at least 10 letters.')
    .max(500, 'Keep it under 500 letters.'),
})
export type MergeForm = z.input<typeof mergeSchema>

/** Two accounts that may be one person, and what speaks for it. */
export type Suggestion = { one: Party; other: Party; because: string[] }
export type Party = { id: number; handle: string; name: string; lifetime: number }

/** A merge as managers see it; split again when `splitAt` is set. */
export type MergeRow = {
  id: number
  memberId: number
  handle: string
  intoId: number
  intoHandle: string
  byHandle: string | null
  reason: string
  at: Date
  splitAt: Date | null
}

/**
 * True if somebody with these roles may merge or split accounts of people with those: a manager only members without a role, an owner all. Whoever is merged
 * into somebody can sign in as them, so a merge must never open an account that stands higher.
 */
export function mayMerge(actor: readonly string[], concerned: readonly string[]): boolean {
  return concerned.length === 0 || actor.includes('owner')
}
