export type LedgerStatus = 'counted' | 'nothing' | 'pending' | 'reversed' | 'undone' | 'unclaimed'

/** One test of a rule, in words, with what was found when it failed. */
export type WhyTest = { text: string; passed: boolean; actual?: string }

/** What one rule version made of an activity. */
export type WhyLine = {
  rule: string
  version: number
  outcome: 'paid' | 'refused'
  points: number
  tests: readonly WhyTest[]
  factors: readonly { label: string; value: string }[]
  limits: readonly { text: string }[]
  sentence: string
}

/** A link of the chain from the delivery to the entry; without `href` it is only named. */
export type ChainLink = { label: string; href?: string }

/** What became of the points of an order: a line of its own kind, which never changes what was earned. */
export type OrderShown = { points: 'aside' | 'spent' | 'back'; amount: number; sentence: string; href: string }

/** One line of a member's ledger with its whole explanation. */
export type LedgerLine = {
  id: string
  title: string
  url: string | null
  /** Past tense, e.g. "Merged a pull request". */
  did: string
  channel: { id: string; title: string }
  /** ISO instant. */
  occurredAt: string
  status: LedgerStatus
  points: number
  /** Where the line is an order of the store. */
  order?: OrderShown
  why: { sentence: string; lines: readonly WhyLine[] }
  chain: readonly ChainLink[]
}
