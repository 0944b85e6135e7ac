import type { Scope } from '#app/db/transaction.server.ts'
import type { Owner } from '#app/domain/members/settling.server.ts'
import { countEver } from '#app/domain/rules/commands/ever.server.ts'
import { countersAsked } from '#app/domain/rules/counting.ts'
import { type Deed, type Memory, type RuleInForce, rulesOn, shareName } from '#app/domain/rules/judge.ts'
import { awardsOf, countersOf, sharesIn } from '#app/domain/rules/queries/settling.server.ts'
import { plainUuid } from '#app/foundation/crypto.server.ts'

/** Part of judging: earlier awards and counts that the rules can meet in these deeds: exactly the keys that they would ask for. */
export async function recallAwards(
  scope: Scope,
  timeZone: string,
  rules: readonly RuleInForce[],
  deeds: readonly Deed[],
  concerned: ReadonlyMap<string, ReadonlySet<number>>,
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
  const ever = await countEver(scope, rules)
  const ruleIds = [...new Set(asked.map(({ rule }) => rule.id))]
  const awards = await awardsOf(scope, ruleIds, [...new Set([...deeds.map((deed) => deed.subject), ...derived])])
  const counters = await countersOf(
    scope,
    asked.flatMap(({ rule, deed }) =>
      [...(concerned.get(deed.objectKey) ?? [])].flatMap((person) =>
        countersAsked(rule, deed, person, timeZone).map((use) => ({ ...use, rule: rule.id })),
      ),
    ),
  )
  const shares = await sharesIn(
    scope,
    deeds.map((deed) => deed.activityId),
  )
  const personOf = new Map([...owners.values()].map((owner) => [owner.memberId, owner.person]))
  return {
    timeZone,
    awards: new Map(
      awards.map((award) => [`${award.ruleId}/${award.subject}/${award.part}`, award.state === 'open' ? { activityId: award.activityId } : null]),
    ),
    counters,
    ever,
    shares: new Set(shares.map((share) => shareName(share.ruleId, share.activityId, personOf.get(share.memberId) ?? share.memberId))),
    derive: plainUuid,
  }
}
