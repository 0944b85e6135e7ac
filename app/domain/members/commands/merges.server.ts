import type { Scope } from '#app/db/transaction.server.ts'
import { Refusal } from '#app/foundation/outcome.ts'

type Held = { id: number; mergedInto: number | null; roles: string[] }

/** Two members, held still until the transaction ends, with their roles and those of everybody merged into them. Missing when erased or not there. */
export async function holdMembers(scope: Scope, ids: readonly number[]): Promise<Held[]> {
  return scope.sql<Held>(
    `SELECT m.id, m.merged_into AS "mergedInto", ARRAY(SELECT DISTINCT r.role FROM member_role r JOIN member h ON h.program_id = r.program_id AND h.id = r.member_id
       WHERE r.program_id = m.program_id AND (h.id = m.id OR h.merged_into = m.id)) AS roles
     FROM member m WHERE m.program_id = $1 AND m.id = ANY($2::bigint[]) AND m.state <> 'erased' ORDER BY m.id FOR UPDATE OF m`,
    [scope.program, ids],
  )
}

/** Notes that one account belongs to another's person from now on, with whoever was merged into it. Both must stand for themselves. Refuses `merged_already`. */
export async function noteMerge(scope: Scope, turn: number, merge: { memberId: number; intoId: number; reason: string }): Promise<void> {
  const rows = await scope.sql(
    `INSERT INTO member_merge (program_id, member_id, into_id, by_id, reason, turn, at) VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (program_id, member_id) WHERE split_at IS NULL DO NOTHING RETURNING id`,
    [scope.program, merge.memberId, merge.intoId, scope.by, merge.reason, turn, scope.now],
  )
  if (rows.length === 0) throw new Refusal('merged_already', 'This account was merged before. Nothing was changed.')
  await scope.sql('UPDATE member SET merged_into = $3 WHERE program_id = $1 AND (id = $2 OR merged_into = $2)', [
    scope.program,
    merge.memberId,
    merge.intoId,
  ])
}

/**
 * Notes that an account stands for itself again, with whoever had been merged into it before. Answers the person it was split from, or null when it was not
 * merged.
 */
export async function noteSplit(scope: Scope, turn: number, memberId: number): Promise<number | null> {
  const [held] = await scope.sql<{ root: number | null }>('SELECT merged_into AS root FROM member WHERE program_id = $1 AND id = $2 FOR UPDATE', [
    scope.program,
    memberId,
  ])
  const rows = await scope.sql(
    'UPDATE member_merge SET split_by = $3, split_turn = $4, split_at = $5 WHERE program_id = $1 AND member_id = $2 AND split_at IS NULL RETURNING id',
    [scope.program, memberId, scope.by, turn, scope.now],
  )
  if (rows.length === 0 || !held) return null
  // Whoever was merged into it, directly or by a chain, goes with it.
  await scope.sql(
    `WITH RECURSIVE under(id) AS (
       SELECT member_id FROM member_merge WHERE program_id = $1 AND into_id = $2 AND split_at IS NULL
       UNION SELECT m.member_id FROM member_merge m JOIN under u ON m.into_id = u.id WHERE m.program_id = $1 AND m.split_at IS NULL
     )
     UPDATE member SET merged_into = CASE WHEN id = $2 THEN NULL ELSE $2::bigint END WHERE program_id = $1 AND (id = $2 OR id IN (SELECT id FROM under))`,
    [scope.program, memberId],
  )
  return held.root
}
