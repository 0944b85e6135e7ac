import type { Scope } from '#app/db/transaction.server.ts'
import { unclaimedAmong } from '#app/domain/activities/settling.server.ts'
import { judgedAmong } from '#app/domain/rules/queries/settling.server.ts'

/**
 * Part of settling: which of these activities settling has looked at by now. What has arrived and not been looked at yet tells its own story when its turn
 * comes; to look ahead would make the book hang on the moment of arrival, which no replay could repeat.
 */
export async function findSeen(scope: Scope, activities: readonly number[]): Promise<Set<number>> {
  if (activities.length === 0) return new Set()
  return new Set([...(await judgedAmong(scope, activities)), ...(await unclaimedAmong(scope, activities))])
}
