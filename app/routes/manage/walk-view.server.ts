import { cardOf, type cardsFrom } from '#app/components/hub/kinds.ts'
import type { CreditView } from '#app/components/manage/walk-credit.tsx'
import type { WalkView } from '#app/components/manage/walk-progress.tsx'
import type { Adapter } from '#app/contract/adapter.ts'
import type { FindRow } from '#app/domain/activities/queries/walks.server.ts'
import { explanationInWords } from '#app/domain/rules/explanation.ts'
import { labelsOf } from '#app/domain/rules/sentence.ts'
import type { Comparison } from '#app/flows/compare-upstream.server.ts'
import { waitOf, type WalkRow } from '#app/domain/activities/walks.ts'

/** A walk through a platform's past for the page. */
export function walkView(walk: WalkRow, adapter: Adapter, channelOpen: boolean): WalkView {
  const { id, state, found, added, error, name, pages, resumed, attempts, done, total } = walk
  const wait = waitOf(walk, channelOpen, new Date())
  return {
    ...{ id, state, found, added, error, pages, resumed, attempts },
    title: adapter.backfill?.[name]?.title ?? name,
    since: walk.since.toISOString(),
    progress: done !== null && total ? { done: Math.min(done, total), total } : null,
    wait: wait && { for: wait.for, at: 'at' in wait ? wait.at.toISOString() : null },
    startedAt: walk.startedAt.toISOString(),
    movedAt: walk.movedAt.toISOString(),
  }
}

/** Why the hub had not been told of something, as a sentence. */
export function whyMissing(find: Pick<FindRow, 'early' | 'around' | 'unreadable'>): string {
  if (find.early) return 'It happened before the channel was connected.'
  if (find.unreadable > 0) return `${find.unreadable === 1 ? 'A delivery' : `${find.unreadable} deliveries`} of that time could not be read.`
  if (find.around > 0) return 'The platform told of other things at that time, but not of this.'
  return 'Nothing at all came from the platform at that time.'
}

const queueWords = {
  waiting: 'It is being settled.',
  unclaimed: 'Nobody has linked this account yet: it waits.',
  parked: 'It could not be settled and is stuck.',
}

/** What became of it since, as a sentence; null once it is settled. */
export function whatBecame(find: Pick<FindRow, 'queue'>): string | null {
  return find.queue && queueWords[find.queue]
}

/** What a platform has and what was credited of it, for the page: each deed that gave nothing with its reason in words. */
export function creditView({ uncredited, ...counts }: Comparison, cards: ReturnType<typeof cardsFrom>): CreditView {
  return {
    ...counts,
    uncredited: uncredited.map(({ activityId, memberId, handle, kind, title, url, occurredAt, explanation, points }) => ({
      ...{ id: activityId, member: memberId, handle, title, did: cardOf(cards, kind).did },
      url: /^https?:/.test(url) ? url : null,
      occurredAt: occurredAt.toISOString(),
      why: explanationInWords(explanation, points, labelsOf([kind], cards)),
    })),
  }
}
