import { type Actor, inTransaction, lockSettling, type Scope } from '#app/db/transaction.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { takeTurn } from '#app/domain/programs/commands.server.ts'
import { lastTurn, zoneIn } from '#app/domain/programs/settling.server.ts'
import { type RuleRow, endSpan, holdRule, setRuleState, startSpan } from '#app/domain/rules/commands/editing.server.ts'
import type { LookBackMode } from '#app/domain/rules/look-back.ts'
import { type Refused, Refusal, orRefused } from '#app/foundation/outcome.ts'
import { applyLookBack } from './apply-look-back.server.ts'

/**
 * Off, or on for what is received from an instant on (null: from now). With `look` it also looks back over what is settled and was done since then (null: ever):
 * `full` sets everything to what it gives, `top_up` only ever adds.
 */
export type Switch = { id: number; to: 'on' | 'off'; from?: Date | null; look?: LookBackMode }

export type RuleSwitched = { kind: 'switched_on'; from: Date; points: number; members: number } | { kind: 'switched_off' } | { kind: 'unchanged' }

/**
 * A manager switches a rule on or off. A start in the past reaches what still waits unclaimed; what is settled stays as it was judged unless the rule looks back.
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
          const from = await startSpan(scope, rule.id, rule.version, change.from ?? at, await lastTurn(scope))
          const given = change.look ? await lookBack(scope, rule, change.from ?? null, change.look) : { points: 0, members: 0 }
          const look = change.look && { look: change.look, ...given }
          await record(scope, { ...entry, action: 'rule.switched_on', after: { state: 'on', version: rule.version, from, ...look } })
          return { kind: 'switched_on', from, ...given }
        },
        now,
      ),
    'not_found',
    'in_future',
  )
}

async function lookBack(
  scope: Scope,
  { id, version, definition }: RuleRow,
  from: Date | null,
  mode: LookBackMode,
): Promise<{ points: number; members: number }> {
  const turn = await takeTurn(scope)
  const rule = { id, version, definition }
  const { points, differences } = await applyLookBack(scope, turn, await zoneIn(scope), { rule, from, until: null, sources: null, mode })
  return { points, members: differences.length }
}
