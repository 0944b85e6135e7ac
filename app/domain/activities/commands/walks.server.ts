import type { Scope } from '#app/db/transaction.server.ts'
import { wakeWatchers } from '#app/db/wake.server.ts'
import { Refusal } from '#app/foundation/outcome.ts'
import { mostFaults, pauseAfter } from '#app/domain/activities/walks.ts'

const tell = (scope: Scope): void => scope.afterCommit(() => wakeWatchers(scope.program, 'walks'))

/** Begins a walk; one of a name at a time in a channel. Refuses `running`. Answers its id. Of walks that found nothing new, those older than a month go. */
export async function addWalk(scope: Scope, walk: { sourceId: number; name: string; since: Date }): Promise<number> {
  await scope.sql(
    `DELETE FROM walk WHERE program_id = $1 AND source_id = $2 AND name = $3 AND state = 'done' AND added = 0 AND started_at < $4::timestamptz - interval '30 days'`,
    [scope.program, walk.sourceId, walk.name, scope.now],
  )
  const [row] = await scope.sql<{ id: number }>(
    `INSERT INTO walk (program_id, source_id, name, since, started_at, moved_at) VALUES ($1, $2, $3, $4, $5, $5)
     ON CONFLICT (program_id, source_id, name) WHERE state = 'running' DO NOTHING RETURNING id`,
    [scope.program, walk.sourceId, walk.name, walk.since, scope.now],
  )
  if (!row) throw new Refusal('running', 'This is being read already. You can watch it below.')
  tell(scope)
  return row.id
}

/** Stops every running walk of a channel: what it asks for is another thing now, and so are its places. */
export async function endWalks(scope: Scope, sourceId: number): Promise<void> {
  await scope.sql(`UPDATE walk SET state = 'stopped', retry_at = NULL, error = NULL WHERE program_id = $1 AND source_id = $2 AND state = 'running'`, [
    scope.program,
    sourceId,
  ])
}

/**
 * A walk claimed for its next page. `faults` were made on this page before. `floor`: before it nothing is taken in, for nobody asked for it: the moment the hub was let
 * call the platform, or the earliest day that a manager chose. `start`: no walk of this name has
 * ended well, and this one begins at that moment.
 */
export type Step = {
  id: number
  sourceId: number
  adapter: string
  slug: string
  name: string
  since: Date
  cursor: string | null
  faults: number
  floor: Date
  start: boolean
}

/** For so many seconds nobody else takes the same step. */
const claimSeconds = 120

/** Claims the walk that has waited longest among those that are due, in a channel that is open. One that is claimed still was cut off with its worker: it is resumed. */
export async function claimStep(scope: Scope): Promise<Step | null> {
  const [row] = await scope.sql<Step>(
    `UPDATE walk w SET retry_at = $2::timestamptz + $3::int * interval '1 second', resumed = resumed + (claimed_at IS NOT NULL)::int, claimed_at = $2::timestamptz FROM source s
     WHERE w.program_id = $1 AND s.program_id = $1 AND s.id = w.source_id AND w.id = (
       SELECT d.id FROM walk d JOIN source o ON o.program_id = d.program_id AND o.id = d.source_id
       WHERE d.program_id = $1 AND d.state = 'running' AND o.state = 'on' AND (d.retry_at IS NULL OR d.retry_at <= $2)
       ORDER BY d.moved_at LIMIT 1 FOR UPDATE OF d SKIP LOCKED)
     RETURNING w.id, w.source_id AS "sourceId", s.adapter, s.slug, w.name, w.since, w.cursor, w.attempts AS faults,
       least(coalesce((s.settings ->> 'access_at')::timestamptz, s.created_at),
         (SELECT min(o.since) FROM walk o WHERE o.program_id = $1 AND o.source_id = s.id AND o.name = w.name)) AS floor,
       NOT EXISTS (SELECT 1 FROM walk o WHERE o.program_id = $1 AND o.source_id = s.id AND o.name = w.name AND o.state = 'done')
         AND w.since >= coalesce((s.settings ->> 'access_at')::timestamptz, s.created_at) AS start`,
    [scope.program, scope.now, claimSeconds],
  )
  return row ?? null
}

