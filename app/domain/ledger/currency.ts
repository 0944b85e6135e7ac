import { z } from 'zod'

/** A currency of a program: they never mix in a sum, a limit, a board or a price. The first one is the points that levels and boards count. */
export type Currency = { id: number; slug: string; name: string; about: string }

const name = z
  .string('Give it a name, as in “12 Skill points”.')
  .trim()
  .min(1, 'Give it a name, as in “12 Skill points”.')
  .max(40, 'Use 40 letters or fewer.')

export const currencySchema = z.object({
  name,
  slug: z
    .string('Give it a short name for addresses and rules.')
    .trim()
    .toLowerCase()
    .min(2, 'Use 2 letters or more.')
    .max(30, 'Use 30 letters or fewer.')
    .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'Use letters a to z, digits, and single dashes between them.'),
  about: z.string().trim().max(200, 'Use 200 letters or fewer.').default(''),
})
export type CurrencyForm = z.input<typeof currencySchema>
