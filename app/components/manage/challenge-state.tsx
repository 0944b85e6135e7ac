import { Pill, type PillTone } from '#app/components/ui/pill.tsx'
import { challengeStates, type ChallengeState } from '#app/domain/challenges/challenges.ts'

const tones: Record<ChallengeState, PillTone> = { draft: 'waiting', published: 'good', closed: 'quiet', archived: 'quiet' }

/** The state of a challenge as a pill; that its campaign holds it goes before. */
export function ChallengeStatePill({ state, paused }: { state: ChallengeState; paused: boolean }) {
  if (paused && state === 'published') return <Pill tone="waiting">Held by its campaign</Pill>
  return <Pill tone={tones[state]}>{challengeStates[state]}</Pill>
}