/**
 * Moves a walk on by one page, unless somebody stopped it or took the same step meanwhile: then answers false, and what the page gave must not
 * be kept either. Every page has the next one wait a second, or as long as the platform asked.
 */
export async function moveWalk(
  scope: Scope,
  step: Pick<Step, 'id' | 'cursor'>,
  page: { next: string | null; found: number; added: readonly number[]; done: number | null; total: number | null; rest: number },
): Promise<boolean> {
  const rows = await scope.sql(
    `UPDATE walk SET cursor = $4, pages = pages + 1, found = found + $5::int, added = added + $6::int, done = coalesce($7::int, done), total = coalesce($8::int, total),
       attempts = 0, error = NULL, claimed_at = NULL, moved_at = $9::timestamptz, state = CASE WHEN $4::text IS NULL THEN 'done' ELSE state END,
       retry_at = CASE WHEN $4::text IS NULL THEN NULL ELSE $9::timestamptz + $10::int * interval '1 second' END
     WHERE program_id = $1 AND id = $2 AND state = 'running' AND cursor IS NOT DISTINCT FROM $3 RETURNING id`,
    [scope.program, step.id, step.cursor, page.next, page.found, page.added.length, page.done, page.total, scope.now, Math.max(1, page.rest)],
  )
  if (rows.length === 0) return false
  tell(scope)
  await scope.sql(
    'INSERT INTO walk_find (program_id, walk_id, activity_id) SELECT $1::smallint, $2::int, unnest($3::bigint[]) ON CONFLICT DO NOTHING',
    [scope.program, step.id, page.added],
  )
  return true
}

/** Keeps what every later walk of this name in this channel is told. */
export async function keepMark(scope: Scope, walk: { sourceId: number; name: string }, mark: string): Promise<void> {
  await scope.sql(
    `UPDATE source SET settings = jsonb_set(settings, '{marks}', coalesce(settings -> 'marks', '{}') || jsonb_build_object($3::text, $4::text))
     WHERE program_id = $1 AND id = $2`,
    [scope.program, walk.sourceId, walk.name, mark],
  )
}

/** Lets a walk wait because the platform asked for it. It counts as no fault. */
export async function restWalk(scope: Scope, id: number, seconds: number): Promise<void> {
  await scope.sql(
    `UPDATE walk SET retry_at = $3::timestamptz + $4::int * interval '1 second', error = NULL, claimed_at = NULL WHERE program_id = $1 AND id = $2 AND state = 'running'`,
    [scope.program, id, scope.now, seconds],
  )
  tell(scope)
}

/** Notes a fault: the page is tried again after a growing pause, and after eight faults in a row the walk has failed. */
export async function noteFault(scope: Scope, step: Pick<Step, 'id' | 'faults'>, error: string): Promise<void> {
  const faults = step.faults + 1
  await scope.sql(
    `UPDATE walk SET attempts = $3::int, error = left($4, 500), state = CASE WHEN $3::int >= $5::int THEN 'failed' ELSE state END,
       claimed_at = NULL, retry_at = $6::timestamptz + $7::int * interval '1 second'
     WHERE program_id = $1 AND id = $2 AND state = 'running'`,
    [scope.program, step.id, faults, error, mostFaults, scope.now, pauseAfter(faults)],
  )
  tell(scope)
}

/** Stops a running walk where it is, or lets one that was stopped or has failed go on from there. Answers whether anything changed. */
export async function switchWalk(scope: Scope, walk: { id: number; sourceId: number; to: 'stopped' | 'running' }): Promise<boolean> {
  const rows = await scope.sql(
    `UPDATE walk w SET state = $4, attempts = 0, retry_at = NULL, error = NULL, claimed_at = NULL, resumed = resumed + ($4 = 'running')::int WHERE program_id = $1 AND id = $2 AND source_id = $3
     AND state = ANY(CASE WHEN $4 = 'stopped' THEN ARRAY['running'] ELSE ARRAY['stopped', 'failed'] END)
     AND NOT EXISTS (SELECT 1 FROM walk o WHERE o.program_id = $1 AND o.source_id = $3 AND o.name = w.name AND o.state = 'running' AND o.id <> w.id)
     RETURNING id`,
    [scope.program, walk.id, walk.sourceId, walk.to],
  )
  tell(scope)
  return rows.length > 0
}
