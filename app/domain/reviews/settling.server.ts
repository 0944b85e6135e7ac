import type { Scope } from '#app/db/transaction.server.ts'

/** The community reviewers of the program. */
export async function reviewersIn(scope: Scope): Promise<number[]> {
  const rows = await scope.sql<{ id: number }>('SELECT member_id AS id FROM reviewer WHERE program_id = $1', [scope.program])
  return rows.map((row) => row.id)
}

/** A dispute that is still open, locked until the story ends; null when there is none. */
export async function openDisputeIn(
  scope: Scope,
  id: number,
): Promise<{ kind: 'submission' | 'measure'; subjectId: number; memberId: number; title: string; barred: number[] } | null> {
  const [row] = await scope.sql<{ kind: 'submission' | 'measure'; subjectId: number; memberId: number; title: string; barred: string[] }>(
    `SELECT kind, subject_id AS "subjectId", member_id AS "memberId", title, barred::text[] AS barred FROM dispute
     WHERE program_id = $1 AND id = $2 AND outcome IS NULL FOR UPDATE`,
    [scope.program, id],
  )
  return row ? { ...row, barred: row.barred.map(Number) } : null
}
