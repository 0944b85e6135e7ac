import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import { holdImport, setForm } from '#app/domain/imports/commands.server.ts'
import type { ListForm } from '#app/domain/imports/imports.ts'
import { type Refused, Refusal, orRefused } from '#app/foundation/outcome.ts'

/** A manager says what the columns of a draft are. */
export function shapeList(order: { id: number; form: ListForm }, by: Actor): Promise<{ kind: 'shaped' } | Refused<'not_found' | 'not_a_draft'>> {
  return orRefused(
    () =>
      inTransaction(by, async (scope) => {
        const list = await holdImport(scope, order.id)
        if (list.state !== 'draft') throw new Refusal('not_a_draft', 'This list was brought in before. Take it back first, then bring it in anew.')
        await setForm(scope, list.id, order.form)
        return { kind: 'shaped' as const }
      }),
    'not_found',
    'not_a_draft',
  )
}
