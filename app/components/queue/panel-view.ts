import type { GeneratedPolicy } from '#app/domain/challenges/challenges.ts'
import type { QueueItem, QueueKind } from '#app/domain/reviews/queue.ts'

/** One thing that the member filled in, as reviewers read it. */
export type Answer = {
  label: string
  kind: 'words' | 'link' | 'files'
  words: string
  files: { id: string; name: string; picture: boolean; size: string }[]
}

export type SaidView = { verdict: string; reason: string; points: number | null; note: string; byName: string; at: string }
export type OtherView = { id: number; name: string; state: string; text: string; challenge: string; at: string }

/** A submission laid out for judging. `range` is set where the reviewer chooses the amount. */
export type SubmissionPanel = {
  kind: 'submission'
  id: number
  version: number
  state: string
  challenge: string
  slug: string
  stage: string
  who: string
  handle: string
  memberId: number
  handedInAt: string
  language: string
  answers: Answer[]
  policy: GeneratedPolicy
  declared: boolean | null
  note: string
  needed: number
  approvals: number
  range: { min: number; max: number } | null
  said: SaidView[]
  earlier: OtherView[]
  like: (OtherView & { share: number; own: string }) | null
}

export type DisputePanel = {
  kind: 'dispute'
  id: number
  title: string
  who: string
  memberId: number
  reason: string
  openedAt: string
  dueAt: string
  overdue: boolean
  /** Why this reader cannot answer it; null when they can. */
  barred: string | null
  /** What it is about. */
  submission: SubmissionPanel | null
  measure: { step: string; reason: string; note: string; at: string } | null
}

export type FlagPanel = {
  kind: 'flag'
  id: number
  title: string
  detail: string
  url: string
  who: string
  memberId: number | null
  sort: string
  raisedAt: string
}
export type LinkPanel = { kind: 'link'; item: QueueItem }
export type Panel = SubmissionPanel | DisputePanel | FlagPanel | LinkPanel

/** The whole page. */
export type QueueView = {
  base: string
  items: QueueItem[]
  counts: { kind: QueueKind; count: number }[]
  languages: string[]
  filter: { kind: QueueKind | null; language: string | null }
  selected: string | null
  next: string | null
  panel: Panel | null
  undo: { id: number; count: number; until: string }[]
  told: string | null
  promise: string
  formKey: string
  staff: boolean
}
