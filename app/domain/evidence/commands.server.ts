import type { Scope } from '#app/db/transaction.server.ts'
import type { EvidenceRow } from './evidence.ts'

/** Notes a file whose bytes lie on the disk already. */
export async function noteEvidence(scope: Scope, file: Omit<EvidenceRow, 'createdAt'>): Promise<void> {
  await scope.sql(`INSERT INTO evidence (program_id, id, member_id, name, type, bytes, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`, [
    scope.program,
    file.id,
    file.memberId,
    file.name,
    file.type,
    file.bytes,
    scope.now,
  ])
}

/** Files that have lain for longer than so many days and are not known to be handed in, the oldest first. */
export async function looseEvidence(scope: Scope, days: number, limit: number): Promise<{ id: string; memberId: number }[]> {
  return scope.sql(
    `SELECT id, member_id AS "memberId" FROM evidence WHERE program_id = $1 AND NOT handed_in AND created_at < $2::timestamptz - make_interval(days => $3)
     ORDER BY created_at LIMIT $4`,
    [scope.program, scope.now, days, limit],
  )
}

/** Notes of these files that they were handed in, and forgets those. The bytes of the forgotten are to be taken away after the commit. */
export async function settleEvidence(scope: Scope, handedIn: readonly string[], forgotten: readonly string[]): Promise<void> {
  await scope.sql('UPDATE evidence SET handed_in = true WHERE program_id = $1 AND id = ANY($2::text[])', [scope.program, handedIn])
  await scope.sql('DELETE FROM evidence WHERE program_id = $1 AND id = ANY($2::text[])', [scope.program, forgotten])
}
