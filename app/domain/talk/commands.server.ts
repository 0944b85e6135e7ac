import type { Scope } from '#app/db/transaction.server.ts'

/** Writes a comment, once per key. Answers its id and whether it is new. */
export async function addComment(
  scope: Scope,
  comment: { challengeId: number; memberId: number; answersId: number | null; key: string; body: string },
): Promise<{ id: number; fresh: boolean }> {
  const [row] = await scope.sql<{ id: number }>(
    `INSERT INTO comment (program_id, challenge_id, member_id, answers_id, key, body, at) VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (program_id, key) DO NOTHING RETURNING id`,
    [scope.program, comment.challengeId, comment.memberId, comment.answersId, comment.key, comment.body, scope.now],
  )
  if (row) return { id: row.id, fresh: true }
  const [known] = await scope.sql<{ id: number }>('SELECT id FROM comment WHERE program_id = $1 AND key = $2', [scope.program, comment.key])
  return { id: known?.id ?? 0, fresh: false }
}

/** Notes a member's report of a comment, once. Answers how many reports there are, or null when this member had reported it before. */
export async function addReport(scope: Scope, report: { commentId: number; memberId: number; reason: string }): Promise<number | null> {
  const fresh = await scope.sql(
    `INSERT INTO comment_report (program_id, comment_id, member_id, reason, at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING RETURNING comment_id`,
    [scope.program, report.commentId, report.memberId, report.reason, scope.now],
  )
  if (fresh.length === 0) return null
  const [row] = await scope.sql<{ count: number }>('SELECT count(*)::int AS count FROM comment_report WHERE program_id = $1 AND comment_id = $2', [
    scope.program,
    report.commentId,
  ])
  return row?.count ?? 0
}

/** Shows a comment, hides it until somebody has looked, or removes it for good. What was removed stays removed. */
export async function setComment(scope: Scope, id: number, state: 'shown' | 'hidden' | 'removed'): Promise<void> {
  await scope.sql(`UPDATE comment SET state = $3 WHERE program_id = $1 AND id = $2 AND state <> 'removed'`, [scope.program, id, state])
}

/** Keeps a member's rating of a challenge; the last one counts. */
export async function putRating(scope: Scope, challengeId: number, memberId: number, useful: boolean): Promise<void> {
  await scope.sql(
    `INSERT INTO challenge_rating (program_id, challenge_id, member_id, useful, at) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (program_id, challenge_id, member_id) DO UPDATE SET useful = excluded.useful, at = excluded.at`,
    [scope.program, challengeId, memberId, useful, scope.now],
  )
}
