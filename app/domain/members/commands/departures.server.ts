import type { Scope } from '#app/db/transaction.server.ts'

export type Gone = { person: number; handle: string; id: number }

/**
 * Takes an account off whoever has it, because its platform deleted it, and notes that the person is still to say what becomes of what they did with it.
 * Null: it was nobody's. Twice is as good as once.
 */
export async function noteDeparture(scope: Scope, sourceId: number, foreignId: string): Promise<Gone | null> {
  const [gone] = await scope.sql<{ member: number; handle: string }>(
    `DELETE FROM identity WHERE program_id = $1 AND source_id = $2 AND foreign_id = $3 RETURNING member_id AS member, handle`,
    [scope.program, sourceId, foreignId],
  )
  if (!gone) return null
  await scope.sql(`DELETE FROM identity WHERE program_id = $1 AND source_id = $2 AND foreign_id = 'login:' || lower($3) AND member_id = $4`, [
    scope.program,
    sourceId,
    gone.handle,
    gone.member,
  ])
  const [row] = await scope.sql<{ id: number; person: number }>(
    `INSERT INTO departure (program_id, member_id, source_id, foreign_id, handle, at)
     SELECT $1::smallint, coalesce(merged_into, id), $2::smallint, $3, $4, $5 FROM member WHERE program_id = $1 AND id = $6 RETURNING id, member_id AS person`,
    [scope.program, sourceId, foreignId, gone.handle, scope.now, gone.member],
  )
  return row ? { ...row, handle: gone.handle } : null
}

/** Notes what a person chose, once. Answers the account it was about; null when there is nothing of theirs to choose. `forget` drops its name too. */
export async function chooseDeparture(
  scope: Scope,
  person: number,
  id: number,
  choice: 'keep' | 'forget',
): Promise<{ sourceId: number; foreignId: string; handle: string } | null> {
  const [row] = await scope.sql<{ sourceId: number; foreignId: string; handle: string }>(
    `SELECT source_id AS "sourceId", foreign_id AS "foreignId", handle FROM departure
     WHERE program_id = $1 AND id = $2 AND member_id = $3 AND choice IS NULL FOR UPDATE`,
    [scope.program, id, person],
  )
  if (!row) return null
  await scope.sql(
    `UPDATE departure SET choice = $3, chosen_at = $4, foreign_id = CASE WHEN $3 = 'keep' THEN foreign_id END, handle = CASE WHEN $3 = 'keep' THEN handle END
     WHERE program_id = $1 AND id = $2`,
    [scope.program, id, choice, scope.now],
  )
  return row
}
