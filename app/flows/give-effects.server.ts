import type { Scope } from '#app/db/transaction.server.ts'
import { givePerks, takePerks } from '#app/domain/rules/commands/settling.server.ts'
import type { Grant } from '#app/domain/rules/judge.ts'
import type { KnownAward } from '#app/domain/rules/queries/settling.server.ts'
import type { Effect, RuleAtVersion } from '#app/domain/rules/rules.ts'

/** Part of settling: gives what awards bring beside points: rights, badges, stamps, messages. Each once an award, by its key. */
export async function giveEffects(scope: Scope, grants: readonly Grant[]): Promise<void> {
  const gifts = grants.flatMap((grant) => grant.also.map((effect) => ({ grant, effect })))
  if (gifts.length === 0) return
  const named = ({ grant }: { grant: Grant }) => ({ memberId: grant.recipient.person, ruleId: grant.rule.id, subject: grant.subject })
  await givePerks(
    scope,
    gifts.flatMap((gift) => ('perk' in gift.effect ? [{ ...named(gift), perk: gift.effect.perk }] : [])),
  )
}

/** Part of an undo: takes back what these awards had brought beside points. Messages cannot be unsaid. */
export async function takeEffects(
  scope: Scope,
  awards: readonly KnownAward[],
  personOf: (holder: number) => number,
  ruleOf: (award: KnownAward) => RuleAtVersion | undefined,
): Promise<void> {
  const gifts = awards.flatMap((award) =>
    (award.part === 1 ? [] : (ruleOf(award)?.also ?? [])).map((effect): { award: KnownAward; effect: Effect } => ({ award, effect })),
  )
  const perks = gifts.filter(({ effect }) => 'perk' in effect)
  await takePerks(
    scope,
    perks.map(({ award }) => ({ memberId: personOf(award.memberId), ruleId: award.ruleId, subject: award.subject })),
  )
}
