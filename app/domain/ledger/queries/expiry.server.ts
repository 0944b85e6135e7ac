import { holdersOf } from '#app/db/holders.server.ts'
import { sqlAlone } from '#app/db/transaction.server.ts'

/** What a person was told is about to expire, the next first: how much at most, and on which day (ISO date). */
export async function expiringOf(program: number, memberId: number): Promise<{ amount: number; expiresOn: string }[]> {
  return sqlAlone(
    `SELECT sum(n.amount)::bigint AS amount, to_char(n.expires_on, 'YYYY-MM-DD') AS "expiresOn" FROM ${holdersOf('$1', '$2')} AS h
     JOIN expiry_notice n ON n.program_id = $1 AND n.member_id = h.id AND n.done_at IS NULL GROUP BY n.expires_on ORDER BY n.expires_on`,
    [program, memberId],
  )
}
