import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import { markDue, markHolders, setRuleState } from '#app/domain/announcements/commands.server.ts'
import { rulesIn } from '#app/domain/announcements/settling.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { personsIn } from '#app/domain/members/settling.server.ts'
import { orRefused, Refusal, type Refused } from '#app/foundation/outcome.ts'

/** A manager switches a rule off, which takes back what is held because of it, or on again. Refuses `not_found`. */
export function switchAnnounceRule(id: number, state: 'on' | 'off', by: Actor): Promise<{ kind: 'switched' } | Refused<'not_found'>> {
  return orRefused(
    () =>
      inTransaction(by, async (scope) => {
        if (!(await setRuleState(scope, id, state))) throw new Refusal('not_found', 'There is no such rule. Nothing was changed.')
        const rule = (await rulesIn(scope)).find((one) => one.id === id)
        await markHolders(scope, id)
        if (rule && state === 'on' && rule.trigger !== 'deed') await markDue(scope, await personsIn(scope, rule.sourceId))
        await record(scope, { action: 'announce_rule.switched', objectKind: 'announce_rule', objectId: id, after: { state } })
        return { kind: 'switched' as const }
      }),
    'not_found',
  )
}
