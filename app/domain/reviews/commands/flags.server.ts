import type { Scope } from '#app/db/transaction.server.ts'

/** Asks a person to look at something. One flag of a kind for one subject is open at a time; raising it again keeps the first. Answers whether it is new. */
export async function raiseFlag(
  scope: Scope,
  flag: { kind: string; subject: string; memberId: number | null; title: string; detail: string; url: string },
): Promise<boolean> {
  const rows = await scope.sql(
    `INSERT INTO flag (program_id, kind, subject, member_id, title, detail, url, raised_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
     ON CONFLICT (program_id, kind, subject) WHERE outcome IS NULL DO NOTHING RETURNING id`,
    [scope.program, flag.kind, flag.subject, flag.memberId, flag.title, flag.detail, flag.url, scope.now],
  )
  return rows.length === 1
}

/** Closes a flag. Answers what it was about; null when somebody closed it before. */
export async function closeFlag(
  scope: Scope,
  id: number,
  closing: { outcome: 'acted' | 'dismissed'; note: string; by: number },
): Promise<{ kind: string; subject: string; memberId: number | null } | null> {
  const [row] = await scope.sql<{ kind: string; subject: string; memberId: number | null }>(
    `UPDATE flag SET outcome = $3, note = $4, closed_by = $5, closed_at = $6 WHERE program_id = $1 AND id = $2 AND outcome IS NULL
     RETURNING kind, subject, member_id AS "memberId"`,
    [scope.program, id, closing.outcome, closing.note, closing.by, scope.now],
  )
  return row ?? null
}
