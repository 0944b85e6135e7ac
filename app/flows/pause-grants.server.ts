import type { Scope } from '#app/db/transaction.server.ts'
import { pausedAmong } from '#app/domain/members/settling.server.ts'

const words = 'Earning was paused for this account at the time, so this gave nothing.'

/** Part of giving awards: to whom earning is paused, the word alone is given, and says why. */
export async function pauseGrants<Given extends { memberId: number; amount: number; reason: string }>(
  scope: Scope,
  grants: readonly Given[],
): Promise<Given[]> {
  const people = grants.map((grant) => grant.memberId)
  const paused = await pausedAmong(scope, people)
  return grants.map((grant) => (paused.has(grant.memberId) ? { ...grant, amount: 0, reason: `${grant.reason} ${words}` } : grant))
}
