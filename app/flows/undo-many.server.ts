import { type Actor, inTransaction, lockSettling, type Scope } from '#app/db/transaction.server.ts'
import { hubSource, nobody, subjectText } from '#app/domain/activities/activities.ts'
import { recordHubActivity } from '#app/domain/activities/commands.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { noteUndone, post } from '#app/domain/ledger/commands.server.ts'
import { type Line, pointsCurrency } from '#app/domain/ledger/ledger.ts'
import { bulkLinesOf, currencyOf, transfersOf } from '#app/domain/ledger/settling.server.ts'
import { contactOf } from '#app/domain/members/queries.server.ts'
import { noteTurn, takeTurn } from '#app/domain/programs/commands.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { programKey } from '#app/domain/programs/queries.server.ts'
import { takeBackJudgements } from '#app/domain/rules/commands/settling.server.ts'
import { keyedUuid } from '#app/foundation/crypto.server.ts'
import { type Refused, Refusal, orRefused } from '#app/foundation/outcome.ts'
import { settleAwards } from './settle-awards.server.ts'

/**
 * A manager takes back what was given to many, all of it, once, within a quarter of an hour: a reversal each that names the line it takes back. Members are told. The
 * award is the key: the second time is refused.
 */
export async function undoMany(
  by: Actor,
  bulk: number,
  program: Program,
  origin: string,
  now = new Date(),
): Promise<{ kind: 'undone'; members: number } | Refused<'too_late'>> {
  const key = await programKey(program.id)
  return orRefused(
    () =>
      inTransaction(
        by,
        async (scope) => {
          await lockSettling(scope)
          if (!(await noteUndone(scope, bulk))) {
            throw new Refusal(
              'too_late',
              'This was taken back before, or its quarter of an hour is over. Correct single members instead. Nothing was changed.',
            )
          }
          return takeBack(scope, bulk, program, key, origin)
        },
        now,
      ),
    'too_late',
  )
}

async function takeBack(scope: Scope, bulk: number, program: Program, key: Uint8Array, origin: string): Promise<{ kind: 'undone'; members: number }> {
  const given = await bulkLinesOf(scope, bulk)
  const externalId = `award-undone:${bulk}`
  const subject = keyedUuid(key, subjectText(hubSource, externalId))
  const fact = {
    kind: 'award.undone',
    externalId,
    subject,
    memberId: scope.by ?? nobody,
    title: 'Points given by hand were taken back',
    url: '',
  }
  const activityId = (await recordHubActivity(scope, fact)) ?? 0
  const lines = (await transfersOf(scope, given)).map((line): Line & { activityId: number } => ({
    ...line,
    kind: 'reversal',
    from: 'member',
    to: 'adjusted',
    activityId,
    rule: null,
    reverses: line.seq,
  }))
  const turn = await takeTurn(scope)
  await noteTurn(scope, turn, 'undo-award', { bulk })
  await post(scope, turn, lines)
  const words = given.map((line) => ({ ...line, amount: line.currency === pointsCurrency ? line.amount : 0, part: false }))
  await takeBackJudgements(scope, turn, words, activityId)
  const people = []
  for (const { memberId } of lines)
    people.push({ id: memberId, ...((await contactOf(scope.program, memberId, scope.sql)) ?? { displayName: '', email: null }) })
  const currency = (await currencyOf(scope, given[0]?.currency ?? 1)) ?? { id: 1, name: program.pointsName }
  await settleAwards(scope, program, { turn, origin, bulk, currency, reason: 'It was given by mistake.', taken: true }, lines, people)
  await record(scope, { action: 'points.award_undone', objectKind: 'bulk_award', objectId: bulk, after: { members: lines.length } })
  return { kind: 'undone', members: lines.length }
}
