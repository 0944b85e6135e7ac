import type { Scope } from '#app/db/transaction.server.ts'
import { givePerks, takePerks } from '#app/domain/rules/commands/settling.server.ts'
import { type Grant, parts } from '#app/domain/rules/judge.ts'
import type { KnownAward } from '#app/domain/rules/queries/settling.server.ts'
import type { Effect, RuleAtVersion } from '#app/domain/rules/rules.ts'
import { addStamps, grantBadge, revokeBadge } from '#app/domain/standing/commands.server.ts'
import { tellStanding } from './tell-standing.server.ts'

/** The name under which an award's gifts are kept: each is given once, and taken back by it. */
function keyOf(rule: number, subject: string, index: number): string {
  return `rule:${rule}:${subject}:${index}`
}

/** Part of settling: gives what awards bring beside points: rights, badges, stamps. Each once an award, by its key. A message stands in the explanation. */
export async function giveEffects(scope: Scope, grants: readonly Grant[]): Promise<void> {
  const perks: { memberId: number; ruleId: number; subject: string; perk: string }[] = []
  for (const { rule, recipient, subject, deed, also } of grants) {
    for (const [index, effect] of also.entries()) {
      const gift = {
        memberId: recipient.person,
        holderId: recipient.memberId,
        key: keyOf(rule.id, subject, index),
        activityId: deed.activityId,
        at: deed.occurredAt,
      }
      if ('perk' in effect) perks.push({ memberId: recipient.person, ruleId: rule.id, subject, perk: effect.perk })
      if ('badge' in effect) await tellStanding(scope, [await grantBadge(scope, { ...gift, badge: effect.badge })])
      if ('card' in effect) {
        const stamped = await addStamps(scope, { ...gift, card: effect.card, stamps: effect.stamps })
        await tellStanding(scope, [stamped], stamped.nudges)
      }
    }
  }
  await givePerks(scope, perks)
}

/** Part of an undo: takes back what these awards had brought beside points. */
export async function takeEffects(
  scope: Scope,
  awards: readonly KnownAward[],
  personOf: (holder: number) => number,
  ruleOf: (award: KnownAward) => RuleAtVersion | undefined,
): Promise<void> {
  const effectsOf = (award: KnownAward): readonly Effect[] => (award.part === parts.nth ? [] : (ruleOf(award)?.also ?? []))
  for (const award of awards) {
    for (const [index, effect] of effectsOf(award).entries()) {
      const gift = {
        memberId: personOf(award.memberId),
        holderId: award.memberId,
        key: keyOf(award.ruleId, award.subject, index),
        activityId: award.activityId,
      }
      if ('badge' in effect) await tellStanding(scope, [await revokeBadge(scope, { ...gift, badge: effect.badge })])
      if ('card' in effect) await tellStanding(scope, [await addStamps(scope, { ...gift, card: effect.card, stamps: -effect.stamps, at: scope.now })])
    }
  }
  const perks = awards.filter((award) => effectsOf(award).some((effect) => 'perk' in effect))
  if (perks.length > 0) {
    await takePerks(
      scope,
      perks.map((award) => ({ memberId: personOf(award.memberId), ruleId: award.ruleId, subject: award.subject })),
    )
  }
}
