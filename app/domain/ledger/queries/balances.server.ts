import { holdersOf } from '#app/db/holders.server.ts'
import { sqlAlone } from '#app/db/transaction.server.ts'
import { type Balance, emptyBalance, pointsCurrency } from '#app/domain/ledger/ledger.ts'

// What is owed by one of a person's accounts is paid by what another has: a person has either something to spend or a debt.
const sums = `sum(b.lifetime)::bigint AS lifetime, greatest(0, sum(b.spendable) - sum(b.debt))::bigint AS spendable,
  greatest(0, sum(b.debt) - sum(b.spendable))::bigint AS debt, sum(b.held)::bigint AS held, sum(b.pending)::bigint AS pending`

const one = `SELECT ${sums} FROM ${holdersOf('$1', '$2')} AS h JOIN balance b ON b.program_id = $1 AND b.member_id = h.id AND b.currency = $3 HAVING count(*) > 0`

/** A person's sums in points, over all their accounts; all zero for a member the book does not know. */
export async function balanceOf(program: number, memberId: number): Promise<Balance> {
  const [row] = await sqlAlone<Balance>(one, [program, memberId, pointsCurrency])
  return row ?? emptyBalance
}

/** A person's sums in one currency. */
export type CurrencyBalance = Balance & { currency: number; name: string; about: string }

/** A person's sums in every currency that they have or had something in, each apart; points first. */
export async function balancesIn(program: number, memberId: number): Promise<CurrencyBalance[]> {
  return sqlAlone<CurrencyBalance>(
    `SELECT c.id AS currency, c.name, c.about, ${sums} FROM ${holdersOf('$1', '$2')} AS h
     JOIN balance b ON b.program_id = $1 AND b.member_id = h.id JOIN currency c ON c.program_id = $1 AND c.id = b.currency
     GROUP BY c.id, c.name, c.about ORDER BY c.id`,
    [program, memberId],
  )
}

/** What members could spend or have ordered for, by currency, and how much they owe. */
export async function liabilityOf(
  program: number,
): Promise<{ currency: number; name: string; members: number; spendable: number; held: number; pending: number; debt: number; lifetime: number }[]> {
  return sqlAlone(
    `SELECT c.id AS currency, c.name, count(b.member_id) FILTER (WHERE b.spendable > 0)::int AS members, coalesce(sum(b.spendable), 0)::bigint AS spendable,
       coalesce(sum(b.held), 0)::bigint AS held, coalesce(sum(b.pending), 0)::bigint AS pending, coalesce(sum(b.debt), 0)::bigint AS debt,
       coalesce(sum(b.lifetime), 0)::bigint AS lifetime
     FROM currency c LEFT JOIN balance b ON b.program_id = c.program_id AND b.currency = c.id WHERE c.program_id = $1 GROUP BY c.id, c.name ORDER BY c.id`,
    [program],
  )
}
