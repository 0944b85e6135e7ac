import { Pill, type PillTone } from '#app/components/ui/pill.tsx'

import type { LedgerStatus } from './types.ts'

const states: Record<LedgerStatus, { tone: PillTone; words: string }> = {
  counted: { tone: 'good', words: 'Counted' },
  nothing: { tone: 'quiet', words: 'Not counted' },
  pending: { tone: 'waiting', words: 'Pending' },
  reversed: { tone: 'bad', words: 'Reversed' },
  undone: { tone: 'quiet', words: 'Taken back' },
  unclaimed: { tone: 'waiting', words: 'Unclaimed' },
}

/** The state of a line as a quiet pill. */
export function LedgerState({ status }: { status: LedgerStatus }) {
  return <Pill tone={states[status].tone}>{states[status].words}</Pill>
}
