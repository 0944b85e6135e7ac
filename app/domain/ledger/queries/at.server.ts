import { sqlAlone } from '#app/db/transaction.server.ts'
import { pointsCurrency } from '#app/domain/ledger/ledger.ts'

/** What the book says all members together had to spend, had set aside and had earned at an instant, in points. Reads the whole book: for staff. */
export async function sumsAt(program: number, instant: Date): Promise<{ spendable: number; held: number; earned: number }> {
  const [row] = await sqlAlone<{ spendable: number; held: number; earned: number }>(
    `SELECT coalesce(sum(CASE WHEN to_account = 1 THEN amount WHEN from_account = 1 THEN -amount ELSE 0 END), 0)::bigint AS spendable,
       coalesce(sum(CASE WHEN to_account = 2 THEN amount WHEN from_account = 2 THEN -amount ELSE 0 END), 0)::bigint AS held,
       coalesce(sum(CASE WHEN to_account = 1 AND from_account IN (0, 5, 6) THEN amount WHEN from_account = 1 AND to_account IN (0, 5, 6) THEN -amount ELSE 0 END), 0)::bigint AS earned
     FROM transfer WHERE program_id = $1 AND currency = $2 AND created_at <= $3`,
    [program, pointsCurrency, instant],
  )
  return row ?? { spendable: 0, held: 0, earned: 0 }
}
