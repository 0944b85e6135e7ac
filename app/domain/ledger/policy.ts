import { z } from 'zod'

/** What becomes of points that a reversal takes back after they were spent: owed, and paid by the next points; or given up. */
export const debtPolicies = ['owe', 'write_off'] as const
export type DebtPolicy = (typeof debtPolicies)[number]

/** How the book treats debts and old points. Days are days before points go; `worth` is what 100 points are worth in cents of `worthUnit`. */
export type Policy = {
  debt: DebtPolicy
  expiry: { months: number; warnDays: readonly [number, number] } | null
  worth: number | null
  worthUnit: string
}

/** The policy of a program that never chose. */
export const firstPolicy: Policy = { debt: 'owe', expiry: null, worth: null, worthUnit: '' }

const days = z.number('Say how many days before.').int('Use whole days.').max(365, 'At most 365 days.')

export const policySchema = z
  .object({
    debt: z.enum(debtPolicies, 'Choose what becomes of a debt.'),
    expires: z.boolean().default(false),
    months: z.number('Say after how many months.').int('Use whole months.').min(1, 'At least 1 month.').max(120, 'At most 120 months.').default(12),
    firstWarning: days.min(2, 'At least 2 days.').default(30),
    secondWarning: days.min(1, 'At least 1 day.').default(7),
    worth: z.number('Use a number.').min(0, 'Use zero or more.').max(1_000_000, 'At most 1,000,000.').optional(),
    worthUnit: z.string().trim().max(12, 'Use 12 letters or fewer.').default(''),
  })
  .refine((form) => form.secondWarning < form.firstWarning, { path: ['secondWarning'], message: 'The second warning comes later than the first.' })
export type PolicyForm = z.input<typeof policySchema>

/** The policy that a form asks for. */
export function policyFrom(form: z.output<typeof policySchema>): Policy {
  const expiry = form.expires ? { months: form.months, warnDays: [form.firstWarning, form.secondWarning] as const } : null
  return { debt: form.debt, expiry, worth: form.worth === undefined ? null : Math.round(form.worth * 100), worthUnit: form.worthUnit }
}
