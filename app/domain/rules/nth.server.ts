import type { Scope } from '#app/db/transaction.server.ts'
import { plainUuid } from '#app/foundation/crypto.server.ts'
import { nthText, parts } from './judge.ts'
import { type KnownAward, awardsOf, countersOf } from './queries/settling.server.ts'
import type { RuleAtVersion } from './rules.ts'

/**
 * The awards for a person's Nth that their counts no longer reach, now that these marks are taken back. The counts must have been lowered before. They
 * come by count and not by deed: the fifth of six that stay is still the fifth.
 */
export async function fallenShort(
  scope: Scope,
  marks: readonly KnownAward[],
  personOf: (holder: number) => number,
  ruleOf: (award: KnownAward) => RuleAtVersion | undefined,
): Promise<KnownAward[]> {
  const counting = marks.filter((award) => award.part === parts.own && ruleOf(award)?.counts !== undefined)
  if (counting.length === 0) return []
  const asked = counting.map((award) => ({ rule: award.ruleId, member: personOf(award.memberId), window: 'ever' }))
  const counts = await countersOf(scope, asked)
  const subjects = asked.flatMap(({ rule, member }) => {
    const left = counts.get(`${rule}/${member}/ever`)?.count ?? 0
    const gone = counting.filter((award) => award.ruleId === rule && personOf(award.memberId) === member).length
    return Array.from({ length: gone }, (_, index) => plainUuid(nthText(rule, member, left + 1 + index)))
  })
  const rules = [...new Set(counting.map((award) => award.ruleId))]
  const awards = await awardsOf(scope, rules, [...new Set(subjects)])
  return awards.filter((award) => award.state === 'open' && award.part === parts.nth)
}
