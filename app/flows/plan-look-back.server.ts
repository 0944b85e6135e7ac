import type { Scope } from '#app/db/transaction.server.ts'
import { personsOf } from '#app/domain/members/settling.server.ts'
import { everKept } from '#app/domain/rules/commands/ever.server.ts'
import { looksAtEver, windowsBack, windowsWithEver } from '#app/domain/rules/counting.ts'
import { heldBy } from '#app/domain/rules/deeds.ts'
import { type Memory, parts } from '#app/domain/rules/judge.ts'
import { type LookBackMode, type LookBackPlan, planChanges } from '#app/domain/rules/look-back.ts'
import { alwaysOn, emptyMemory, type Rehearsed, rehearse } from '#app/domain/rules/rehearsal.ts'
import { type KnownAward, openAwardsOf, rulesInForce } from '#app/domain/rules/queries/settling.server.ts'
import type { RuleAtVersion, RuleDefinition } from '#app/domain/rules/rules.ts'
import { plainUuid } from '#app/foundation/crypto.server.ts'
import { recallPast } from './recall-past.server.ts'

/** A rule that looks back: which version, over which deeds (done in [from, until), channels by id or null for all), up and down or up alone. */
export type LookBack = {
  rule: { id: number; version: number; definition: RuleDefinition }
  from: Date | null
  until: Date | null
  sources: readonly number[] | null
  mode: LookBackMode
}

export type PlannedLookBack = LookBackPlan<KnownAward> & { rows: Rehearsed[] }

/** The most deeds one look back takes on. */
export const mostLookedAt = 200_000

/**
 * Part of the preview and of the look back itself: what the rule would have given for what is settled, against what it gave. Limits count what it gave
 * outside of these deeds. Reads only; run twice in a row it plans the same, so that the preview and the result agree to the point.
 */
export async function planLookBack(scope: Scope, timeZone: string, back: LookBack): Promise<PlannedLookBack> {
  const { rule, from, until, sources, mode } = back
  const past = await recallPast(scope, rule.definition, { from, until, sources, settled: true, most: mostLookedAt })
  const looked = new Set(past.deeds.map((deed) => deed.activityId))
  const awards = await openAwardsOf(scope, rule.id)
  const holders = await personsOf(scope, [...new Set(awards.map((award) => award.memberId))])
  const memory = remembered(
    timeZone,
    awards.filter((award) => !looked.has(award.activityId)),
    { ...rule.definition, id: rule.id, version: rule.version },
    (holder) => holders.get(holder)?.person ?? holder,
  )
  memory.ever = await everKept(scope, [rule.id])
  const rows = rehearse(alwaysOn(rule.definition, rule.id, rule.version), await rulesInForce(scope), past.deeds, past.companions, memory)
  const handles = new Map([...past.deeds, ...past.companions].map(({ actor }) => [actor.memberId, { person: actor.person, handle: actor.handle }]))
  const held = awards.filter((award) => looked.has(award.activityId))
  const plan = planChanges(rows, held, mode, (holder) => handles.get(holder) ?? { person: holders.get(holder)?.person ?? holder, handle: '' })
  return { ...plan, rows }
}

function remembered(timeZone: string, awards: readonly KnownAward[], rule: RuleAtVersion, personOf: (holder: number) => number): Memory {
  const memory = emptyMemory(timeZone, plainUuid)
  for (const award of awards) {
    memory.awards.set(`${rule.id}/${award.subject}/${award.part}`, { activityId: award.activityId })
    if (award.part >= parts.named) memory.awards.set(heldBy(rule.id, award.subject, personOf(award.memberId)), award)
    const windows = looksAtEver(rule) ? windowsWithEver(award.windows, award.part) : award.windows
    for (const { member, window, by } of windowsBack(windows, personOf(award.memberId), award.amount)) {
      const key = `${rule.id}/${member}/${window}`
      memory.counters.set(key, { count: (memory.counters.get(key)?.count ?? 0) - by, lastAt: null })
    }
  }
  return memory
}
