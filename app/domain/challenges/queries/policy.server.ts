import { type Sql, sqlAlone } from '#app/db/transaction.server.ts'
import type { ChallengePolicy } from '#app/domain/challenges/policy.ts'

/** What holds for all challenges of the program. Inside a story, give its own `sql`: a second connection could wait for the first. */
export async function policyOf(program: number, sql: Sql = sqlAlone): Promise<ChallengePolicy> {
  const [row] = await sql<ChallengePolicy>('SELECT most_a_day AS "mostADay" FROM challenge_policy WHERE program_id = $1', [program])
  return row ?? { mostADay: null }
}
