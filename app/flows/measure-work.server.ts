import { type Scope, sqlAlone } from '#app/db/transaction.server.ts'
import { pointsWithin } from '#app/domain/ledger/windows.server.ts'
import { peopleBehind } from '#app/domain/members/settling.server.ts'
import { deedsWithin } from '#app/domain/standing/settling.server.ts'

/** What to count: deeds of kinds (none named: of any), or points; of persons within their spans. */
export type Work = { counts: 'deeds' | 'points'; kinds: readonly string[]; spans: readonly { memberId: number; from: Date; until: Date }[] }

/** How much each person did within their spans, as the book stands at this moment: what is taken back is not in it. Persons without any are missing. */
export async function measureWork(scope: Scope | { program: number }, work: Work): Promise<Map<number, number>> {
  const reader = 'sql' in scope ? scope : ({ sql: sqlAlone, program: scope.program } as Scope)
  if (work.spans.length === 0) return new Map()
  if (work.counts === 'deeds') return deedsWithin(reader, work.spans, work.kinds)
  const accounts = await peopleBehind(reader, [...new Set(work.spans.map((span) => span.memberId))])
  const spans = work.spans.flatMap((span) => accounts.filter((one) => one.person === span.memberId).map((one) => ({ ...span, memberId: one.id })))
  const points = await pointsWithin(reader, spans)
  const sums = new Map<number, number>()
  for (const { id, person } of accounts) sums.set(person, (sums.get(person) ?? 0) + (points.get(id) ?? 0))
  return new Map([...sums].filter(([, sum]) => sum !== 0))
}
