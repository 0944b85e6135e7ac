/** What can wait for a person, in the order of the filters. A room that has something waiting answers it in this shape (see `routes/manage/queue-sources`). */
export const queueKinds = ['submission', 'order', 'dispute', 'flag', 'merge', 'message'] as const
export type QueueKind = (typeof queueKinds)[number]

export const kindTitles: Record<QueueKind, { one: string; many: string }> = {
  submission: { one: 'Submission', many: 'Submissions' },
  order: { one: 'Order', many: 'Orders' },
  dispute: { one: 'Dispute', many: 'Disputes' },
  flag: { one: 'Flag', many: 'Flags' },
  merge: { one: 'Maybe one person', many: 'Merges' },
  message: { one: 'Message', many: 'Messages' },
}

/** One thing that waits. `id` is unique within its kind; `at` is since when, ISO; `href` is where it is handled, when not in the queue itself. */
export type QueueItem = {
  kind: QueueKind
  id: string
  title: string
  who: string
  handle: string
  memberId: number | null
  at: string
  href: string | null
  language?: string
  /** A line of detail under the title. */
  detail: string
  /** What the reviewer should know at a glance. */
  mark?: string
  /** The version to approve at once with others; left out where that cannot be. */
  bulk?: number
}

/** The name of an item in addresses: `submission:12`. */
export const itemKey = (item: Pick<QueueItem, 'kind' | 'id'>): string => `${item.kind}:${item.id}`

export type QueueFilter = { kind: QueueKind | null; language: string | null }

/** Everything that waits in one order: the oldest first, whatever it is. */
export function inOrder(items: readonly QueueItem[], { kind, language }: QueueFilter): QueueItem[] {
  return items
    .filter((item) => (kind === null || item.kind === kind) && (language === null || item.language === language))
    .sort((one, other) => one.at.localeCompare(other.at) || itemKey(one).localeCompare(itemKey(other)))
}

/** How long something has waited, in short words: `4 min`, `3 h`, `2 days`. */
export function ageWords(at: string, now: string): string {
  const minutes = Math.max(0, Math.floor((Date.parse(now) - Date.parse(at)) / 60_000))
  if (minutes < 60) return `${minutes} min`
  const hours = Math.floor(minutes / 60)
  if (hours < 24) return `${hours} h`
  const days = Math.floor(hours / 24)
  return days === 1 ? '1 day' : `${days} days`
}
