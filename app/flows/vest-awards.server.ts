import { type Scope, inTransaction, tryLockSettling } from '#app/db/transaction.server.ts'
import { hubSource } from '#app/domain/activities/activities.ts'
import { activityTimes } from '#app/domain/activities/settling.server.ts'
import { post } from '#app/domain/ledger/commands.server.ts'
import { type Line, pointsCurrency } from '#app/domain/ledger/ledger.ts'
import { transfersOf } from '#app/domain/ledger/settling.server.ts'
import { personsOf } from '#app/domain/members/settling.server.ts'
import { noteTurn, takeTurn } from '#app/domain/programs/commands.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { addToAwards, endVestings } from '#app/domain/rules/commands/settling.server.ts'
import { type KnownAward, dueVestings } from '#app/domain/rules/queries/settling.server.ts'
import { countOnce } from './count-once.server.ts'
import { sumLifetimes } from './sum-lifetimes.server.ts'
import { updateStanding } from './update-standing.server.ts'
import { vestWords } from './vest-words.server.ts'

/**
 * Lets pending awards become their members' once their days are over and the work still stands; what was taken back before has lapsed already. At most
 * `size` at a time. Answers how many vested; none when another worker settles.
 */
export function vestAwards(program: Program, size = 300, now = new Date()): Promise<number> {
  return inTransaction(
    { program: program.id, by: null },
    async (scope) => {
      if (!(await tryLockSettling(scope))) return 0
      const awards = await dueVestings(scope, size)
      if (awards.length === 0) return 0
      const turn = await takeTurn(scope)
      await vest(scope, turn, program.timeZone, awards)
      await noteTurn(scope, turn, 'vest', { awards: awards.map(({ ruleId, subject, part }) => [ruleId, subject, part]) })
      return awards.length
    },
    now,
  )
}

/** Part of vesting, and of a replay: moves what these awards hold from pending to their members, with all that follows. */
export async function vest(scope: Scope, turn: number, timeZone: string, awards: readonly KnownAward[]): Promise<void> {
  const column = <Value>(pick: (award: KnownAward) => Value): Value[] => awards.map(pick)
  const times = await activityTimes(
    scope,
    column((award) => award.activityId),
  )
  const pending = await transfersOf(
    scope,
    awards.flatMap(({ memberId, currency, transfers }) => transfers.map((seq) => ({ memberId, currency, seq }))),
  )
  const countsFor = new Map(pending.map((line) => [`${line.memberId}/${line.currency}/${line.seq}`, line.effectiveAt]))
  const at = ({ memberId, currency, transfers: [seq = 0] }: KnownAward): Date => countsFor.get(`${memberId}/${currency}/${seq}`) ?? scope.now
  const posted = await post(
    scope,
    turn,
    column((award) => lineOf(award, at(award))),
  )
  await addToAwards(
    scope,
    awards.map((award, index) => ({ ...award, seq: posted.seqs[index] ?? 0 })),
  )
  await endVestings(scope, awards)
  const deeds = await countOnce(scope, await vestWords(scope, turn, awards))
  const persons = await personsOf(
    scope,
    column((award) => award.memberId),
  )
  const personOf = ({ memberId }: KnownAward): number => persons.get(memberId)?.person ?? memberId
  await updateStanding(scope, {
    timeZone,
    balances: await sumLifetimes(scope, posted.balances),
    scores: awards
      .filter((award) => award.currency === pointsCurrency)
      .map((award) => ({
        memberId: personOf(award),
        points: award.amount,
        at: at(award),
        sourceId: times.get(award.activityId)?.sourceId ?? hubSource,
      })),
    deeds,
    touched: column(personOf),
  })
}

function lineOf(award: KnownAward, at: Date): Line {
  const { memberId, currency, amount, activityId, ruleId: id, version } = award
  return {
    kind: 'vest',
    memberId,
    currency,
    amount,
    from: 'pending',
    to: 'member',
    activityId,
    rule: { id, version },
    reverses: null,
    effectiveAt: at,
  }
}
