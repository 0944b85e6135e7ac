import { nobody } from '#app/domain/activities/activities.ts'
import type { Owner } from '#app/domain/members/settling.server.ts'
import type { Judgement } from '#app/domain/rules/commands/settling.server.ts'
import type { Share } from '#app/domain/rules/deeds.ts'
import type { Reason, RuleLine } from '#app/domain/rules/explanation.ts'
import { type Deed, type Grant, joinWords } from '#app/domain/rules/judge.ts'
import { isOwn } from '#app/domain/rules/losses.ts'
import type { Surroundings } from './load-surroundings.server.ts'

/** A judgement, with who is counted for it, and whether it is the actor's own deed that counts now and did not before. */
type Word = Judgement & { person: number; own: boolean; fresh: boolean; replaces: boolean; subject: string; timeZone: string }

export type JudgedRun = {
  words: Word[]
  grants: Grant[]
  unclaimed: number[]
  waitingShares: { sourceId: number; accountId: string; activityId: number }[]
  owners: ReadonlyMap<string, Owner>
}

/** A run while it is judged: words by `activity/member`. */
export type Judging = Omit<JudgedRun, 'words'> & { words: Map<string, Word> }

/** Part of judging: notes what others got: a word of their own on the deed, one for all rules together. */
export function giveShares(deed: Deed, shares: readonly Share[], around: Surroundings, judged: Judging): void {
  for (const memberId of new Set(shares.map((share) => share.memberId))) {
    const mine = shares.filter((share) => share.memberId === memberId)
    judged.grants.push(...mine.flatMap((share) => share.grants))
    const who = { memberId, person: mine[0]?.person ?? memberId, timeZone: 'UTC' }
    sayWord(
      deed,
      who,
      mine.map((share) => share.line),
      undefined,
      around,
      judged,
      false,
    )
  }
}

/** Part of judging: writes the word on a deed for a member, joined with what was said of it before in this run or an earlier one. */
export function sayWord(
  deed: Deed,
  who: { memberId: number; person: number; timeZone: string } | null,
  lines: readonly RuleLine[],
  bar: Reason | undefined,
  around: Surroundings,
  judged: Judging,
  own: boolean,
): void {
  const memberId = who?.memberId ?? nobody
  const name = `${deed.activityId}/${memberId}`
  const earlier = judged.words.get(name)
  const known = around.wordOn(deed.activityId, memberId)
  judged.words.delete(name)
  // What counts already goes on counting for its time.
  const occurredAt = known?.status === 'counted' ? known.occurredAt : deed.occurredAt
  const base = { activityId: deed.activityId, memberId, sourceId: deed.sourceId, kind: deed.kind, occurredAt, subject: deed.subject }
  const said = joinWords(earlier ?? known ?? null, lines, bar)
  judged.words.set(name, {
    ...base,
    ...said,
    person: who?.person ?? nobody,
    timeZone: who?.timeZone ?? 'UTC',
    own: own || (earlier?.own ?? false),
    fresh: said.status === 'counted' && isOwn(said) && !(known?.status === 'counted' && isOwn(known)),
    replaces: known !== undefined,
  })
}
