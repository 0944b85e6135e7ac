import { mayHold } from './overlap.ts'
import { type RuleDefinition, givesPoints } from './rules.ts'

type Numbered = RuleDefinition & { id: number }

/** What rules can set off beside themselves: levels by rank, badges and cards with the kinds they count. */
export type Chains = {
  levels: readonly { rank: number; pointsNeeded: number; badgesNeeded: number; badgeNeeds: readonly string[] }[]
  badges: readonly { slug: string; kinds: readonly string[] }[]
  cards: readonly { slug: string; kinds: readonly string[] }[]
}

type Happening = { kind: string; facts: Record<string, string | number>; words: string }
type Step = { rule: Numbered; by: Happening; floor: number }

/**
 * The chain by which a rule would set itself off again, in words, or null. Rules give points, which reach levels; badges; stamps, which fill cards; and what
 * they pay counts for badges and cards of its kind. A level once reached is not reached again, so a rule for one level by name is no cycle.
 */
export function cycleOf(rule: Numbered, others: readonly Numbered[], chains: Chains): string[] | null {
  const rules = [rule, ...others.filter((other) => other.id !== rule.id)].filter((one) => one.factor === undefined)
  const seen = new Set<string>()
  const walk = (step: Step, path: readonly string[]): string[] | null => {
    for (const next of setOff(step, chains)) {
      const floor = next.kind === 'hub:level.reached' ? Number(next.facts.level) : step.floor
      for (const other of rules) {
        if (!other.kinds.includes(next.kind) || !mayHold(other.condition, next.facts)) continue
        const chain = [...path, `${quoted(step.rule)} ${next.words}`]
        if (other.id === rule.id) return [...chain, `that sets off ${quoted(rule)} again`]
        const key = `${other.id}/${next.kind}/${JSON.stringify(next.facts)}/${floor}`
        if (seen.has(key)) continue
        seen.add(key)
        const found = walk({ rule: other, by: next, floor }, chain)
        if (found) return found
      }
    }
    return null
  }
  for (const kind of rule.kinds) {
    for (const by of startsOf(kind, chains)) {
      if (!mayHold(rule.condition, by.facts)) continue
      const floor = kind === 'hub:level.reached' ? Number(by.facts.level) : 0
      const found = walk({ rule, by, floor }, [])
      if (found) return found
    }
  }
  return null
}

const quoted = (rule: Numbered): string => `“${rule.title}”`

/** The happenings of a kind that can be told apart by what they are about. */
function startsOf(kind: string, chains: Chains): Happening[] {
  const plain = { kind, facts: {}, words: '' }
  if (kind === 'hub:level.reached') return chains.levels.map(({ rank }) => ({ kind, facts: { level: rank }, words: '' }))
  if (kind === 'hub:badge.granted') return chains.badges.map(({ slug }) => ({ kind, facts: { badge: slug }, words: '' }))
  if (kind === 'hub:card.filled') return chains.cards.map(({ slug }) => ({ kind, facts: { card: slug }, words: '' }))
  return [plain]
}

/** What one award of a rule can make happen in the hub. */
function setOff({ rule, by, floor }: Step, { levels, badges, cards }: Chains): Happening[] {
  const given = rule.also.flatMap((effect) => ('badge' in effect ? [effect.badge] : []))
  const counted = badges.filter((badge) => badge.kinds.includes(by.kind)).map((badge) => badge.slug)
  const granted = [...new Set([...given, ...counted])]
  const stamped = rule.also.flatMap((effect) => ('card' in effect ? [effect.card] : []))
  const filled = new Set([...stamped, ...cards.filter((card) => card.kinds.includes(by.kind)).map((card) => card.slug)])
  const points = givesPoints(rule) && rule.currency === 'points'
  const reached = levels.filter(
    (level) =>
      level.rank > floor &&
      ((points && level.pointsNeeded > 0) ||
        (granted.length > 0 && (level.badgesNeeded > 0 || level.badgeNeeds.some((need) => granted.includes(need.replace(/:\d+$/, '')))))),
  )
  return [
    ...granted.map((badge) => ({ kind: 'hub:badge.granted', facts: { badge }, words: `brings the badge “${badge}”` })),
    ...[...filled].map((card) => ({ kind: 'hub:card.filled', facts: { card }, words: `fills the card “${card}”` })),
    ...reached.map(({ rank }) => ({
      kind: 'hub:level.reached',
      facts: { level: rank },
      words: points ? 'gives points, and points reach a level' : 'brings a badge, and badges reach a level',
    })),
  ]
}
