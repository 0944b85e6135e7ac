import type { Scope } from '#app/db/transaction.server.ts'
import type { Contest, ContestState } from '#app/domain/contests/contests.ts'
import { Refusal } from '#app/foundation/outcome.ts'

/** A contest as it is written; times are instants, jurors persons. */
export type ContestOrder = Omit<Contest, 'id' | 'slug' | 'state' | 'decidedAt'> & { jurors: readonly number[] }

/** Writes a new contest as a draft, or changes one (its windows only while nobody has voted). Refuses `backwards`, `not_found` and `voted`. Answers id and slug. */
export async function writeContest(scope: Scope, id: number | null, slug: string, order: ContestOrder): Promise<{ id: number; slug: string }> {
  if (!(order.entriesFrom < order.entriesUntil && order.entriesUntil <= order.votesFrom && order.votesFrom < order.votesUntil))
    throw new Refusal('backwards', 'Entries open, then close, then voting opens, then closes: put the four times in that order. Nothing was changed.')
  if (id !== null) await requireUnvoted(scope, id)
  const values = [
    ...[order.title, order.summary, order.body, order.way, order.takes, order.entriesFrom, order.entriesUntil, order.votesFrom, order.votesUntil],
    ...[order.timeZone, order.votesEach, order.entriesEach, order.levelFrom, JSON.stringify(order.prizes), order.criteria],
  ]
  const [row] =
    id === null
      ? await scope.sql<{ id: number; slug: string }>(
          `INSERT INTO contest (program_id, title, summary, body, way, takes, entries_from, entries_until, votes_from, votes_until, time_zone, votes_each, entries_each, level_from,
             prizes, criteria, slug, created_by, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15::jsonb, $16, $17, $18, $19) RETURNING id, slug`,
          [scope.program, ...values, await freeSlug(scope, slug), scope.by, scope.now],
        )
      : await scope.sql<{ id: number; slug: string }>(
          `UPDATE contest SET title = $2, summary = $3, body = $4, way = $5, takes = $6, entries_from = $7, entries_until = $8, votes_from = $9, votes_until = $10, time_zone = $11,
             votes_each = $12, entries_each = $13, level_from = $14, prizes = $15::jsonb, criteria = $16 WHERE program_id = $1 AND id = $17 RETURNING id, slug`,
          [scope.program, ...values, id],
        )
  if (!row) throw new Error('The contest was not written.')
  await scope.sql('DELETE FROM contest_juror WHERE program_id = $1 AND contest_id = $2', [scope.program, row.id])
  await scope.sql('INSERT INTO contest_juror (program_id, contest_id, member_id) SELECT $1::smallint, $2::int, unnest($3::bigint[])', [
    ...[scope.program, row.id, [...new Set(order.jurors)]],
  ])
  return row
}

async function requireUnvoted(scope: Scope, id: number): Promise<void> {
  const [row] = await scope.sql<{ state: ContestState; voted: boolean }>(
    `SELECT state, EXISTS (SELECT FROM contest_vote v WHERE v.program_id = c.program_id AND v.contest_id = c.id)
       OR EXISTS (SELECT FROM contest_score s WHERE s.program_id = c.program_id AND s.contest_id = c.id) AS voted
     FROM contest c WHERE program_id = $1 AND id = $2 FOR UPDATE`,
    [scope.program, id],
  )
  if (!row || row.state === 'archived' || row.state === 'decided')
    throw new Refusal('not_found', 'This contest is over, so it stays as it was. Nothing was changed.')
  if (row.voted) throw new Refusal('voted', 'Votes are in, so its terms stay as they were announced. You can still pause it. Nothing was changed.')
}

async function freeSlug(scope: Scope, wanted: string): Promise<string> {
  const rows = await scope.sql<{ slug: string }>('SELECT slug FROM contest WHERE program_id = $1', [scope.program])
  const taken = new Set(rows.map((row) => row.slug))
  let slug = wanted
  for (let number = 2; taken.has(slug); number += 1) slug = `${wanted}-${number}`
  return slug
}

const moves: Record<string, readonly ContestState[]> = {
  published: ['draft', 'paused'],
  paused: ['published'],
  archived: ['draft', 'paused', 'decided'],
}

/** Publishes, pauses or puts away a contest. Refuses `not_found` where it cannot go there from where it is. */
export async function moveContest(scope: Scope, id: number, to: 'published' | 'paused' | 'archived'): Promise<void> {
  const rows = await scope.sql('UPDATE contest SET state = $3 WHERE program_id = $1 AND id = $2 AND state = ANY($4::text[]) RETURNING id', [
    ...[scope.program, id, to, moves[to]],
  ])
  if (rows.length === 0) throw new Refusal('not_found', 'This contest is not in a state to do that. Nothing was changed.')
}

/** Takes an entry out of a contest that is not decided, with words its author reads. Refuses `not_found`. Answers whose it was. */
export async function removeEntry(scope: Scope, contestId: number, entryId: number, reason: string): Promise<{ memberId: number; title: string }> {
  const [row] = await scope.sql<{ memberId: number; title: string }>(
    `UPDATE contest_entry e SET state = 'removed', reason = $4, updated_at = $5 FROM contest c
     WHERE e.program_id = $1 AND e.contest_id = $2 AND e.id = $3 AND e.state = 'in' AND c.program_id = e.program_id AND c.id = e.contest_id AND c.state <> 'decided'
     RETURNING e.member_id AS "memberId", e.title`,
    [scope.program, contestId, entryId, reason, scope.now],
  )
  if (!row) throw new Refusal('not_found', 'There is no such entry to take out. Nothing was changed.')
  return row
}
