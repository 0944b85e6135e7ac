import type { Scope } from '#app/db/transaction.server.ts'
import { objectKeyOf } from '#app/domain/activities/settling.server.ts'
import type { Owner } from '#app/domain/members/settling.server.ts'
import { countersAsked } from '#app/domain/rules/counting.ts'
import { type Deed, type Memory, type RuleInForce, rulesOn, shareName } from '#app/domain/rules/judge.ts'
import { awardsOf, countersOf, sharesIn } from '#app/domain/rules/queries/settling.server.ts'
import { plainUuid } from '#app/foundation/crypto.server.ts'

/** A deed as it is met: who did it, with what, and who is named by it. */
type Met = { sourceId: number; objectId: string; actorId: string; others?: readonly { id: string }[] }

/** Part of judging: earlier awards and counts that the rules can meet in these deeds: exactly the keys that they would ask for. */
export async function recallAwards(
  scope: Scope,
  timeZone: string,
  rules: readonly RuleInForce[],
  deeds: readonly Deed[],
  met: readonly Met[],
  owners: ReadonlyMap<string, Owner>,
): Promise<Memory> {
  const asked = deeds.flatMap((deed) =>
    rulesOn(rules, deed)
      .filter((rule) => rule.factor === undefined)
      .map((rule) => ({ rule, deed })),
  )
  const derived = asked.flatMap(
    ({ rule, deed }) => rule.reach?.thresholds.map((mark) => plainUuid(`reach/${rule.id}/${deed.objectKey}/${mark}`)) ?? [],
  )
  const ruleIds = [...new Set(asked.map(({ rule }) => rule.id))]
  const concerned = concernedIn(met, owners)
  const counts = asked.flatMap(({ rule, deed }) =>
    [...(concerned.get(deed.objectKey) ?? [])].flatMap((person) =>
      countersAsked(rule, deed, person, timeZone).map((use) => ({ ...use, rule: rule.id })),
    ),
  )
  const activities = deeds.map((deed) => deed.activityId)
  const [awards, counters, shares] = await Promise.all([
    awardsOf(scope, ruleIds, [...new Set([...deeds.map((deed) => deed.subject), ...derived])]),
    countersOf(scope, counts),
    sharesIn(scope, activities),
  ])
  const personOf = new Map([...owners.values()].map((owner) => [owner.memberId, owner.person]))
  return {
    timeZone,
    awards: new Map(
      awards.map((award) => [`${award.ruleId}/${award.subject}/${award.part}`, award.state === 'open' ? { activityId: award.activityId } : null]),
    ),
    counters,
    shares: new Set(shares.map((share) => shareName(share.ruleId, share.activityId, personOf.get(share.memberId) ?? share.memberId))),
    derive: plainUuid,
  }
}

/** Whom counts can concern, by object: those who act on it or are named with it; 0 for counts that are nobody's own. */
function concernedIn(deeds: readonly Met[], owners: ReadonlyMap<string, Owner>): Map<string, Set<number>> {
  const concerned = new Map<string, Set<number>>()
  for (const deed of deeds) {
    const key = objectKeyOf(deed.sourceId, deed.objectId)
    const around = concerned.get(key) ?? new Set<number>()
    const names = [deed.actorId, ...(deed.others ?? []).map((other) => other.id)]
    for (const name of names) around.add(owners.get(`${deed.sourceId}/${name}`)?.person ?? 0)
    concerned.set(key, around.add(0))
  }
  return concerned
}
