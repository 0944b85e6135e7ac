import { type Account, type Line, type TransferKind, pointsCurrency } from './ledger.ts'

/** From which of a person's accounts points came, and so to which they go back. */
export type Part = { holder: number; amount: number }

const paths: Record<'hold' | 'release' | 'spend' | 'refund', { from: Account; to: Account }> = {
  hold: { from: 'member', to: 'held' },
  release: { from: 'held', to: 'member' },
  spend: { from: 'held', to: 'store' },
  refund: { from: 'store', to: 'member' },
}

/** The lines that lay points aside for an order, let them go again, spend them, or bring them back after they were spent. Lifetime points never move. */
export function escrowLines(kind: keyof typeof paths & TransferKind, parts: readonly Part[], activityId: number, at: Date): Line[] {
  return parts.map(({ holder, amount }) => ({
    kind,
    memberId: holder,
    currency: pointsCurrency,
    amount,
    ...paths[kind],
    activityId,
    rule: null,
    reverses: null,
    effectiveAt: at,
  }))
}
