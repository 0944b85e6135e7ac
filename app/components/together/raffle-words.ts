import type { PillTone } from '#app/components/ui/pill.tsx'
import type { RafflePhase } from '#app/domain/raffles/raffles.ts'

/** Where a raffle is, in words and as a tone. */
export const rafflePhaseWords: Record<RafflePhase, { label: string; tone: PillTone }> = {
  ahead: { label: 'Opens soon', tone: 'quiet' },
  open: { label: 'Take a ticket', tone: 'gold' },
  drawing: { label: 'Drawing', tone: 'waiting' },
  drawn: { label: 'Drawn', tone: 'quiet' },
  paused: { label: 'Not shown', tone: 'quiet' },
}
