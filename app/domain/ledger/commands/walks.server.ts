import type { Scope } from '#app/db/transaction.server.ts'

/** A walk over all members or blocks of a program, taken in slices by whatever worker comes. */
export type WalkName = 'expiry' | 'drift' | 'chain'

/**
 * Where the walk goes on: after this number. Begins anew when the last one has ended and began before `since`; null while there is nothing to do.
 * Holds the walk until the transaction ends, and null when somebody else does.
 */
export async function beginWalk(scope: Scope, name: WalkName, since: Date): Promise<number | null> {
  await scope.sql(`INSERT INTO ledger_walk (program_id, name, started_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`, [
    scope.program,
    name,
    scope.now,
  ])
  const [walk] = await scope.sql<{ cursor: number; startedAt: Date; finishedAt: Date | null }>(
    `SELECT cursor, started_at AS "startedAt", finished_at AS "finishedAt" FROM ledger_walk WHERE program_id = $1 AND name = $2 FOR UPDATE SKIP LOCKED`,
    [scope.program, name],
  )
  if (!walk || (walk.finishedAt && walk.startedAt >= since)) return null
  if (!walk.finishedAt) return walk.cursor
  await scope.sql('UPDATE ledger_walk SET cursor = 0, started_at = $3, finished_at = NULL WHERE program_id = $1 AND name = $2', [
    scope.program,
    name,
    scope.now,
  ])
  return 0
}

/** Notes how far the walk has come; null: to its end. */
export async function stepWalk(scope: Scope, name: WalkName, cursor: number | null): Promise<void> {
  if (cursor === null) {
    await scope.sql('UPDATE ledger_walk SET finished_at = $3, passed_at = started_at WHERE program_id = $1 AND name = $2', [
      scope.program,
      name,
      scope.now,
    ])
    return
  }
  await scope.sql('UPDATE ledger_walk SET cursor = $3 WHERE program_id = $1 AND name = $2', [scope.program, name, cursor])
}
