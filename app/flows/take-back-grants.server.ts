import { lockSettling, type Scope } from '#app/db/transaction.server.ts'
import { nobody } from '#app/domain/activities/activities.ts'
import { recordHubFacts } from '#app/domain/activities/commands.server.ts'
import { closeGrants, post, standingGrants } from '#app/domain/ledger/commands.server.ts'
import { type Line, pointsCurrency } from '#app/domain/ledger/ledger.ts'
import { transfersOf } from '#app/domain/ledger/settling.server.ts'
import { noteTurn, takeTurn } from '#app/domain/programs/commands.server.ts'
import { takeBackJudgements } from '#app/domain/rules/commands/settling.server.ts'
import { tellGrants } from './tell-grants.server.ts'

/**
 * Part of a story that undoes what `grantAwards` gave: a reversal for each line, once; the member's page names what took it back in the words of `reason`. Keys that do not
 * stand are passed over. Answers the keys that were taken back.
 */
export async function takeBackGrants(scope: Scope, program: { timeZone: string }, externalIds: readonly string[], reason: string): Promise<string[]> {
  if (externalIds.length === 0) return []
  await lockSettling(scope)
  const grants = await standingGrants(scope, externalIds)
  if (grants.length === 0) return []
  const turn = await takeTurn(scope)
  await noteTurn(scope, turn, 'take_back', { activities: grants.map((grant) => grant.activityId) })
  const fact = { kind: 'grant.undone', externalId: `undone:${turn}`, version: '', memberId: scope.by ?? nobody, title: reason, url: '' }
  const [by = 0] = await recordHubFacts(scope, [fact])
  const named = grants.flatMap(({ seq, ...grant }) => (seq === null ? [] : [{ ...grant, seq }]))
  const lines = (await transfersOf(scope, named)).map((line): Line => ({
    ...line,
    kind: 'reversal',
    from: line.to,
    to: line.from,
    activityId: by,
    rule: null,
    reverses: line.seq,
  }))
  if (lines.length > 0) await post(scope, turn, lines)
  await closeGrants(scope, grants)
  const words = grants.map((grant) => ({ ...grant, amount: grant.currency === pointsCurrency ? grant.amount : 0, part: false }))
  await takeBackJudgements(scope, turn, words, by)
  await tellGrants(
    scope,
    program,
    lines,
    grants.map((grant) => grant.memberId),
  )
  return grants.map((grant) => grant.key)
}
