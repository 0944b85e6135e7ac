import type { Scope } from '#app/db/transaction.server.ts'

/** The raffle that belongs to something else (`reward:12`) and is not drawn yet, or null. */
export async function raffleAhead(scope: Scope, origin: string): Promise<{ id: number; slug: string } | null> {
  const [row] = await scope.sql<{ id: number; slug: string }>(
    `SELECT id, slug FROM raffle WHERE program_id = $1 AND origin = $2 AND state = 'published' ORDER BY id DESC LIMIT 1`,
    [scope.program, origin],
  )
  return row ?? null
}

/** Sets the last moment and the number of winners of a raffle anew, while it is not drawn: for what has sold no ticket yet. */
export async function resetRaffle(scope: Scope, id: number, closesAt: Date, winners: number): Promise<void> {
  await scope.sql(
    `UPDATE raffle SET closes_at = greatest($3, opens_at + interval '1 second'), winners = $4 WHERE program_id = $1 AND id = $2 AND state = 'published'`,
    [scope.program, id, closesAt, winners],
  )
}
