import { type Sql, sqlAlone } from '#app/db/transaction.server.ts'

/** Which challenges each of these persons has completed at least once, by their slugs. Inside a story, give its own `sql`: a second connection could wait for the first. */
export async function doneChallenges(program: number, persons: readonly number[], sql: Sql = sqlAlone): Promise<Map<number, ReadonlySet<string>>> {
  const rows = await sql<{ memberId: number; slugs: string[] }>(
    `SELECT p.member_id AS "memberId", array_agg(DISTINCT c.slug) AS slugs FROM participation p JOIN challenge c ON c.program_id = p.program_id AND c.id = p.challenge_id
     WHERE p.program_id = $1 AND p.member_id = ANY($2::bigint[]) AND p.state = 'completed' GROUP BY p.member_id`,
    [program, persons],
  )
  return new Map(rows.map((row) => [row.memberId, new Set(row.slugs)]))
}
