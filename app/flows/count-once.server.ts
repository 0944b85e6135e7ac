import type { Scope } from '#app/db/transaction.server.ts'
import { hubSource } from '#app/domain/activities/activities.ts'
import { versionsOf } from '#app/domain/activities/settling.server.ts'
import { personsOf } from '#app/domain/members/settling.server.ts'
import { isOwn } from '#app/domain/rules/losses.ts'
import { type KnownJudgement, judgementsOf } from '#app/domain/rules/queries/settling.server.ts'
import type { DeedChange } from '#app/domain/standing/standing.ts'

/**
 * Part of every story in which deeds begin or cease to count: of several versions of one deed (a report told again, a post edited) that count for one person,
 * the earliest alone counts for badges, streaks and cards. Only changes that `told` says may have other versions are looked at. To be called once the words are written.
 */
export async function countOnce<Change extends DeedChange>(
  scope: Scope,
  changes: readonly Change[],
  told: (change: Change) => boolean = () => true,
): Promise<readonly DeedChange[]> {
  const asked = changes.filter(told)
  if (asked.length === 0) return changes
  const versions = await versionsOf(scope, [...new Set(asked.map((change) => change.subject))])
  if (versions.size === 0) return changes
  const words = (await judgementsOf(scope, [...versions.keys()])).filter(
    (word) => word.status === 'counted' && word.sourceId !== hubSource && isOwn(word),
  )
  const persons = await personsOf(
    scope,
    words.map((word) => word.memberId),
  )
  const counting = new Map<string, DeedChange[]>()
  for (const word of words.sort(earlier)) {
    const { person = word.memberId, timeZone = 'UTC' } = persons.get(word.memberId) ?? {}
    const subject = versions.get(word.activityId) ?? ''
    const { activityId, kind, occurredAt: at, sourceId } = word
    const key = `${person}/${subject}`
    counting.set(key, [...(counting.get(key) ?? []), { memberId: person, kind, by: 1, activityId, subject, at, sourceId, timeZone }])
  }
  const subjects = new Set(versions.values())
  const kept = changes.filter((change) => change.by === -1 || !subjects.has(change.subject))
  return [...kept, ...[...counting.values()].flatMap((deeds) => deeds.map((deed, index) => (index === 0 ? deed : { ...deed, by: -1 as const })))]
}

function earlier(one: KnownJudgement, other: KnownJudgement): number {
  return one.occurredAt.getTime() - other.occurredAt.getTime() || one.activityId - other.activityId
}
