import type { Explanation } from './explanation.ts'

type Word = { activityId: number; memberId: number; explanation: Explanation }
type Closed = { activityId: number; memberId: number; ruleId: number; settled: number }

/** What a word loses: the settled points of its closed awards, and whether something that it gave stays. `whole`: the deed itself is gone. */
export function lossOf(word: Word, closed: readonly Closed[], whole: boolean): { amount: number; part: boolean } {
  const mine = closed.filter((award) => award.activityId === word.activityId && award.memberId === word.memberId)
  const amount = mine.reduce((sum, award) => sum + award.settled, 0)
  const paid = new Set(word.explanation.lines.filter((line) => line.outcome === 'paid').map((line) => line.rule))
  return { amount, part: !whole && [...paid].some((rule) => !mine.some((award) => award.ruleId === rule)) }
}

/** True if a deed counted by its actor's own doing, and not only as a share in somebody else's. */
export function isOwn(word: Pick<Word, 'explanation'>): boolean {
  return word.explanation.lines.some((line) => line.outcome === 'paid' && line.role === undefined)
}

/** True if some rule had met the same contribution before, in another version. */
export function isMet(word: Pick<Word, 'explanation'>): boolean {
  return word.explanation.lines.some((line) => line.reason?.code === 'already_counted')
}
