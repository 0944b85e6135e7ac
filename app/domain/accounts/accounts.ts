import { z } from 'zod'

/** What a customer system says of a member. Empty text: nothing is known. `renewsOn` is a day, `2027-01-31`, or empty. */
export type Account = { company: string; plan: string; stage: string; renewsOn: string }

export const accountFields = ['company', 'plan', 'stage', 'renewsOn'] as const

export const fieldTitles: Readonly<Record<keyof Account, string>> = { company: 'Company', plan: 'Plan', stage: 'Stage', renewsOn: 'Renews on' }

const column = z.string().max(200).default('')

/** Which column of a list is what; empty: none. A field without a column stays as it is, an empty cell empties it. */
export const accountForm = z.object({
  who: column,
  consent: column,
  dates: z.enum(['iso', 'dmy', 'mdy']).default('iso'),
  company: column,
  plan: column,
  stage: column,
  renewsOn: column,
})
export type AccountForm = z.output<typeof accountForm>

const likely: readonly [Exclude<keyof AccountForm, 'dates'>, RegExp][] = [
  ['who', /e-?mail|^user|member|^who$|handle|login/i],
  ['consent', /consent|legal.?basis|gdpr/i],
  ['renewsOn', /renew|contract.?end|expir|valid.?until/i],
  ['stage', /stage|lifecycle|status/i],
  ['plan', /plan|tier|edition|subscription/i],
  ['company', /company|organi[sz]ation|account.?name|employer|customer/i],
]

/** What the columns probably are, by their names. */
export function guessAccountForm(columns: readonly string[]): AccountForm {
  const taken = new Set<string>()
  const found: Record<string, string> = {}
  for (const [part, name] of likely) {
    const match = columns.find((one) => !taken.has(one) && name.test(one))
    if (match === undefined) continue
    found[part] = match
    taken.add(match)
  }
  return accountForm.parse(found)
}

/** A row as it is meant: of whom (an address or a handle, in lower case), with which reference to a consent, and what it says. */
export type AccountRow = { who: string; consent: string; says: Partial<Account> }

/** A row read, or why it cannot be. `dayIn` reads a day from a cell, null where it is none. */
export function accountRow(
  cells: Readonly<Record<string, string>>,
  form: AccountForm,
  dayIn: (text: string) => string | null,
): AccountRow | { fault: string } {
  const cell = (name: string) => (name === '' ? '' : (cells[name] ?? '').trim())
  const [who, consent] = [cell(form.who).toLowerCase(), cell(form.consent)]
  if (!who) return { fault: 'It does not say who.' }
  if (!consent) return { fault: 'It has no reference to the person’s consent.' }
  const says: Partial<Account> = {}
  for (const field of accountFields) {
    if (form[field] === '') continue
    const text = cell(form[field])
    const value = field === 'renewsOn' && text !== '' ? dayIn(text) : text
    if (value === null) return { fault: `“${text.slice(0, 40)}” is not a date that can be read.` }
    if (value.length > 120) return { fault: `${fieldTitles[field]} is longer than 120 characters.` }
    says[field] = value
  }
  if (Object.keys(says).length === 0) return { fault: 'No column says anything about the account.' }
  return { who, consent: consent.slice(0, 200), says }
}

export const noAccount: Account = { company: '', plan: '', stage: '', renewsOn: '' }

/** What changes, in words: "Plan: Team → Enterprise". */
export function changeWords(before: Account, after: Account): string[] {
  return accountFields
    .filter((field) => before[field] !== after[field])
    .map((field) => `${fieldTitles[field]}: ${before[field] || 'nothing'} → ${after[field] || 'nothing'}`)
}

/** The whole days from an instant to the day of renewal in UTC; below zero once it is over, null where none is known. */
export function renewsIn({ renewsOn }: Account, at: Date): number | null {
  return renewsOn === '' ? null : Math.ceil((Date.parse(`${renewsOn}T00:00:00Z`) - at.getTime()) / 86_400_000)
}
