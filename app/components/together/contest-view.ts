import type { ContestPhase, EntryKind, Prize, Way } from '#app/domain/contests/contests.ts'
import type { PillTone } from '#app/components/ui/pill.tsx'

import type { FaceView } from './person-line.tsx'

/** A contest as its pages show it; instants as ISO texts. */
export type ContestView = {
  slug: string
  title: string
  summary: string
  phase: ContestPhase
  way: Way
  entriesFrom: string
  entriesUntil: string
  votesFrom: string
  votesUntil: string
  timeZone: string
  votesEach: number
  entriesEach: number
  levelFrom: number
  prizes: Prize[]
  entries: number
}

/** An entry as the reader sees it. `place` and `tally` are known once it is decided; `voted` is the reader's own. */
export type EntryView = {
  id: number
  kind: EntryKind
  title: string
  text: string
  url: string
  face: FaceView
  mine: boolean
  removed: string | null
  voted: boolean
  place: number | null
  tally: number
}

/** Where a contest is, in words and as a tone. */
export const phaseWords: Record<ContestPhase, { label: string; tone: PillTone }> = {
  ahead: { label: 'Opens soon', tone: 'quiet' },
  entries: { label: 'Taking entries', tone: 'good' },
  between: { label: 'Entries are in', tone: 'waiting' },
  voting: { label: 'Voting is open', tone: 'gold' },
  counting: { label: 'Counting', tone: 'waiting' },
  decided: { label: 'Decided', tone: 'quiet' },
  paused: { label: 'Not shown', tone: 'quiet' },
}

/** What decides among equals, as the page says it. */
export const tieWords: Record<Way, string> = {
  vote: 'More votes stand higher. Among equals it is who reached them earlier, then who handed in earlier. Who joined after voting began has no vote, and nobody votes for their own.',
  jury: 'The mean of the jurors who scored every criterion decides. Among equals it is who was scored by more jurors, then who handed in earlier. No juror scores their own.',
  bracket:
    'Two entries meet, and the one with more votes goes on. Among equals it is who reached the votes earlier, then who handed in earlier. Who joined after voting began has no vote, and nobody votes for their own.',
}
