import type { Scope } from '#app/db/transaction.server.ts'
import { awardable, personsOf } from '#app/domain/members/settling.server.ts'

/** The active person behind each of these accounts, by account. Accounts of nobody active are missing: they neither vote nor win. */
export async function findActive(scope: Scope, members: readonly number[]): Promise<Map<number, number>> {
  if (members.length === 0) return new Map()
  const persons = await personsOf(scope, members)
  const wanted = [...new Set([...persons.values()].map(({ person }) => person))]
  const active = new Set((await awardable(scope, wanted, [])).map((one) => one.id))
  return new Map([...persons].flatMap(([member, { person }]) => (active.has(person) ? [[member, person] as const] : [])))
}
