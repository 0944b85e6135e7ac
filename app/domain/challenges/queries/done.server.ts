import { type Sql, sqlAlone } from '#app/db/transaction.server.ts'

/** Which challenges each of these persons has completed at least once, by their slugs. Inside a story, give its own `sql`: a second connection could wait for the first. */
export async function doneChallenges(program: number, persons: readonly number[], sql: Sql = sqlAlone): Promise<Map<number, ReadonlySet<string>>> {
  const rows = await sql<{ memberId: number; slugs: string[] }>(
    `SELECT o.person AS "memberId", array_agg(DISTINCT c.slug) AS slugs FROM (
       SELECT id AS holder, id AS person FROM unnest($2::bigint[]) AS p(id)
       UNION ALL SELECT id, merged_into FROM member WHERE program_id = $1 AND merged_into = ANY($2::bigint[])) o
     JOIN participation p ON p.program_id = $1 AND p.member_id = o.holder AND p.state = 'completed'
     JOIN challenge c ON c.program_id = p.program_id AND c.id = p.challenge_id GROUP BY o.person`,
    [program, persons],
  )
  return new Map(rows.map((row) => [row.memberId, new Set(row.slugs)]))
}
