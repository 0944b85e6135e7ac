import { Pill, type PillTone } from '#app/components/ui/pill.tsx'

import type { LedgerStatus, OrderShown } from './types.ts'

const states: Record<LedgerStatus, { tone: PillTone; words: string }> = {
  counted: { tone: 'good', words: 'Counted' },
  nothing: { tone: 'quiet', words: 'Not counted' },
  pending: { tone: 'waiting', words: 'Pending' },
  reversed: { tone: 'bad', words: 'Reversed' },
  undone: { tone: 'quiet', words: 'Taken back' },
  unclaimed: { tone: 'waiting', words: 'Unclaimed' },
}

const orderStates: Record<OrderShown['points'], { tone: PillTone; words: string }> = {
  aside: { tone: 'waiting', words: 'Set aside' },
  spent: { tone: 'quiet', words: 'Spent' },
  back: { tone: 'quiet', words: 'Given back' },
}

/** The state of a line as a quiet pill; of an order, where its points are. */
export function LedgerState({ status, order }: { status: LedgerStatus; order?: OrderShown | undefined }) {
  const { tone, words } = order ? orderStates[order.points] : states[status]
  return <Pill tone={tone}>{words}</Pill>
}

/** How the points of an order look in a ledger. */
export const orderLooks: Record<OrderShown['points'], string> = {
  aside: 'text-gold',
  spent: 'text-ink',
  back: 'text-muted line-through decoration-2',
}
