import type { Scope } from '#app/db/transaction.server.ts'
import { type Contest, contestPhase, type EntryForm } from '#app/domain/contests/contests.ts'
import { Refusal } from '#app/foundation/outcome.ts'

export type OpenContest = Pick<
  Contest,
  | 'id'
  | 'slug'
  | 'title'
  | 'state'
  | 'way'
  | 'takes'
  | 'entriesFrom'
  | 'entriesUntil'
  | 'votesFrom'
  | 'votesUntil'
  | 'votesEach'
  | 'entriesEach'
  | 'levelFrom'
> & { criteria: string[] }

const fields = `id, slug, title, state, way, takes, entries_from AS "entriesFrom", entries_until AS "entriesUntil", votes_from AS "votesFrom", votes_until AS "votesUntil",
  votes_each AS "votesEach", entries_each AS "entriesEach", level_from AS "levelFrom", criteria`

/** A contest that members see, held as it is until the story ends: the tally waits for it. Refuses `not_found`. */
export async function holdContest(scope: Scope, slug: string): Promise<OpenContest> {
  const [contest] = await scope.sql<OpenContest>(
    `SELECT ${fields} FROM contest WHERE program_id = $1 AND slug = $2 AND state IN ('published', 'decided') FOR SHARE`,
    [scope.program, slug],
  )
  if (!contest) throw new Refusal('not_found', 'There is no such contest.')
  return contest
}

/** One member at a time works on their part of a contest, so that two windows of one person are not two people. */
async function alone(scope: Scope, contestId: number, person: number): Promise<void> {
  await scope.sql('SELECT pg_advisory_xact_lock(hashtextextended($1, $2))', [`contest/${contestId}/${person}`, scope.program])
}

/** Hands an entry in, or changes one's own (`entryId`). Refuses `closed`, `not_taken`, `enough` and `not_found`. Answers the entry's id. */
export async function writeEntry(scope: Scope, contest: OpenContest, person: number, entryId: number | null, entry: EntryForm): Promise<number> {
  if (contestPhase(contest, scope.now) !== 'entries')
    throw new Refusal('closed', 'Entries are not open now. Nothing was changed; keep a copy of what you wrote.')
  if (!contest.takes.includes(entry.kind)) throw new Refusal('not_taken', 'This contest does not take that kind of entry. Nothing was changed.')
  await alone(scope, contest.id, person)
  if (entryId !== null) {
    const [changed] = await scope.sql<{ id: number }>(
      `UPDATE contest_entry SET kind = $5, title = $6, text = $7, url = $8, updated_at = $9
       WHERE program_id = $1 AND contest_id = $2 AND member_id = $3 AND id = $4 AND state = 'in' RETURNING id`,
      [scope.program, contest.id, person, entryId, entry.kind, entry.title, entry.text, entry.url, scope.now],
    )
    if (!changed) throw new Refusal('not_found', 'There is no such entry of yours. Nothing was changed.')
    return changed.id
  }
  const [row] = await scope.sql<{ id: number }>(
    `INSERT INTO contest_entry (program_id, contest_id, member_id, number, kind, title, text, url, created_at, updated_at)
     SELECT $1::smallint, $2::int, $3::bigint, n, $5, $6, $7, $8, $9::timestamptz, $9::timestamptz FROM generate_series(1, $4::int) AS n WHERE NOT EXISTS (
       SELECT FROM contest_entry e WHERE e.program_id = $1 AND e.contest_id = $2 AND e.member_id = $3 AND e.number = n AND e.state = 'in') ORDER BY n LIMIT 1 RETURNING id`,
    [scope.program, contest.id, person, contest.entriesEach, entry.kind, entry.title, entry.text, entry.url, scope.now],
  )
  if (!row)
    throw new Refusal(
      'enough',
      'You have handed in as many entries as this contest takes from one person. Change or withdraw one. Nothing was changed.',
    )
  return row.id
}

/** Withdraws one's own entry while entries are open. Refuses `closed` and `not_found`. */
export async function withdrawEntry(scope: Scope, contest: OpenContest, person: number, entryId: number): Promise<void> {
  if (contestPhase(contest, scope.now) !== 'entries')
    throw new Refusal('closed', 'Entries are closed, so yours stays in. Ask a manager to take it out.')
  const rows = await scope.sql(
    `UPDATE contest_entry SET state = 'withdrawn', updated_at = $5 WHERE program_id = $1 AND contest_id = $2 AND member_id = $3 AND id = $4 AND state = 'in' RETURNING id`,
    [scope.program, contest.id, person, entryId, scope.now],
  )
  if (rows.length === 0) throw new Refusal('not_found', 'There is no such entry of yours. Nothing was changed.')
}

export type Ballot = { entryId: number; matchId: number }

/**
 * One vote of a person for an entry. Refuses `closed` outside the window to the millisecond, `own_entry`, `no_votes` when all are given, and `not_found`.
 * Answers false if they had voted for it before: nothing is counted twice.
 */
