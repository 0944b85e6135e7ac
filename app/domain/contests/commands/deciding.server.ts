import type { Scope } from '#app/db/transaction.server.ts'
import type { Prize, Way } from '#app/domain/contests/contests.ts'
import {
  firstRound,
  type Match,
  nextRound,
  type Ranked,
  roundsFor,
  roundWindow,
  type Score,
  type Standing,
  type Vote,
} from '#app/domain/contests/tally.ts'

export type DueContest = {
  id: number
  slug: string
  title: string
  way: Way
  votesFrom: Date
  votesUntil: Date
  votesEach: number
  criteria: string[]
  prizes: Prize[]
}

/** A contest in or past its voting, locked against voters; null when it is not there (any more). */
export async function lockContest(scope: Scope, id: number): Promise<DueContest | null> {
  const [row] = await scope.sql<DueContest>(
    `SELECT id, slug, title, way, votes_from AS "votesFrom", votes_until AS "votesUntil", votes_each AS "votesEach", criteria, prizes FROM contest
     WHERE program_id = $1 AND id = $2 AND state = 'published' AND votes_from <= $3 FOR UPDATE`,
    [scope.program, id, scope.now],
  )
  return row ?? null
}

/** The entries that stand, in the order in which they were handed in. */
export async function standingEntries(scope: Scope, contestId: number): Promise<(Standing & { title: string })[]> {
  return scope.sql(
    `SELECT id, member_id AS "memberId", title FROM contest_entry WHERE program_id = $1 AND contest_id = $2 AND state = 'in' ORDER BY id`,
    [scope.program, contestId],
  )
}

/** Every vote of a contest, or of one meeting of it. */
export async function votesIn(scope: Scope, contestId: number, matchId = 0): Promise<Vote[]> {
  return scope.sql(
    'SELECT entry_id AS "entryId", member_id AS "memberId", at FROM contest_vote WHERE program_id = $1 AND contest_id = $2 AND match_id = $3',
    [scope.program, contestId, matchId],
  )
}

/** Every score that a jury gave. */
export async function scoresIn(scope: Scope, contestId: number): Promise<Score[]> {
  return scope.sql(
    `SELECT s.entry_id AS "entryId", s.member_id AS "memberId", s.criterion, s.score FROM contest_score s
     JOIN contest_juror j USING (program_id, contest_id, member_id) WHERE s.program_id = $1 AND s.contest_id = $2`,
    [scope.program, contestId],
  )
}

/** The meetings of a knock-out contest, round by round. */
export async function matchesIn(scope: Scope, contestId: number): Promise<(Match & { closesAt: Date })[]> {
  return scope.sql(
    `SELECT id, round, position, first_id AS "firstId", second_id AS "secondId", winner_id AS "winnerId", first_votes AS "firstVotes", second_votes AS "secondVotes",
       closes_at AS "closesAt" FROM contest_match WHERE program_id = $1 AND contest_id = $2 ORDER BY round, position`,
    [scope.program, contestId],
  )
}

/** Draws up a round: the first from the entries, a later one from the winners of the one before. Who has no opponent goes on at once. */
export async function openRound(scope: Scope, contest: DueContest, round: number, entries: number, survivors: readonly number[]): Promise<void> {
  const pairs = round === 1 ? firstRound(survivors) : nextRound(survivors)
  const { opensAt, closesAt } = roundWindow(contest.votesFrom, contest.votesUntil, roundsFor(entries), round)
  await scope.sql(
    `INSERT INTO contest_match (program_id, contest_id, round, position, first_id, second_id, opens_at, closes_at, winner_id)
     SELECT $1::smallint, $2::int, $3::smallint, p.position, p.first_id, p.second_id, $6::timestamptz, $7::timestamptz, CASE WHEN p.second_id IS NULL THEN p.first_id END
     FROM unnest($4::int[], $5::int[]) WITH ORDINALITY AS p(first_id, second_id, position) ON CONFLICT DO NOTHING`,
    [scope.program, contest.id, round, pairs.map((pair) => pair.firstId), pairs.map((pair) => pair.secondId), opensAt, closesAt],
  )
}

/** Writes who won a meeting, and by how many votes. */
export async function closeMatch(scope: Scope, match: { id: number; winnerId: number; firstVotes: number; secondVotes: number }): Promise<void> {
  await scope.sql(
    'UPDATE contest_match SET winner_id = $3, first_votes = $4, second_votes = $5 WHERE program_id = $1 AND id = $2 AND winner_id IS NULL',
    [scope.program, match.id, match.winnerId, match.firstVotes, match.secondVotes],
  )
}

/** Writes the places of a contest down for good. */
export async function decideContest(scope: Scope, contestId: number, places: readonly Ranked[]): Promise<void> {
  const column = <Value>(pick: (place: Ranked) => Value): Value[] => places.map(pick)
  await scope.sql(
    `INSERT INTO contest_result (program_id, contest_id, place, entry_id, member_id, tally, votes, last_at)
     SELECT $1::smallint, $2::int, p.place, p.entry_id, p.member_id, p.tally, p.votes, p.last_at
     FROM unnest($3::int[], $4::bigint[], $5::int[], $6::int[], $7::timestamptz[]) WITH ORDINALITY AS p(entry_id, member_id, tally, votes, last_at, place)`,
    [
      ...[scope.program, contestId, column((one) => one.entryId), column((one) => one.memberId), column((one) => one.tally)],
      ...[column((one) => one.votes), column((one) => one.lastAt)],
    ],
  )
  await scope.sql(`UPDATE contest SET state = 'decided', decided_at = $3 WHERE program_id = $1 AND id = $2`, [scope.program, contestId, scope.now])
}
