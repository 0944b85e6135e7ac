/** An entry that stands, with the person behind it. Lower ids were handed in earlier. */
export type Standing = { id: number; memberId: number }
export type Vote = { entryId: number; memberId: number; at: Date }
export type Score = { entryId: number; memberId: number; criterion: number; score: number }

/** An entry's place. `tally` is votes, or hundredths of the jury's mean; `votes` how many voted or scored. */
export type Ranked = { entryId: number; memberId: number; tally: number; votes: number; lastAt: Date | null }

/**
 * Counts votes: one of a person for an entry, at most `each` of a person in all (their earliest), none for their own. More votes first; among equals the one
 * that reached its count earlier; then the one that was handed in earlier. Voters are persons: accounts merged since are one.
 */
export function countVotes(entries: readonly Standing[], votes: readonly Vote[], each: number): Ranked[] {
  const owners = new Map(entries.map((entry) => [entry.id, entry.memberId]))
  const seen = new Set<string>()
  const spent = new Map<number, number>()
  const counted = [...votes]
    .sort((one, other) => one.at.getTime() - other.at.getTime() || one.entryId - other.entryId)
    .filter(({ entryId, memberId }) => {
      const key = `${memberId}/${entryId}`
      const used = spent.get(memberId) ?? 0
      if (!owners.has(entryId) || owners.get(entryId) === memberId || seen.has(key) || used >= each) return false
      seen.add(key)
      spent.set(memberId, used + 1)
      return true
    })
  const ranked = entries.map((entry): Ranked => {
    const own = counted.filter((vote) => vote.entryId === entry.id)
    return { entryId: entry.id, memberId: entry.memberId, tally: own.length, votes: own.length, lastAt: own.at(-1)?.at ?? null }
  })
  return ranked.sort(
    (one, other) => other.tally - one.tally || (one.lastAt?.getTime() ?? 0) - (other.lastAt?.getTime() ?? 0) || one.entryId - other.entryId,
  )
}

/**
 * Sums up a jury: of each juror who scored every criterion of an entry the mean, and of those the mean, in hundredths. The higher first; among equals the
 * one that more jurors scored; then the one that was handed in earlier. Nobody scores their own.
 */
export function sumScores(entries: readonly Standing[], scores: readonly Score[], criteria: number): Ranked[] {
  const ranked = entries.map((entry): Ranked => {
    const jurors = new Map<number, number[]>()
    for (const { entryId, memberId, score } of scores)
      if (entryId === entry.id && memberId !== entry.memberId) jurors.set(memberId, [...(jurors.get(memberId) ?? []), score])
    const whole = [...jurors.values()].filter((given) => given.length === criteria)
    const sum = whole.flat().reduce((total, score) => total + score, 0)
    const tally = whole.length === 0 ? 0 : Math.round((sum * 100) / (whole.length * criteria))
    return { entryId: entry.id, memberId: entry.memberId, tally, votes: whole.length, lastAt: null }
  })
  return ranked.sort((one, other) => other.tally - one.tally || other.votes - one.votes || one.entryId - other.entryId)
}

export type Match = {
  id: number
  round: number
  position: number
  firstId: number
  secondId: number | null
  winnerId: number | null
  firstVotes: number | null
  secondVotes: number | null
}

/** How many rounds so many entries need. */
export function roundsFor(entries: number): number {
  return entries < 2 ? 1 : Math.ceil(Math.log2(entries))
}

/** The window of a round: the time for voting in equal parts. Rounds count from 1. */
export function roundWindow(from: Date, until: Date, rounds: number, round: number): { opensAt: Date; closesAt: Date } {
  const length = until.getTime() - from.getTime()
  const at = (part: number): Date => new Date(from.getTime() + Math.round((length * part) / rounds))
  return { opensAt: at(round - 1), closesAt: at(round) }
}

/** The first round: the entries in the order in which they were handed in; those without an opponent go on by themselves. */
export function firstRound(entries: readonly number[]): { firstId: number; secondId: number | null }[] {
  const size = 2 ** roundsFor(entries.length)
  return Array.from({ length: size / 2 }, (_, index) => ({ firstId: entries[index], secondId: entries[size - 1 - index] ?? null })).flatMap((pair) =>
    pair.firstId === undefined ? [] : [{ firstId: pair.firstId, secondId: pair.secondId }],
  )
}

/** The next round: the first winner meets the last, and so on inward. */
export function nextRound(winners: readonly number[]): { firstId: number; secondId: number | null }[] {
  const pairs = Math.ceil(winners.length / 2)
  return winners.slice(0, pairs).map((firstId, index) => {
    const other = winners.length - 1 - index
    return { firstId, secondId: other > index ? (winners[other] ?? null) : null }
  })
}

/** Places of a played bracket: who came further stands higher; among those who left in one round, who had more votes there; then who was handed in earlier. */
export function bracketPlaces(entries: readonly Standing[], matches: readonly Match[]): Ranked[] {
  const last = Math.max(0, ...matches.map((match) => match.round))
  const best = new Map<number, { round: number; votes: number }>()
  for (const match of [...matches].sort((one, other) => one.round - other.round)) {
    const won = match.round === last ? match.round + 1 : match.round
    best.set(match.firstId, { round: match.winnerId === match.firstId ? won : match.round, votes: match.firstVotes ?? 0 })
    if (match.secondId !== null)
      best.set(match.secondId, { round: match.winnerId === match.secondId ? won : match.round, votes: match.secondVotes ?? 0 })
  }
  const of = (id: number) => best.get(id) ?? { round: 0, votes: 0 }
  return [...entries]
    .sort((one, other) => of(other.id).round - of(one.id).round || of(other.id).votes - of(one.id).votes || one.id - other.id)
    .map((entry) => ({ entryId: entry.id, memberId: entry.memberId, tally: of(entry.id).votes, votes: of(entry.id).votes, lastAt: null }))
}
