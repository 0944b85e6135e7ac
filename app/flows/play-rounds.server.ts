import type { Scope } from '#app/db/transaction.server.ts'
import { closeMatch, type DueContest, matchesIn, openRound, votesIn } from '#app/domain/contests/commands.server.ts'
import { bracketPlaces, countVotes, type Match, type Ranked, roundsFor, type Standing, type Vote } from '#app/domain/contests/tally.ts'
import { findActive } from './find-active.server.ts'

/** Part of deciding: plays every round of a knock-out contest that is due, one after the other. Answers the places once the final is over, else null. */
export async function playRounds(scope: Scope, contest: DueContest, entries: readonly Standing[]): Promise<Ranked[] | null> {
  for (;;) {
    for (const match of await matchesIn(scope, contest.id))
      if (match.winnerId === null && match.closesAt <= scope.now) await decideMatch(scope, contest, match, entries)
    const matches = await matchesIn(scope, contest.id)
    const round = matches.at(-1)?.round ?? 0
    const latest = matches.filter((match) => match.round === round)
    if (latest.some((match) => match.winnerId === null)) return null
    const total = round === 0 ? entries.length : entrantsOf(matches)
    if (round > 0 && round >= roundsFor(total)) return bracketPlaces(entries, matches)
    const survivors = round === 0 ? entries.map((entry) => entry.id) : latest.map((match) => match.winnerId ?? match.firstId)
    if (survivors.length === 0) return []
    await openRound(scope, contest, round + 1, total, survivors)
  }
}

function entrantsOf(matches: readonly Match[]): number {
  return matches.filter((match) => match.round === 1).reduce((sum, match) => sum + (match.secondId === null ? 1 : 2), 0)
}

/** More votes win; among equals whoever reached them earlier, then whoever handed in earlier. An entry that was taken out loses. */
async function decideMatch(scope: Scope, contest: DueContest, match: Match, entries: readonly Standing[]): Promise<void> {
  const pair = entries.filter((entry) => entry.id === match.firstId || entry.id === match.secondId)
  const votes = await votesIn(scope, contest.id, match.id)
  const persons = await findActive(
    scope,
    votes.map((vote) => vote.memberId),
  )
  const counted = votes.flatMap((vote): Vote[] => (persons.has(vote.memberId) ? [{ ...vote, memberId: persons.get(vote.memberId) ?? 0 }] : []))
  const ranked = countVotes(pair, counted, 1)
  const tally = (id: number | null): number => ranked.find((one) => one.entryId === id)?.tally ?? 0
  const winnerId = ranked[0]?.entryId ?? match.firstId
  await closeMatch(scope, { id: match.id, winnerId, firstVotes: tally(match.firstId), secondVotes: tally(match.secondId) })
}
