/** A member who reviews without any other role, and in which languages; none named means all. */
export type Reviewer = { memberId: number; languages: string[] }

/** How long a bulk approval can be taken back, in minutes. */
export const undoMinutes = 10
/** The most submissions that are approved at once. */
export const mostAtOnce = 200
/** Within how many days a second judgment is promised. */
export const disputeDays = 7

/** True if a reviewer of these languages reads this one; an unknown language is everybody's. */
export function reads(languages: readonly string[], language: string | null): boolean {
  return languages.length === 0 || !language || languages.includes(language.slice(0, 2).toLowerCase())
}

/** A request for a second judgment as the queue and the member see it. */
export type DisputeRow = {
  id: number
  kind: 'submission' | 'measure'
  subjectId: number
  memberId: number
  title: string
  reason: string
  barred: number[]
  openedAt: Date
  dueAt: Date
  outcome: 'kept' | 'changed' | null
  answer: string | null
  decidedAt: Date | null
}

/** Something that a person should look at. */
export type FlagRow = {
  id: number
  kind: string
  subject: string
  memberId: number | null
  title: string
  detail: string
  url: string
  raisedAt: Date
}

/** What each kind of flag is called. Rooms raise flags through their stories; a kind that is not here is shown by its own name. */
export const flagTitles: Record<string, string> = { comment: 'Reported comment' }
