import type { Scope } from '#app/db/transaction.server.ts'
import { keyedHash } from '#app/foundation/crypto.server.ts'
import type { Limit } from '#app/domain/access/access.ts'

function windowOf(limit: Limit, now: Date): Date {
  const length = limit.minutes * 60_000
  return new Date(Math.floor(now.getTime() / length) * length)
}

/** Counts a try of somebody (an address, a mailbox, a browser; kept as a keyed hash) in the present window. Answers false beyond the limit. */
export async function countTry(scope: Scope, limit: Limit, who: string): Promise<boolean> {
  const [row] = await scope.sql<{ count: number }>(
    `INSERT INTO rate_window (program_id, bucket, starts_at, count) VALUES ($1, $2, $3, 1)
     ON CONFLICT (program_id, bucket, starts_at) DO UPDATE SET count = rate_window.count + 1 RETURNING count`,
    [scope.program, keyedHash(`limit-${limit.name}`, who), windowOf(limit, scope.now)],
  )
  return (row?.count ?? 0) <= limit.tries
}

/** Takes back a counted try that turned out to be rightful. */
export async function forgiveTry(scope: Scope, limit: Limit, who: string): Promise<void> {
  await scope.sql('UPDATE rate_window SET count = greatest(0, count - 1) WHERE program_id = $1 AND bucket = $2 AND starts_at = $3', [
    scope.program,
    keyedHash(`limit-${limit.name}`, who),
    windowOf(limit, scope.now),
  ])
}
