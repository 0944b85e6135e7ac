import { cardOf, cardsFrom } from '#app/components/hub/kinds.ts'
import type { Goal } from '#app/domain/goals/goals.ts'
import { listInWords } from '#app/domain/rules/sentence.ts'
import { adapters } from '#integrations/registry.ts'

/** A goal as its card shows it, with what it counts in words. */
export function goalView(goal: Goal, done: number) {
  const cards = cardsFrom(adapters)
  const nouns = goal.kinds.map((kind) => cardOf(cards, kind).noun[1])
  const unit = goal.counts === 'metric' ? goal.metric : nouns.length === 0 ? 'contributions' : listInWords(nouns, 'or')
  const { id, title, target, bonus, state } = goal
  return { id, title, target, bonus, state, done, unit, endsAt: goal.endsAt.toISOString(), closed: goal.closedAt !== null }
}
