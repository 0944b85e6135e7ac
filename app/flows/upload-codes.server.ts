import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { addCodes } from '#app/domain/store/commands/keeping.server.ts'
import { moveStock } from '#app/domain/store/commands/orders.server.ts'
import { lockVariant } from '#app/domain/store/settling.server.ts'
import { type Refused, Refusal, orRefused } from '#app/foundation/outcome.ts'
import { tellRestock } from './tell-restock.server.ts'

/** Staff fills a pool of codes: each new one is sealed and becomes a unit of stock; a code is its own key, so one that any pool had before is left out. */
export async function uploadCodes(
  by: Actor,
  program: Program,
  origin: string,
  upload: { variant: number; codes: readonly string[] },
): Promise<{ kind: 'uploaded'; fresh: number; known: number } | Refused<'not_found'>> {
  return orRefused(
    () =>
      inTransaction(by, async (scope) => {
        if (!(await lockVariant(scope, upload.variant))) throw new Refusal('not_found', 'There is no such choice any more. Nothing was changed.')
        const fresh = await addCodes(scope, upload.variant, upload.codes)
        if (fresh > 0) {
          await moveStock(scope, [{ variantId: upload.variant, kind: 'stocked', stocked: fresh, reason: 'Codes uploaded' }])
          await record(scope, { action: 'codes.uploaded', objectKind: 'variant', objectId: upload.variant, after: { fresh } })
          await tellRestock(scope, program, origin, [{ variantId: upload.variant, units: fresh }])
        }
        return { kind: 'uploaded' as const, fresh, known: upload.codes.length - fresh }
      }),
    'not_found',
  )
}
