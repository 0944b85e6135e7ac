import { holdersOf } from '#app/db/holders.server.ts'
import { sqlAlone } from '#app/db/transaction.server.ts'
import { pointsCurrency } from '#app/domain/ledger/ledger.ts'

const earned =
  'coalesce(sum(CASE WHEN to_account = 1 AND from_account IN (0, 5, 6) THEN amount WHEN from_account = 1 AND to_account IN (0, 5, 6) THEN -amount ELSE 0 END), 0)::bigint'

/** The points that a person's deeds of [from, until) have given, over all their accounts, less what was taken back since. */
export async function earnedWithin(program: number, memberId: number, from: Date, until: Date): Promise<number> {
  const [row] = await sqlAlone<{ earned: number }>(
    `SELECT ${earned} AS earned FROM ${holdersOf('$1', '$2')} AS h JOIN transfer t ON t.program_id = $1 AND t.member_id = h.id AND t.currency = $3
     WHERE t.effective_at >= $4 AND t.effective_at < $5`,
    [program, memberId, pointsCurrency, from, until],
  )
  return row?.earned ?? 0
}

/** What the book says all members together had to spend, had set aside and had earned at an instant, in points. Reads the whole book: for staff. */
export async function sumsAt(program: number, instant: Date): Promise<{ spendable: number; held: number; earned: number }> {
  const [row] = await sqlAlone<{ spendable: number; held: number; earned: number }>(
    `SELECT coalesce(sum(CASE WHEN to_account = 1 THEN amount WHEN from_account = 1 THEN -amount ELSE 0 END), 0)::bigint AS spendable,
       coalesce(sum(CASE WHEN to_account = 2 THEN amount WHEN from_account = 2 THEN -amount ELSE 0 END), 0)::bigint AS held,
       ${earned} AS earned
     FROM transfer WHERE program_id = $1 AND currency = $2 AND created_at <= $3`,
    [program, pointsCurrency, instant],
  )
  return row ?? { spendable: 0, held: 0, earned: 0 }
}
