import type { Scope } from '#app/db/transaction.server.ts'
import { awardable, traitsOf } from '#app/domain/members/settling.server.ts'
import { levelRanksOf } from '#app/domain/standing/settling.server.ts'
import { Refusal } from '#app/foundation/outcome.ts'

/**
 * Part of a story that only some may tell: the person acting must be active, stand at the level or above, and (where given) have joined before an instant.
 * Refuses `not_eligible` with the reason. Answers the person.
 */
export async function requireEligible(scope: Scope, levelFrom: number, joinedBefore: Date | null = null): Promise<number> {
  const person = scope.by ?? 0
  const [active] = await awardable(scope, [person], [])
  if (!active) throw new Refusal('not_eligible', 'Your account cannot take part now. Nothing was changed.')
  const level = levelFrom > 0 ? ((await levelRanksOf(scope, [person])).get(person) ?? 0) : 0
  if (level < levelFrom) throw new Refusal('not_eligible', `This opens at level ${levelFrom}, and you stand at level ${level}. Nothing was changed.`)
  const joinedAt = joinedBefore ? (await traitsOf(scope, [person])).get(person)?.joinedAt : null
  if (joinedBefore && joinedAt && joinedAt >= joinedBefore)
    throw new Refusal('not_eligible', 'Whoever joined before it began has a say, so that nobody brings voters along. You are welcome next time.')
  return person
}
