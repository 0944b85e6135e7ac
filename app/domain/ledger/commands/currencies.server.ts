import type { Scope } from '#app/db/transaction.server.ts'
import { Refusal } from '#app/foundation/outcome.ts'
import type { Currency } from '#app/domain/ledger/currency.ts'

/** Adds a currency and answers its number. Refuses `taken` when the short name is in use. A currency is never removed: lines may name it. */
export async function addCurrency(scope: Scope, currency: Omit<Currency, 'id'>): Promise<number> {
  await scope.sql('SELECT 1 FROM currency WHERE program_id = $1 ORDER BY id FOR UPDATE', [scope.program])
  const [row] = await scope.sql<{ id: number }>(
    `INSERT INTO currency (program_id, id, slug, name, about)
     SELECT $1::smallint, max(id) + 1, $2::text, $3::text, $4::text FROM currency WHERE program_id = $1::smallint ON CONFLICT DO NOTHING RETURNING id`,
    [scope.program, currency.slug, currency.name, currency.about],
  )
  if (!row) throw new Refusal('taken', `There is a currency “${currency.slug}” already. Choose another short name. Nothing was changed.`)
  return row.id
}

/** Gives a currency another name and another sentence about it. Answers what it was, or null when there is none. */
export async function changeCurrency(scope: Scope, id: number, to: { name: string; about: string }): Promise<{ name: string; about: string } | null> {
  const [before] = await scope.sql<{ name: string; about: string }>('SELECT name, about FROM currency WHERE program_id = $1 AND id = $2 FOR UPDATE', [
    scope.program,
    id,
  ])
  if (!before) return null
  await scope.sql('UPDATE currency SET name = $3, about = $4 WHERE program_id = $1 AND id = $2', [scope.program, id, to.name, to.about])
  return before
}
