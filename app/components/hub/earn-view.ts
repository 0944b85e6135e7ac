import type { RuleAtVersion } from '#app/domain/rules/rules.ts'
import { type KindCards, ruleInWords } from '#app/domain/rules/sentence.ts'

import { adapterOf } from './kinds.ts'

/** A way to earn, as a live rule says it. */
export type WayToEarn = {
  rule: number
  title: string
  about: string
  sentence: string
  points: number
  firstPoints: number | null
  factor: number | null
}
export type EarnGroup = { adapter: string; title: string; closed: boolean; ways: WayToEarn[] }

type Channel = { title: string; adapter: string; open: boolean }

/** The live rules by channel, in the order of the channels; a rule over several channels stands under each of them. */
export function earnGroups(rules: readonly RuleAtVersion[], channels: readonly Channel[], cards: KindCards, pointsName: string): EarnGroup[] {
  const named = [...new Set(rules.flatMap((rule) => rule.kinds.map(adapterOf)))]
  const order = [...new Set([...channels.map((channel) => channel.adapter), ...named])].filter((adapter) => named.includes(adapter))
  return order.map((adapter) => {
    const own = channels.filter((channel) => channel.adapter === adapter)
    return {
      adapter,
      title: own.map((channel) => channel.title).join(', ') || (adapter === 'hub' ? 'In the hub itself' : adapter === '' ? 'Everywhere' : adapter),
      closed: adapter !== 'hub' && adapter !== '' && !own.some((channel) => channel.open),
      ways: rules
        .filter((rule) => rule.kinds.some((kind) => adapterOf(kind) === adapter))
        .map((rule) => ({
          rule: rule.id,
          title: rule.title,
          about: rule.about,
          sentence: ruleInWords(rule, cards, pointsName),
          points: Math.max(rule.points, ...Object.values(rule.byValue?.amounts ?? {})),
          firstPoints: rule.firstPoints ?? null,
          factor: rule.factor ?? null,
        }))
        .sort((one, other) => other.points - one.points),
    }
  })
}
