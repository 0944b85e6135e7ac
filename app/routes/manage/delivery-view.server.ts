import { cardOf, cardsFrom } from '#app/components/hub/kinds.ts'
import type { ReadActivity } from '#app/components/manage/delivery-reading.tsx'
import type { ActivityRow } from '#app/domain/activities/queries.server.ts'
import { explanationInWords, valueInWords } from '#app/domain/rules/explanation.ts'
import type { Word } from '#app/domain/rules/queries/manage.server.ts'
import { labelsOf } from '#app/domain/rules/sentence.ts'
import type { Replayed } from '#app/flows/replay-delivery.server.ts'
import { adapters } from '#integrations/registry.ts'

/** The activities of a delivery in words, each with what the rules said of it. */
export function readActivities(activities: readonly ActivityRow[], words: readonly Word[], adapter: string): ReadActivity[] {
  const cards = cardsFrom(adapters)
  return activities.map((activity) => {
    const kind = `${adapter}:${activity.kind}`
    const label = labelsOf([kind], cards)
    return {
      id: activity.id,
      did: cardOf(cards, kind).did,
      kind: activity.kind,
      actor: activity.actorHandle ?? activity.actorId,
      actorId: activity.actorId,
      bot: activity.actorBot,
      title: activity.objectTitle,
      url: /^https?:\/\//.test(activity.objectUrl) ? activity.objectUrl : null,
      occurredAt: activity.occurredAt.toISOString(),
      facts: Object.entries(activity.facts).map(([name, value]) => ({ label: label(name), value: valueInWords(value) })),
      others: activity.others.map((other) => `${other.handle} (${other.role.replaceAll('_', ' ')})`),
      blocked: activity.blocked,
      queue: activity.state,
      error: activity.error,
      words: words
        .filter((word) => word.activityId === activity.id)
        .map((word) => ({
          member: word.memberId > 0 ? { id: word.memberId, handle: word.handle ?? `member ${word.memberId}` } : null,
          status: word.status,
          points: word.points,
          sentence: explanationInWords(word.explanation, word.points, label),
        })),
    }
  })
}

const count = (number: number, one: string, many: string): string => `${number} ${number === 1 ? one : many}`

/** What a replay changed, as sentences. */
export function replayInWords({ before, state, found, added, unparked, note }: Replayed): string {
  const read = found > 0 ? `${count(found, 'activity was', 'activities were')} read` : `Nothing was read${note ? `: ${note}` : ''}`
  const fresh = added > 0 ? `${count(added, 'is', 'are')} new and will be settled in a moment` : 'none of it is new, so nothing changes'
  const again = unparked > 0 ? ` ${count(unparked, 'activity tries', 'activities try')} again.` : ''
  return `${read}${found > 0 ? `; ${fresh}` : ''}.${before === state ? '' : ` The delivery went from ${before} to ${state}.`}${again}`
}
