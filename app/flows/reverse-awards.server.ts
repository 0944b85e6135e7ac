import type { Scope } from '#app/db/transaction.server.ts'
import { activityTimes } from '#app/domain/activities/settling.server.ts'
import { post } from '#app/domain/ledger/commands.server.ts'
import { type Line, effectOf, pointsCurrency } from '#app/domain/ledger/ledger.ts'
import { transfersOf } from '#app/domain/ledger/settling.server.ts'
import { personsOf } from '#app/domain/members/settling.server.ts'
import { addToCounters, closeAwards } from '#app/domain/rules/commands/settling.server.ts'
import { windowsBack } from '#app/domain/rules/counting.ts'
import { fallenShort } from '#app/domain/rules/nth.server.ts'
import { type KnownAward, versionsIn } from '#app/domain/rules/queries/settling.server.ts'
import { takeEffects } from './give-effects.server.ts'
import { sumLifetimes } from './sum-lifetimes.server.ts'

/** An award that was closed, with the settled points that went (pending ones never counted) and the time for which they had counted. */
export type ClosedAward = KnownAward & { settled: number; at: Date | null }

/**
 * Part of every undo (`by` is the activity that did it; null for a decision here): takes back each line that these awards stand on, the latest first, gives their places in the counts back, and what they had brought
 * beside points. Each award is closed under its key, so none is taken back twice. An award for a person's Nth stays while the count still reaches it, and goes when it no longer does, whichever deed it was.
 */
export async function reverseAwards(scope: Scope, turn: number, by: number | null, named: readonly KnownAward[]) {
  const persons = await personsOf(
    scope,
    named.map((award) => award.memberId),
  )
  const personOf = (holder: number): number => persons.get(holder)?.person ?? holder
  const times = await activityTimes(
    scope,
    named.map((award) => award.activityId),
  )
  const marks = named.filter((award) => award.part !== 1)
  const giveBack = (awards: readonly KnownAward[]): Promise<void> =>
    addToCounters(
      scope,
      awards.flatMap((award) => {
        const at = times.get(award.activityId)?.occurredAt ?? scope.now
        return windowsBack(award.windows, personOf(award.memberId), award.amount).map((use) => ({ ...use, ruleId: award.ruleId, at }))
      }),
    )
  await giveBack(marks)
  const versions = await versionsIn(
    scope,
    named.map(({ ruleId: id, version }) => ({ id, version })),
  )
  const ruleOf = (award: KnownAward) => versions.get(`${award.ruleId}/${award.version}`)
  const short = await fallenShort(scope, marks, personOf, ruleOf)
  await giveBack(short)
  const awards = [...marks, ...short]
  const lines = await linesBack(scope, by, awards)
  const posted = await post(scope, turn, lines)
  await closeAwards(scope, awards)
  await takeEffects(scope, awards, personOf, ruleOf)
  const closed = settledBy(awards, lines)
  const fresh = closed.filter((award) => !times.has(award.activityId)).map((award) => award.activityId)
  for (const [id, time] of await activityTimes(scope, fresh)) times.set(id, time)
  return {
    closed,
    times,
    balances: await sumLifetimes(scope, posted.balances),
    scores: closed
      .filter((award) => award.settled !== 0)
      .map((award) => ({
        memberId: personOf(award.memberId),
        points: -award.settled,
        at: award.at ?? scope.now,
        sourceId: times.get(award.activityId)?.sourceId ?? 0,
      })),
  }
}

/** The opposite of every line that these awards stand on, the latest first. */
async function linesBack(scope: Scope, by: number | null, awards: readonly KnownAward[]): Promise<Line[]> {
  const transfers = await transfersOf(
    scope,
    awards.flatMap((award) => award.transfers.map((seq) => ({ memberId: award.memberId, currency: award.currency, seq }))),
  )
  return transfers.reverse().map((transfer): Line => ({
    kind: 'reversal',
    memberId: transfer.memberId,
    currency: transfer.currency,
    amount: transfer.amount,
    from: transfer.to,
    to: transfer.from,
    activityId: by ?? transfer.activityId,
    rule: transfer.ruleId === null ? null : { id: transfer.ruleId, version: transfer.ruleVersion ?? 1 },
    reverses: transfer.seq,
    effectiveAt: transfer.effectiveAt,
  }))
}

/** What of each award had counted as lifetime points, and for when, by the lines that took it back. */
function settledBy(awards: readonly KnownAward[], lines: readonly Line[]): ClosedAward[] {
  const change = (line: Line): number => (line.currency === pointsCurrency ? effectOf(line).lifetime : 0)
  const lineOf = new Map(lines.map((line) => [`${line.memberId}/${line.currency}/${line.reverses}`, line]))
  return awards.map((award) => {
    const mine = award.transfers.flatMap((seq) => lineOf.get(`${award.memberId}/${award.currency}/${seq}`) ?? [])
    return { ...award, settled: -mine.reduce((sum, line) => sum + change(line), 0), at: mine.find((line) => change(line) !== 0)?.effectiveAt ?? null }
  })
}
