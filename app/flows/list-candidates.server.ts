import { type Scope, sqlAlone } from '#app/db/transaction.server.ts'
import { topWithin } from '#app/domain/ledger/windows.server.ts'
import { awardable, personsOf } from '#app/domain/members/settling.server.ts'
import { honoredBefore } from '#app/domain/spotlights/commands.server.ts'
import { type Candidate, rankCandidates } from '#app/domain/spotlights/spotlights.ts'
import { deedsByKind } from '#app/domain/standing/settling.server.ts'

/** How many accounts with the most points are looked at, and how many persons are listed. */
const looked = 60
const listed = 10

/** The shortlist for a time: active members by what the book says of it, in order, each with what speaks for them. */
export async function listCandidates(scope: Scope | { program: number }, from: Date, until: Date): Promise<Candidate[]> {
  const reader = 'sql' in scope ? scope : ({ sql: sqlAlone, program: scope.program } as Scope)
  const top = await topWithin(reader, from, until, looked)
  const persons = await personsOf(
    reader,
    top.map((one) => one.memberId),
  )
  const points = new Map<number, number>()
  for (const one of top) {
    const person = persons.get(one.memberId)?.person ?? one.memberId
    points.set(person, (points.get(person) ?? 0) + one.points)
  }
  const active = (await awardable(reader, [...points.keys()], [])).map((one) => one.id)
  const [kinds, honored] = [await deedsByKind(reader, active, from, until), await honoredBefore(reader, active, from)]
  const candidates = active.map((memberId) => ({
    memberId,
    points: points.get(memberId) ?? 0,
    kinds: kinds.flatMap(({ memberId: whose, ...kind }) => (whose === memberId ? [kind] : [])),
    honored: honored.get(memberId) ?? 0,
  }))
  return rankCandidates(candidates).slice(0, listed)
}
