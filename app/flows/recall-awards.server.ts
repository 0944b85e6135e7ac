import type { Scope } from '#app/db/transaction.server.ts'
import { objectKeyOf } from '#app/domain/activities/settling.server.ts'
import type { Owner } from '#app/domain/members/settling.server.ts'
import { asksCounts, countersAsked } from '#app/domain/rules/counting.ts'
import { heldBy } from '#app/domain/rules/deeds.ts'
import { type Deed, type Memory, type RuleInForce, parts, rulesOn, shareName } from '#app/domain/rules/judge.ts'
import { type AskedCount as Asked, awardsOf, countersOf, sharesIn } from '#app/domain/rules/queries/settling.server.ts'
import { plainUuid } from '#app/foundation/crypto.server.ts'

/** A deed as it is met: who did it, with what, and who is named by it. */
type Met = { sourceId: number; objectId: string; actorId: string; others?: readonly { id: string }[] }

/**
 * Part of judging: earlier awards and counts that the rules can meet in these deeds: exactly the keys that they would ask for. `before`: the activities that
 * were judged before; others can hold no shares.
 */
export async function recallAwards(
  scope: Scope,
  timeZone: string,
  rules: readonly RuleInForce[],
  deeds: readonly Deed[],
  met: readonly Met[],
  owners: ReadonlyMap<string, Owner>,
  before: readonly number[],
): Promise<Memory> {
  const concerned = concernedIn(met, owners)
  const ruleIds = new Set<number>()
  const subjects = new Set<string>()
  const counts: Asked[] = []
  for (const deed of deeds) {
    subjects.add(deed.subject)
    for (const rule of rulesOn(rules, deed)) {
      if (rule.factor !== undefined) continue
      ruleIds.add(rule.id)
      for (const mark of rule.reach?.thresholds ?? []) subjects.add(plainUuid(`reach/${rule.id}/${deed.objectKey}/${mark}`))
      if (!asksCounts(rule)) continue
      for (const person of concerned.get(deed.objectKey) ?? [])
        for (const { member, window } of countersAsked(rule, deed, person, timeZone)) counts.push({ rule: rule.id, member, window })
    }
  }
  const [awards, counters, shares] = await Promise.all([
    awardsOf(scope, [...ruleIds], [...subjects]),
    countersOf(scope, counts),
    sharesIn(scope, before),
  ])
  const personOf = new Map([...owners.values()].map((owner) => [owner.memberId, owner.person]))
  const held = awards.filter((award) => award.part >= parts.named && award.state === 'open')
  return {
    timeZone,
    awards: new Map([
      ...awards.map(
        (award) => [`${award.ruleId}/${award.subject}/${award.part}`, award.state === 'open' ? { activityId: award.activityId } : null] as const,
      ),
      ...held.map((award) => [heldBy(award.ruleId, award.subject, personOf.get(award.memberId) ?? award.memberId), award] as const),
    ]),
    counters,
    shares: new Set(shares.map((share) => shareName(share.ruleId, share.activityId, personOf.get(share.memberId) ?? share.memberId))),
    derive: plainUuid,
  }
}

/** Whom counts can concern, by object: those who act on it or are named with it; 0 for somebody unknown. */
function concernedIn(deeds: readonly Met[], owners: ReadonlyMap<string, Owner>): Map<string, Set<number>> {
  const concerned = new Map<string, Set<number>>()
  for (const deed of deeds) {
    const key = objectKeyOf(deed.sourceId, deed.objectId)
    const around = concerned.get(key) ?? new Set<number>()
    const names = [deed.actorId, ...(deed.others ?? []).map((other) => other.id)]
    for (const name of names) around.add(owners.get(`${deed.sourceId}/${name}`)?.person ?? 0)
    concerned.set(key, around)
  }
  return concerned
}
