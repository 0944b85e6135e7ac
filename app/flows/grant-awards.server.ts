import { lockSettling, type Scope } from '#app/db/transaction.server.ts'
import { hubSource } from '#app/domain/activities/activities.ts'
import { recordHubFacts } from '#app/domain/activities/commands.server.ts'
import { grantRounds, noteGrants, post, standingGrants } from '#app/domain/ledger/commands.server.ts'
import { type Line, pointsCurrency } from '#app/domain/ledger/ledger.ts'
import { noteTurn, takeTurn } from '#app/domain/programs/commands.server.ts'
import { writeJudgements } from '#app/domain/rules/commands/settling.server.ts'
import { pauseGrants } from './pause-grants.server.ts'
import { tellGrants } from './tell-grants.server.ts'

/** What a story of the hub gives: to a person, how much (whole, 0 for a word alone), for what. One of an `externalId` stands at most. */
export type Grant = {
  memberId: number
  amount: number
  /** Points when left out. */
  currency?: number
  /** A kind of `hub-kinds.ts` without the `hub:`, marked `undo` there, so that no rule pays for it again. */
  kind: string
  /** The fact it is for, with opaque ids only: `challenge:12:stage:3:member:7:once`. */
  externalId: string
  title: string
  url: string
  /** What the member reads on the page that says why. */
  reason: string
}

/**
 * Part of a story of the hub that pays without a rule: a stage passed, a contest won, a goal of a team. Each grant becomes an activity, a line in the book, a word for
 * the member; levels, badges and boards follow in the same transaction. A key that stands already gives nothing again; one that was taken back can be given anew. To whom
 * earning is paused, it gives the word alone. Answers what stands under each key.
 */
export async function grantAwards(
  scope: Scope,
  program: { timeZone: string },
  grants: readonly Grant[],
): Promise<{ externalId: string; activityId: number; fresh: boolean; amount: number }[]> {
  if (grants.length === 0) return []
  await lockSettling(scope)
  const keys = grants.map((grant) => grant.externalId)
  const standing = new Map((await standingGrants(scope, keys)).map((grant) => [grant.key, { id: grant.activityId, amount: grant.amount }]))
  const asked = [...new Map(grants.filter((grant) => !standing.has(grant.externalId)).map((grant) => [grant.externalId, grant])).values()]
  const fresh = await pauseGrants(scope, asked)
  const ids = fresh.length > 0 ? await write(scope, program, fresh) : []
  const given = new Map(fresh.map(({ externalId, amount }, n) => [externalId, { id: ids[n] ?? 0, amount }]))
  return keys.map((externalId) => {
    const { id, amount } = given.get(externalId) ?? standing.get(externalId) ?? { id: 0, amount: 0 }
    return { externalId, activityId: id, fresh: given.has(externalId), amount }
  })
}

async function write(scope: Scope, program: { timeZone: string }, grants: readonly Grant[]): Promise<number[]> {
  const rounds = await grantRounds(
    scope,
    grants.map((grant) => grant.externalId),
  )
  const roundOf = (grant: Grant): number => (rounds.get(grant.externalId) ?? 0) + 1
  const facts = grants.map((grant) => ({ ...grant, version: roundOf(grant) === 1 ? '' : String(roundOf(grant)) }))
  const ids = await recordHubFacts(scope, facts)
  const turn = await takeTurn(scope)
  await noteTurn(scope, turn, 'grant', { activities: ids })
  const paid = grants.flatMap((grant, n) => (grant.amount > 0 ? [{ grant, line: lineOf(grant, ids[n] ?? 0, scope.now) }] : []))
  const lines = paid.map(({ line }) => line)
  const { seqs } = lines.length > 0 ? await post(scope, turn, lines) : { seqs: [] }
  const seqOf = new Map(paid.map(({ grant }, n) => [grant.externalId, seqs[n] ?? 0]))
  await noteGrants(
    scope,
    grants.map((grant, n) => ({
      key: grant.externalId,
      round: roundOf(grant),
      memberId: grant.memberId,
      currency: grant.currency ?? pointsCurrency,
      amount: grant.amount,
      seq: seqOf.get(grant.externalId) ?? null,
      activityId: ids[n] ?? 0,
    })),
  )
  await writeJudgements(
    scope,
    turn,
    grants.map((grant, n) => ({
      activityId: ids[n] ?? 0,
      memberId: grant.memberId,
      sourceId: hubSource,
      kind: `hub:${grant.kind}`,
      status: 'counted' as const,
      points: (grant.currency ?? pointsCurrency) === pointsCurrency ? grant.amount : 0,
      occurredAt: scope.now,
      explanation: { lines: [], correction: { reason: grant.reason } },
    })),
  )
  const members = grants.map((grant) => grant.memberId)
  await tellGrants(scope, program, lines, members)
  return ids
}

function lineOf(grant: Grant, activityId: number, at: Date): Line {
  const { memberId, amount, currency = pointsCurrency } = grant
  return { kind: 'award', memberId, amount, currency, activityId, from: 'issued', to: 'member', rule: null, reverses: null, effectiveAt: at }
}
