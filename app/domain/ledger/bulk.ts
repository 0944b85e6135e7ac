import { z } from 'zod'

/** How long points given to many at once can be taken back with one button. */
export const undoMinutes = 15

/** At most so many members at once. */
export const mostMembers = 500

const why = 'Say why, in at least 10 letters. Everybody reads it.'

/** What a manager sends to give points to many at once. Members come as numbers (from a list) and as handles, one a line or between commas. */
export const bulkSchema = z
  .object({
    key: z.uuid(),
    member: z.array(z.coerce.number().int().positive()).default([]),
    handles: z.string().max(50_000, 'Too many handles for one award.').default(''),
    amount: z.number('Say how many, as a whole number.').int('Give whole points.').min(1, 'At least 1.').max(100_000, 'At most 100,000.'),
    currency: z.coerce.number().int().positive().default(1),
    reason: z.string(why).trim().min(10, why).max(500, 'Keep it under 500 letters.'),
  })
  .refine((form) => form.member.length > 0 || handlesIn(form.handles).length > 0, { path: ['handles'], message: 'Name at least one member.' })
export type BulkForm = z.input<typeof bulkSchema>

/** The handles in a pasted text, each once. */
export function handlesIn(text: string): string[] {
  const names = text.split(/[\s,;]+/).map((name) => name.replace(/^@/, '').toLowerCase())
  return [...new Set(names.filter(Boolean))]
}

/** Points given to many at once, as managers see it. */
export type BulkRow = {
  id: number
  byHandle: string | null
  amount: number
  currency: string
  reason: string
  members: number
  madeAt: Date
  undoUntil: Date
  undoneAt: Date | null
  undoneByHandle: string | null
}
