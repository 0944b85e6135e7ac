import { sqlAlone } from '#app/db/transaction.server.ts'

/** What was decided about somebody. `holds`: it is the last word about them. */
export type TrustRow = { id: number; memberId: number; trusted: boolean | null; why: string; byId: number | null; at: Date; holds: boolean }

/** Who was trusted or not, by whom and why, the newest first. */
export async function trustMarks(program: number): Promise<TrustRow[]> {
  return sqlAlone<TrustRow>(
    `SELECT id, member_id AS "memberId", trusted, why, by_id AS "byId", at, id = max(id) OVER (PARTITION BY member_id) AS holds
     FROM trust_mark WHERE program_id = $1 ORDER BY id DESC LIMIT 100`,
    [program],
  )
}
