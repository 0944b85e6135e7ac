/** The accounts that points move between. Codes are stored; never renumber. */
export const accounts = { issued: 0, member: 1, held: 2, store: 3, expired: 4, adjusted: 5, pending: 6, written_off: 7 } as const
export type Account = keyof typeof accounts

const accountNames = new Map(Object.entries(accounts).map(([name, code]) => [code as number, name as Account]))

/** The account that a stored code names. */
export function accountOf(code: number): Account {
  const account = accountNames.get(code)
  if (!account) throw new Error(`No account has the code ${code}.`)
  return account
}

/** What kind of event a line records. Codes are stored; never renumber. */
export const transferKinds = {
  award: 0,
  reversal: 1,
  correction: 2,
  hold: 3,
  release: 4,
  spend: 5,
  expire: 6,
  vest: 7,
  write_off: 8,
  refund: 9,
} as const
export type TransferKind = keyof typeof transferKinds

const kindNames = new Map(Object.entries(transferKinds).map(([name, code]) => [code as number, name as TransferKind]))

/** The kind of line that a stored code names. */
export function kindOf(code: number): TransferKind {
  const kind = kindNames.get(code)
  if (!kind) throw new Error(`No kind of line has the code ${code}.`)
  return kind
}

/** The currency every program starts with. */
export const pointsCurrency = 1

/** One line to write: an amount (whole, above zero) of one currency, from one account to another, for one member. */
export type Line = {
  kind: TransferKind
  memberId: number
  currency: number
  amount: number
  from: Account
  to: Account
  activityId: number | null
  rule: { id: number; version: number } | null
  /** The sequence number of the same member's transfer that this one takes back. */
  reverses: number | null
  /** When the deed was done: boards count by it. A reversal carries the time of what it reverses. */
  effectiveAt: Date
}

const sources = new Set<Account>(['issued', 'adjusted', 'pending'])
const sinks = new Set<Account>(['issued', 'adjusted', 'pending'])

/** What a line does to the member's sums. Spending and holding leave `lifetime` alone: standing never falls by redeeming. */
export function effectOf(line: Pick<Line, 'from' | 'to' | 'amount'>): { lifetime: number; spendable: number; held: number; pending: number } {
  const side = (account: Account): number => (line.to === account ? line.amount : 0) - (line.from === account ? line.amount : 0)
  const earned = line.to === 'member' && sources.has(line.from) ? line.amount : 0
  const lost = line.from === 'member' && sinks.has(line.to) ? line.amount : 0
  return { lifetime: earned - lost, spendable: side('member'), held: side('held'), pending: side('pending') }
}

/** A member's sums in one currency. `spendable - debt` is what the book's lines add up to. */
export type Balance = { lifetime: number; spendable: number; debt: number; held: number; pending: number }
export const emptyBalance: Balance = { lifetime: 0, spendable: 0, debt: 0, held: 0, pending: 0 }

/** How a line of the book is named outside: member, currency, sequence number. */
export function entryName(entry: { memberId: number; currency: number; seq: number }): string {
  return `${entry.memberId}-${entry.currency}-${entry.seq}`
}

/**
 * Shares an amount over a person's accounts: what is given goes to the first; what is taken comes from each in order as far as it has something, and
 * the rest from the first, where the book refuses it.
 */
export function spread(amount: number, holders: readonly number[], spendable: ReadonlyMap<number, number>): { holder: number; amount: number }[] {
  const [first = 0] = holders
  if (amount > 0) return [{ holder: first, amount }]
  let missing = -amount
  const parts = holders.map((holder) => {
    const taken = Math.min(missing, spendable.get(holder) ?? 0)
    missing -= taken
    return { holder, amount: -taken }
  })
  if (missing > 0) return [{ holder: first, amount }]
  return parts.filter((part) => part.amount < 0)
}
