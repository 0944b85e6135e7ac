import { sqlAlone } from '#app/db/transaction.server.ts'
import type { Currency } from '#app/domain/ledger/currency.ts'

/** The currencies of a program, points first. */
export async function currenciesOf(program: number): Promise<Currency[]> {
  return sqlAlone<Currency>('SELECT id, slug, name, about FROM currency WHERE program_id = $1 ORDER BY id', [program])
}
