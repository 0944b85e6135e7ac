import type { Scope } from '#app/db/transaction.server.ts'

const earning = `((t.to_account = 1 AND t.from_account IN (0, 5, 6)) OR (t.from_account = 1 AND t.to_account IN (0, 5, 6)))`

/**
 * The lifetime points that these accounts earned within their spans by when the deeds were done, undos taken off. What a goal of a team paid is left out: a goal must not
 * be reached by its own bonus. Accounts without any are missing.
 */
export async function pointsWithin(
  scope: Pick<Scope, 'sql' | 'program'>,
  spans: readonly { memberId: number; from: Date; until: Date }[],
): Promise<Map<number, number>> {
  const rows = await scope.sql<{ memberId: number; points: number }>(
    `SELECT s.member_id AS "memberId", sum(CASE WHEN t.to_account = 1 THEN t.amount ELSE -t.amount END)::bigint AS points
     FROM unnest($2::bigint[], $3::timestamptz[], $4::timestamptz[]) AS s(member_id, since, until)
     JOIN transfer t ON t.program_id = $1 AND t.member_id = s.member_id AND t.currency = 1 AND t.effective_at >= s.since AND t.effective_at < s.until AND ${earning}
     LEFT JOIN transfer o ON o.program_id = t.program_id AND o.member_id = t.member_id AND o.currency = t.currency AND o.seq = t.reverses
     WHERE NOT EXISTS (SELECT FROM granted_award g WHERE g.program_id = t.program_id AND g.member_id = t.member_id
       AND g.activity_id = coalesce(o.activity_id, t.activity_id) AND starts_with(g.key, 'team-goal:'))
     GROUP BY s.member_id`,
    [scope.program, spans.map((span) => span.memberId), spans.map((span) => span.from), spans.map((span) => span.until)],
  )
  return new Map(rows.map((row) => [row.memberId, row.points]))
}

/** The accounts that earned most lifetime points within [from, until) by when the deeds were done, undos taken off; the most first, then the lower number. */
export async function topWithin(
  scope: Pick<Scope, 'sql' | 'program'>,
  from: Date,
  until: Date,
  limit: number,
): Promise<{ memberId: number; points: number }[]> {
  return scope.sql(
    `SELECT t.member_id AS "memberId", sum(CASE WHEN t.to_account = 1 THEN t.amount ELSE -t.amount END)::bigint AS points FROM transfer t
     WHERE t.program_id = $1 AND t.currency = 1 AND t.effective_at >= $2 AND t.effective_at < $3 AND ${earning}
     GROUP BY t.member_id HAVING sum(CASE WHEN t.to_account = 1 THEN t.amount ELSE -t.amount END) > 0 ORDER BY 2 DESC, 1 LIMIT $4`,
    [scope.program, from, until, limit],
  )
}
