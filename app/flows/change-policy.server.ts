import { type Actor, inTransaction, lockSettling } from '#app/db/transaction.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { setPolicy, voidNotices } from '#app/domain/ledger/commands.server.ts'
import type { Policy } from '#app/domain/ledger/policy.ts'
import { policyAt } from '#app/domain/ledger/settling.server.ts'
import { takeTurn } from '#app/domain/programs/commands.server.ts'

/**
 * A manager chooses what becomes of debts and of old points, from the next turn on. Lines already written stay. Other rules of expiry begin the
 * warnings anew, so that nobody loses points under rules that they were not warned of.
 */
export function changePolicy(actor: Actor, to: Policy): Promise<{ kind: 'changed' | 'unchanged' }> {
  return inTransaction(actor, async (scope) => {
    await lockSettling(scope)
    const before = await policyAt(scope)
    if (JSON.stringify(plain(before)) === JSON.stringify(plain(to))) return { kind: 'unchanged' }
    await setPolicy(scope, await takeTurn(scope), to)
    if (JSON.stringify(before.expiry) !== JSON.stringify(to.expiry)) await voidNotices(scope)
    await record(scope, { action: 'ledger.policy_changed', objectKind: 'ledger', objectId: 'policy', before: plain(before), after: plain(to) })
    return { kind: 'changed' }
  })
}

function plain({ debt, expiry, worth, worthUnit }: Policy): Record<string, unknown> {
  return { debt, months: expiry?.months ?? null, warnDays: expiry ? expiry.warnDays.join(', ') : null, worth, worthUnit }
}
