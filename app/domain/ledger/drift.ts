/** What can come apart: a kept figure, and what the book and the judgements say it must be. */
export const driftTitles = {
  balance: 'A balance is not the sum of its lines',
  sequence: 'A line is missing, or one too many is there',
  reversal: 'A line that takes another back does not fit it',
  award: 'An award is not what its lines say',
  counter: 'A count for a limit is not the number of awards',
  tally: 'A count for badges is not the number of counted deeds',
  level: 'A level is not what the points reach',
  board: 'A score is not the sum of the lines of its period',
  chain: 'Lines were changed after they were sealed',
} as const
export type DriftKind = keyof typeof driftTitles

/** A kept figure that does not follow from the book. `place` says where, in words that name it once. */
export type Finding = { what: DriftKind; place: string; memberId: number | null; expected: string; found: string }

/** A finding as it is kept: since when, and until when. */
export type DriftRow = Finding & { id: number; seenAt: Date; goneAt: Date | null }
