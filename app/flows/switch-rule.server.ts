import { type Actor, inTransaction, lockSettling } from '#app/db/transaction.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { endSpan, holdRule, setRuleState, startSpan } from '#app/domain/rules/commands/editing.server.ts'
import { type Refused, Refusal, orRefused } from '#app/foundation/outcome.ts'

/** Off, or on for what is received from an instant on (null: from now). */
export type Switch = { id: number; to: 'on' | 'off'; from?: Date | null }

export type RuleSwitched = { kind: 'switched_on'; from: Date } | { kind: 'switched_off' } | { kind: 'unchanged' }

/**
 * A manager switches a rule on or off. A start in the past reaches only what still waits unclaimed: what is settled stays as it was judged.
 * A start before the rule's last ending moves up to that ending, so that no activity meets two versions of one rule.
 */
export function switchRule(change: Switch, by: Actor, now?: Date): Promise<RuleSwitched | Refused<'not_found' | 'in_future'>> {
  return orRefused(
    () =>
      inTransaction(
        by,
        async (scope): Promise<RuleSwitched> => {
          await lockSettling(scope)
          const at = now ?? new Date()
          const rule = await holdRule(scope, change.id)
          if (rule.state === change.to) return { kind: 'unchanged' }
          await setRuleState(scope, rule.id, change.to)
          const entry = { objectKind: 'rule', objectId: rule.id, before: { state: rule.state } }
          if (change.to === 'off') {
            await endSpan(scope, rule.id, at)
            await record(scope, { ...entry, action: 'rule.switched_off', after: { state: 'off' } })
            return { kind: 'switched_off' }
          }
          if (change.from && change.from > at) throw new Refusal('in_future', 'A rule can start now or at a time in the past. Nothing was changed.')
          const from = await startSpan(scope, rule.id, rule.version, change.from ?? at)
          await record(scope, { ...entry, action: 'rule.switched_on', after: { state: 'on', version: rule.version, from } })
          return { kind: 'switched_on', from }
        },
        now,
      ),
    'not_found',
    'in_future',
  )
}
