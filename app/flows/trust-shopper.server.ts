import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { awardable } from '#app/domain/members/settling.server.ts'
import { markTrust } from '#app/domain/store/commands/trust.server.ts'
import { trustOf } from '#app/domain/store/settling.server.ts'
import { type Refused, Refusal, orRefused } from '#app/foundation/outcome.ts'

/** Staff decides that somebody's orders need no look, that each does, or that days and orders decide again; with a reason, and never about oneself. */
export function trustShopper(
  by: Actor & { by: number },
  order: { handle: string; trusted: boolean | null; why: string },
): Promise<{ kind: 'marked'; memberId: number } | Refused<'not_found' | 'own'>> {
  return orRefused(
    () =>
      inTransaction(by, async (scope) => {
        const [found] = await awardable(scope, [], [order.handle.replace(/^@/, '')])
        if (!found) throw new Refusal('not_found', `There is no member “${order.handle}”. Nothing was changed.`)
        const memberId = found.id
        if (memberId === by.by)
          throw new Refusal('own', 'Nobody decides about the trust in oneself. Ask somebody else of the team. Nothing was changed.')
        const before = (await trustOf(scope, [memberId])).get(memberId) ?? null
        await markTrust(scope, memberId, order.trusted, order.why)
        const change = { before: { trusted: before }, after: { trusted: order.trusted }, reason: order.why }
        await record(scope, { action: 'shopper.trust', objectKind: 'member', objectId: memberId, ...change })
        return { kind: 'marked' as const, memberId }
      }),
    'not_found',
    'own',
  )
}
