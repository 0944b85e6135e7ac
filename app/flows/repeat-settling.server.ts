import type { Scope } from '#app/db/transaction.server.ts'
import { requeueForReplay } from '#app/domain/activities/settling.server.ts'
import { type ToldPerson, setPeople } from '#app/domain/members/replaying.server.ts'
import { accountKey } from '#app/domain/programs/journal.server.ts'
import { rulesInForce } from '#app/domain/rules/queries/settling.server.ts'
import type { Asked } from './read-traits.server.ts'
import { settleRuns } from './settle-runs.server.ts'

/** The accounts that a replay has met, by their keys in the journal. */
export type Accounts = Map<string, { sourceId: number; foreignId: string }>

type Told = {
  activities: number[]
  again: number[]
  ignored: number[]
  asked?: (Asked | null)[]
  people: [key: string, memberId: number, person: number, active: boolean, timeZone: string][]
}

/** Part of a replay: settles again what a turn settled, with the people, their levels and roles, and the rules of that time. */
export async function repeatSettling(
  scope: Scope,
  timeZone: string,
  key: Uint8Array,
  turn: number,
  input: unknown,
  accounts: Accounts,
): Promise<void> {
  const told = input as Told
  const stored = await requeueForReplay(scope, told.activities)
  const met = new Set<string>()
  for (const activity of stored) {
    for (const foreignId of [activity.actorId, ...activity.others.map((other) => other.id)]) {
      const name = accountKey(key, `${activity.sourceId}/${foreignId}`)
      met.add(name)
      accounts.set(name, { sourceId: activity.sourceId, foreignId })
    }
  }
  const known = new Map(
    told.people.map(([name, memberId, person, active, zone]): [string, ToldPerson] => [name, { memberId, person, active, timeZone: zone }]),
  )
  await setPeople(
    scope,
    [...new Set([...met, ...known.keys()])].flatMap((name) => {
      const account = accounts.get(name)
      return account ? [{ ...account, person: known.get(name) ?? null }] : []
    }),
  )
  const again = new Set(told.again)
  const ignored = new Set(told.ignored)
  const waiting = stored.map((activity) => ({ ...activity, again: again.has(activity.id), actorIgnored: ignored.has(activity.id) }))
  await settleRuns(scope, turn, timeZone, waiting, await rulesInForce(scope, turn), told.asked)
}