export async function castVote(scope: Scope, contest: OpenContest, person: number, { entryId, matchId }: Ballot): Promise<boolean> {
  if (contest.way === 'jury' || contestPhase(contest, scope.now) !== 'voting')
    throw new Refusal('closed', 'Voting is not open now. Your vote was not counted.')
  await alone(scope, contest.id, person)
  await requireEntry(scope, contest, person, { entryId, matchId })
  const [known] = await scope.sql(
    'SELECT 1 AS yes FROM contest_vote WHERE program_id = $1 AND contest_id = $2 AND match_id = $3 AND member_id = $4 AND entry_id = $5',
    [scope.program, contest.id, matchId, person, entryId],
  )
  if (known) return false
  const rows = await scope.sql(
    `INSERT INTO contest_vote (program_id, contest_id, match_id, member_id, number, entry_id, at)
     SELECT $1::smallint, $2::int, $3::int, $4::bigint, n, $5::int, $7::timestamptz FROM generate_series(1, $6::int) AS n WHERE NOT EXISTS (
       SELECT FROM contest_vote v WHERE v.program_id = $1 AND v.contest_id = $2 AND v.match_id = $3 AND v.member_id = $4 AND v.number = n) ORDER BY n LIMIT 1 RETURNING number`,
    [scope.program, contest.id, matchId, person, entryId, contest.way === 'bracket' ? 1 : contest.votesEach, scope.now],
  )
  if (rows.length === 0) throw new Refusal('no_votes', 'You have given all your votes here. Take one back to give it to another.')
  return true
}

async function requireEntry(scope: Scope, contest: OpenContest, person: number, { entryId, matchId }: Ballot): Promise<void> {
  const [entry] = await scope.sql<{ memberId: number }>(
    `SELECT coalesce(m.merged_into, m.id) AS "memberId" FROM contest_entry e JOIN member m ON m.program_id = e.program_id AND m.id = e.member_id
     WHERE e.program_id = $1 AND e.contest_id = $2 AND e.id = $3 AND e.state = 'in'`,
    [scope.program, contest.id, entryId],
  )
  if (!entry) throw new Refusal('not_found', 'This entry is not in the contest any more. Your vote was not counted.')
  if (entry.memberId === person) throw new Refusal('own_entry', 'This is your own entry. Votes are for the others.')
  if (contest.way !== 'bracket') return
  const [match] = await scope.sql(
    `SELECT 1 AS yes FROM contest_match WHERE program_id = $1 AND contest_id = $2 AND id = $3 AND $4 IN (first_id, second_id) AND second_id IS NOT NULL
       AND opens_at <= $5 AND closes_at > $5 AND winner_id IS NULL`,
    [scope.program, contest.id, matchId, entryId, scope.now],
  )
  if (!match) throw new Refusal('closed', 'This meeting is not open for votes now. Your vote was not counted.')
}

/** Takes a vote back while voting is open. Refuses `closed`. Answers false if there was none. */
export async function takeVoteBack(scope: Scope, contest: OpenContest, person: number, { entryId, matchId }: Ballot): Promise<boolean> {
  if (contestPhase(contest, scope.now) !== 'voting') throw new Refusal('closed', 'Voting is not open now, so your vote stays as it is.')
  await alone(scope, contest.id, person)
  const rows = await scope.sql(
    `DELETE FROM contest_vote v USING contest c WHERE c.program_id = v.program_id AND c.id = v.contest_id
       AND v.program_id = $1 AND v.contest_id = $2 AND v.match_id = $3 AND v.member_id = $4 AND v.entry_id = $5
       AND (v.match_id = 0 OR EXISTS (SELECT FROM contest_match m WHERE m.program_id = v.program_id AND m.id = v.match_id AND m.winner_id IS NULL AND m.closes_at > $6)) RETURNING v.number`,
    [scope.program, contest.id, matchId, person, entryId, scope.now],
  )
  return rows.length > 0
}

/** A juror's scores for an entry, one a criterion, replacing earlier ones. Refuses `closed`, `not_juror`, `own_entry` and `not_found`. */
export async function scoreEntry(
  scope: Scope,
  contest: OpenContest,
  person: number,
  { entryId, scores, note }: { entryId: number; scores: readonly number[]; note: string },
): Promise<void> {
  if (contest.way !== 'jury' || contestPhase(contest, scope.now) !== 'voting')
    throw new Refusal('closed', 'The jury does not sit now. Nothing was changed.')
  const [juror] = await scope.sql('SELECT 1 AS yes FROM contest_juror WHERE program_id = $1 AND contest_id = $2 AND member_id = $3', [
    ...[scope.program, contest.id, person],
  ])
  if (!juror) throw new Refusal('not_juror', 'You are not in the jury of this contest. Nothing was changed.')
  await requireEntry(scope, contest, person, { entryId, matchId: 0 })
  if (scores.length !== contest.criteria.length || scores.some((score) => !Number.isInteger(score) || score < 1 || score > 10))
    throw new Refusal('incomplete', 'Give every criterion a score from 1 to 10. Nothing was changed.')
  await scope.sql(
    `INSERT INTO contest_score (program_id, contest_id, entry_id, member_id, criterion, score, note, at)
     SELECT $1::smallint, $2::int, $3::int, $4::bigint, s.criterion - 1, s.score, $6, $7::timestamptz FROM unnest($5::int[]) WITH ORDINALITY AS s(score, criterion)
     ON CONFLICT (program_id, contest_id, entry_id, member_id, criterion) DO UPDATE SET score = excluded.score, note = excluded.note, at = excluded.at`,
    [scope.program, contest.id, entryId, person, scores, note, scope.now],
  )
}
