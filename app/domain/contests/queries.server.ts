import { sqlAlone } from '#app/db/transaction.server.ts'
import type { Contest, EntryKind } from './contests.ts'
import type { Match } from './tally.ts'

const fields = `c.id, c.slug, c.title, c.summary, c.body, c.state, c.way, c.takes, c.entries_from AS "entriesFrom", c.entries_until AS "entriesUntil", c.votes_from AS "votesFrom",
  c.votes_until AS "votesUntil", c.time_zone AS "timeZone", c.votes_each AS "votesEach", c.entries_each AS "entriesEach", c.level_from AS "levelFrom", c.prizes, c.criteria,
  c.decided_at AS "decidedAt",
  (SELECT count(*) FROM contest_entry e WHERE e.program_id = c.program_id AND e.contest_id = c.id AND e.state = 'in')::int AS entries`

export type ContestLine = Contest & { entries: number }

/** Contests that members see: those that run, then those that were decided, the latest first. */
export async function contestsSeen(program: number): Promise<ContestLine[]> {
  return sqlAlone<ContestLine>(
    `SELECT ${fields} FROM contest c WHERE c.program_id = $1 AND c.state IN ('published', 'decided')
     ORDER BY c.state = 'decided', CASE WHEN c.state = 'decided' THEN NULL ELSE c.votes_until END, c.decided_at DESC LIMIT 60`,
    [program],
  )
}

/** Every contest, for those who run them; the newest first. */
export async function contestsOf(program: number): Promise<ContestLine[]> {
  return sqlAlone<ContestLine>(`SELECT ${fields} FROM contest c WHERE c.program_id = $1 ORDER BY c.id DESC LIMIT 200`, [program])
}

/** One contest by its name in addresses, or null. Members see it only while it is published or decided; staff see it in any state. */
export async function contestBySlug(program: number, slug: string, staff: boolean): Promise<ContestLine | null> {
  const [row] = await sqlAlone<ContestLine>(
    `SELECT ${fields} FROM contest c WHERE c.program_id = $1 AND c.slug = $2 AND ($3 OR c.state IN ('published', 'decided'))`,
    [program, slug, staff],
  )
  return row ?? null
}

export type EntryRow = {
  id: number
  memberId: number
  kind: EntryKind
  title: string
  text: string
  url: string
  state: string
  reason: string | null
  createdAt: Date
}

/** The entries that stand, and those of the reader that do not (with the reason). In the order in which they were handed in. */
export async function entriesOf(program: number, contestId: number, memberId: number | null): Promise<EntryRow[]> {
  return sqlAlone<EntryRow>(
    `SELECT id, member_id AS "memberId", kind, title, text, url, state, reason, created_at AS "createdAt" FROM contest_entry
     WHERE program_id = $1 AND contest_id = $2 AND (state = 'in' OR (state = 'removed' AND member_id = $3)) ORDER BY id LIMIT 500`,
    [program, contestId, memberId],
  )
}

/** What this member voted for: entries by meeting (0 outside knock-out rounds). */
export async function votesOf(program: number, contestId: number, memberId: number): Promise<{ entryId: number; matchId: number }[]> {
  return sqlAlone(
    'SELECT entry_id AS "entryId", match_id AS "matchId" FROM contest_vote WHERE program_id = $1 AND contest_id = $2 AND member_id = $3',
    [...[program, contestId, memberId]],
  )
}

/** The places of a decided contest, the first place first. */
export async function resultsOf(
  program: number,
  contestId: number,
): Promise<{ place: number; entryId: number; memberId: number; tally: number; votes: number }[]> {
  return sqlAlone(
    'SELECT place, entry_id AS "entryId", member_id AS "memberId", tally, votes FROM contest_result WHERE program_id = $1 AND contest_id = $2 ORDER BY place',
    [program, contestId],
  )
}

/** The meetings of a knock-out contest, round by round. */
export async function matchesOf(program: number, contestId: number): Promise<(Match & { opensAt: Date; closesAt: Date })[]> {
  return sqlAlone(
    `SELECT id, round, position, first_id AS "firstId", second_id AS "secondId", winner_id AS "winnerId", first_votes AS "firstVotes", second_votes AS "secondVotes",
       opens_at AS "opensAt", closes_at AS "closesAt" FROM contest_match WHERE program_id = $1 AND contest_id = $2 ORDER BY round, position`,
    [program, contestId],
  )
}

/** Who sits in the jury, and what this member scored: by entry, in the order of the criteria. */
export async function juryOf(
  program: number,
  contestId: number,
  memberId: number | null,
): Promise<{ jurors: number[]; mine: { entryId: number; scores: number[]; note: string }[] }> {
  const [jurors, mine] = await Promise.all([
    sqlAlone<{ id: number }>('SELECT member_id AS id FROM contest_juror WHERE program_id = $1 AND contest_id = $2 ORDER BY 1', [program, contestId]),
    sqlAlone<{ entryId: number; scores: number[]; note: string }>(
      `SELECT entry_id AS "entryId", array_agg(score::int ORDER BY criterion) AS scores, max(note) AS note FROM contest_score
       WHERE program_id = $1 AND contest_id = $2 AND member_id = $3 GROUP BY entry_id`,
      [program, contestId, memberId],
    ),
  ])
  return { jurors: jurors.map((row) => row.id), mine }
}

/** Contests whose voting is over, and knock-out contests of which a round may be due. */
export async function contestsDue(program: number, now: Date): Promise<number[]> {
  const rows = await sqlAlone<{ id: number }>(
    `SELECT id FROM contest c WHERE program_id = $1 AND state = 'published' AND votes_from <= $2 AND (votes_until <= $2 OR (way = 'bracket' AND (
       NOT EXISTS (SELECT FROM contest_match m WHERE m.program_id = c.program_id AND m.contest_id = c.id)
       OR EXISTS (SELECT FROM contest_match m WHERE m.program_id = c.program_id AND m.contest_id = c.id AND m.winner_id IS NULL AND m.closes_at <= $2)))) ORDER BY votes_until`,
    [program, now],
  )
  return rows.map((row) => row.id)
}
