import { type Actor, type Scope, inTransaction, lockSettling } from '#app/db/transaction.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { addVersion, createRule, endSpan, holdRule, startSpan } from '#app/domain/rules/commands/editing.server.ts'
import { lastTurn, noticeDays } from '#app/domain/programs/settling.server.ts'
import { cycleOf } from '#app/domain/rules/cycles.ts'
import { paysLess } from '#app/domain/rules/most-a-day.ts'
import { rulesInForce } from '#app/domain/rules/queries/settling.server.ts'
import type { RuleDefinition } from '#app/domain/rules/rules.ts'
import { definitionsIn } from '#app/domain/standing/settling.server.ts'
import { type Refused, Refusal, orRefused } from '#app/foundation/outcome.ts'

/** What to save: a new rule, or the next version of one. `basedOn` is the version that the writer had before them. */
export type RuleDraft = { id: number | null; basedOn: number | null; definition: RuleDefinition }

/** `startsAt` is when the new version begins to judge, when that is later than now. */
export type RuleSaved = { kind: 'created' | 'saved' | 'unchanged'; id: number; version: number; startsAt?: Date }

/**
 * A manager writes a rule. Each save is a new version; the earlier ones stay, and awards go on naming the one that made them. A rule that is
 * on goes over to the new version at once, unless it pays less: then the old one holds for the program's notice period, so that no price falls
 * unannounced. A new rule starts switched off. Refuses a rule that would set itself off again through levels, badges or cards (`cycle`).
 */
export function saveRule(draft: RuleDraft, by: Actor, now?: Date): Promise<RuleSaved | Refused<'not_found' | 'changed_meanwhile' | 'cycle'>> {
  return orRefused(
    () =>
      inTransaction(
        by,
        async (scope): Promise<RuleSaved> => {
          // No batch may be judged half by the old version: wait for the one that runs, then take the time.
          await lockSettling(scope)
          const at = now ?? new Date()
          await refuseCycle(scope, draft)
          if (draft.id === null) {
            const id = await createRule(scope, draft.definition)
            await record(scope, { action: 'rule.created', objectKind: 'rule', objectId: id, after: draft.definition })
            return { kind: 'created', id, version: 1 }
          }
          const rule = await holdRule(scope, draft.id)
          if (draft.basedOn !== null && draft.basedOn !== rule.version) throw new Refusal('changed_meanwhile', changedMeanwhile)
          if (sameJson(rule.definition, draft.definition)) return { kind: 'unchanged', id: rule.id, version: rule.version }
          const version = rule.version + 1
          await addVersion(scope, rule.id, version, draft.definition)
          const notice = rule.state === 'on' && paysLess(rule.definition, draft.definition) ? await noticeDays(scope) : 0
          const from = new Date(at.getTime() + notice * 86_400_000)
          if (rule.state === 'on') {
            await endSpan(scope, rule.id, from, at)
            await startSpan(scope, rule.id, version, from, await lastTurn(scope))
          }
          await record(scope, { action: 'rule.saved', objectKind: 'rule', objectId: rule.id, before: rule.definition, after: draft.definition })
          return { kind: 'saved', id: rule.id, version, ...(notice > 0 && { startsAt: from }) }
        },
        now,
      ),
    'not_found',
    'changed_meanwhile',
    'cycle',
  )
}

async function refuseCycle(scope: Scope, { id, definition }: RuleDraft): Promise<void> {
  const own = id ?? 0
  const others = (await rulesInForce(scope)).filter((rule) => rule.id !== own && (rule.endsAt === null || rule.endsAt > scope.now))
  const chain = cycleOf({ ...definition, id: own }, others, await definitionsIn(scope))
  if (chain) throw new Refusal('cycle', `This would never end: ${chain.join(', ')}. Name the level, badge or card it is for. Nothing was saved.`)
}

const changedMeanwhile =
  'Someone else saved this rule while you were writing. Nothing of yours was saved; it is still in the form. Compare it with the newest version below.'

/** Equal whatever the order of keys: jsonb keeps its own. */
function sameJson(one: unknown, other: unknown): boolean {
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other))
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value).filter(([, entry]) => entry !== undefined)
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, entry]) => [key, sorted(entry)]))
}
