import { type Actor, inTransaction, lockSettling, type Scope } from '#app/db/transaction.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { takeTurn } from '#app/domain/programs/commands.server.ts'
import { lastTurn, zoneIn } from '#app/domain/programs/settling.server.ts'
import { type RuleRow, endSpan, holdRule, setRuleState, startSpan } from '#app/domain/rules/commands/editing.server.ts'
import type { LookBackMode } from '#app/domain/rules/look-back.ts'
import { rulesInForce } from '#app/domain/rules/queries/settling.server.ts'
import { type Refused, Refusal, orRefused } from '#app/foundation/outcome.ts'
import { applyLookBack } from './apply-look-back.server.ts'

/**
 * Off, or on for what is received from an instant on (null: from now). With `look` it also looks back over what is settled and was done since then (null: ever):
 * `full` sets everything to what it gives, `top_up` only ever adds. A rule that is on already looks back by the version that is live.
 */
export type Switch = { id: number; to: 'on' | 'off'; from?: Date | null; look?: LookBackMode }

type Given = { points: number; members: number }
export type RuleSwitched = ({ kind: 'switched_on'; from: Date } & Given) | ({ kind: 'looked_back' } & Given) | { kind: 'switched_off' | 'unchanged' }

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
          if (change.from && change.from > at) throw new Refusal('in_future', 'A rule can start now or at a time in the past. Nothing was changed.')
          if (rule.state === change.to)
            return change.to === 'on' && change.look ? lookAgain(scope, rule, change.from ?? null, change.look, at) : unchanged
          await setRuleState(scope, rule.id, change.to)
          const entry = { objectKind: 'rule', objectId: rule.id, before: { state: rule.state } }
          if (change.to === 'off') {
            await endSpan(scope, rule.id, at)
            await record(scope, { ...entry, action: 'rule.switched_off', after: { state: 'off' } })
            return { kind: 'switched_off' }
          }
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

const unchanged = { kind: 'unchanged' } as const

/** Just the look back of a rule that is on: no new span. A version that is announced and has not begun has no say in it. */
async function lookAgain(scope: Scope, rule: RuleRow, from: Date | null, look: LookBackMode, at: Date): Promise<RuleSwitched> {
  const inForce = await rulesInForce(scope)
  const live = inForce.find(({ id, startsAt, endsAt }) => id === rule.id && startsAt <= at && (endsAt === null || endsAt > at))
  if (!live) return unchanged
  const { id, version, startsAt: _, endsAt: __, ...definition } = live
  const given = await lookBack(scope, { ...rule, id, version, definition }, from, look)
  await record(scope, { action: 'rule.looked_back', objectKind: 'rule', objectId: id, after: { version, from, look, ...given } })
  return { kind: 'looked_back', ...given }
}

async function lookBack(scope: Scope, { id, version, definition }: Omit<RuleRow, 'state'>, from: Date | null, mode: LookBackMode): Promise<Given> {
  const turn = await takeTurn(scope)
  const rule = { id, version, definition }
  const { points, differences } = await applyLookBack(scope, turn, await zoneIn(scope), { rule, from, until: null, sources: null, mode })
  return { points, members: differences.length }
}
