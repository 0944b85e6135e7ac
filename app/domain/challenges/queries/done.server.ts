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

/** The latest round of a person: how it stands, at which stage, and what is passed; null if they never began. */
export async function roundOf(
  program: number,
  challenge: number,
  person: number,
): Promise<{ state: string; stageId: number | null; passed: number[] } | null> {
  const [row] = await sqlAlone<{ state: string; stageId: number | null; passed: number[] }>(
    `SELECT p.state, p.stage_id AS "stageId", ARRAY(SELECT r.stage_id FROM stage_result r WHERE r.program_id = p.program_id AND r.participation_id = p.id
       AND r.state = 'passed') AS passed
     FROM participation p WHERE p.program_id = $1 AND p.challenge_id = $2 AND p.member_id = $3 ORDER BY p.started_at DESC, p.id DESC LIMIT 1`,
    [program, challenge, person],
  )
  return row ?? null
}
