import { sqlAlone } from '#app/db/transaction.server.ts'
import type { Reviewer } from './reviews.ts'

/** The member as a community reviewer, or null. */
export async function reviewerOf(program: number, member: number): Promise<Reviewer | null> {
  const [row] = await sqlAlone<Reviewer>(`SELECT member_id AS "memberId", languages FROM reviewer WHERE program_id = $1 AND member_id = $2`, [
    program,
    member,
  ])
  return row ?? null
}
