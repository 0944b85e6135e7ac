import type { Scope } from '#app/db/transaction.server.ts'

/** A line as its new holder finds it. */
export type HeldLine = { kept: string | null; faults: number }

// The database's own clock decides: the clocks of two workers may differ.
const take = `
INSERT INTO line (program_id, source_id, holder, until, opened_at) VALUES ($1, $2, $3, clock_timestamp() + $4::int * interval '1 millisecond', clock_timestamp())
ON CONFLICT (program_id, source_id) DO UPDATE SET holder = excluded.holder, until = excluded.until, opened_at = excluded.opened_at, stale = false
WHERE (line.holder IS NULL OR line.until < clock_timestamp()) AND (line.retry_at IS NULL OR line.retry_at <= clock_timestamp())
RETURNING kept, faults`

/** Takes a line that nobody holds, or whose holder has not been heard of for the length of its lease. Null when it is taken, or rests after a fault. */
export async function takeLine(scope: Scope, sourceId: number, holder: string, leaseMs: number): Promise<HeldLine | null> {
  const [row] = await scope.sql<HeldLine>(take, [scope.program, sourceId, holder, leaseMs])
  return row ?? null
}

/**
 * Holds a line on. `lost`: it is somebody else's by now, or its lease ran out, and nothing more may be heard over it. `stale`: a manager has changed
 * what it was opened with.
 */
export async function holdLine(scope: Scope, sourceId: number, holder: string, leaseMs: number): Promise<'held' | 'stale' | 'lost'> {
  const [row] = await scope.sql<{ stale: boolean }>(
    `UPDATE line SET until = clock_timestamp() + $4::int * interval '1 millisecond'
     WHERE program_id = $1 AND source_id = $2 AND holder = $3 AND until >= clock_timestamp() RETURNING stale`,
    [scope.program, sourceId, holder, leaseMs],
  )
  return row ? (row.stale ? 'stale' : 'held') : 'lost'
}

/** Keeps how far a line was heard. Answers false when it is no longer this holder's. */
export async function keepHeard(scope: Scope, sourceId: number, holder: string, kept: string): Promise<boolean> {
  const rows = await scope.sql(
    `UPDATE line SET kept = $4, heard_at = $5, faults = 0, retry_at = NULL
     WHERE program_id = $1 AND source_id = $2 AND holder = $3 AND until >= clock_timestamp() RETURNING source_id`,
    [scope.program, sourceId, holder, kept, scope.now],
  )
  return rows.length > 0
}

/** Lets a line go, so that another worker can take it at once; after a fault only after so many seconds. */
export async function releaseLine(
  scope: Scope,
  sourceId: number,
  holder: string,
  fault: { words: string; restSeconds: number } | null,
): Promise<void> {
  await scope.sql(
    `UPDATE line SET holder = NULL, until = NULL, faults = CASE WHEN $4::text IS NULL THEN faults ELSE least(faults + 1, 1000) END,
       fault = coalesce(left($4, 500), fault), fault_at = CASE WHEN $4::text IS NULL THEN fault_at ELSE $6::timestamptz END,
       retry_at = CASE WHEN $4::text IS NULL THEN NULL ELSE clock_timestamp() + $5::int * interval '1 second' END
     WHERE program_id = $1 AND source_id = $2 AND holder = $3`,
    [scope.program, sourceId, holder, fault?.words ?? null, fault?.restSeconds ?? 0, scope.now],
  )
}

/** Notes a fault that did not end the line. */
export async function noteLineFault(scope: Scope, sourceId: number, words: string): Promise<void> {
  await scope.sql('UPDATE line SET fault = left($3, 500), fault_at = $4 WHERE program_id = $1 AND source_id = $2', [
    scope.program,
    sourceId,
    words,
    scope.now,
  ])
}

/** Has a line opened anew with what a manager has just changed, at once even if it rests after a fault. */
export async function reopenLine(scope: Scope, sourceId: number): Promise<void> {
  await scope.sql('UPDATE line SET stale = true, retry_at = NULL, faults = 0 WHERE program_id = $1 AND source_id = $2', [scope.program, sourceId])
}

/** Notes since when something may have gone by unheard; the earliest counts until a walk has begun for it. */
export async function noteMissed(scope: Scope, sourceId: number, since: Date): Promise<void> {
  await scope.sql('UPDATE line SET missed_since = least(missed_since, $3::timestamptz) WHERE program_id = $1 AND source_id = $2', [
    scope.program,
    sourceId,
    since,
  ])
}

/** The lines over which something may have been missed, locked, where no walk is under way that could have passed it by. */
export async function missedLines(scope: Scope): Promise<{ sourceId: number; adapter: string; since: Date }[]> {
  return scope.sql(
    `SELECT l.source_id AS "sourceId", s.adapter, l.missed_since AS since FROM line l JOIN source s ON s.program_id = l.program_id AND s.id = l.source_id
     WHERE l.program_id = $1 AND l.missed_since IS NOT NULL AND s.state = 'on'
       AND NOT EXISTS (SELECT 1 FROM walk w WHERE w.program_id = $1 AND w.source_id = l.source_id AND w.state = 'running')
     ORDER BY l.source_id FOR UPDATE OF l SKIP LOCKED`,
    [scope.program],
  )
}

/** Notes that what was missed is being looked for. */
export async function clearMissed(scope: Scope, sourceId: number): Promise<void> {
  await scope.sql('UPDATE line SET missed_since = NULL WHERE program_id = $1 AND source_id = $2', [scope.program, sourceId])
}
