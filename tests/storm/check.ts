// After a cycle: what the hub holds against what the senders' journal says it must hold.
import { sqlAlone } from '#app/db/transaction.server.ts'
import { type Fact, type Journal, nameOf, people } from '#tests/storm/load.ts'
import { brokenInvariants } from '#tests/support/invariants.ts'

/** What is missing, what is there twice, and which invariants do not hold; each in words. */
export type Verdict = { lost: string[]; doubled: string[]; broken: string[] }

/** What each deed that stands is worth by the storm's two rules. */
export const worth = 107

/** Checks everything sent so far. Whatever was sent and never acknowledged may be there or not, but not twice. */
export async function check(journal: Journal, mails: ReadonlyMap<string, number>): Promise<Verdict> {
  const stored = await sqlAlone<{ name: string; times: number }>(
    `SELECT external_id || '@' || version AS name, count(*)::int AS times FROM activity WHERE source_id > 0 GROUP BY 1`,
  )
  const again = await sqlAlone<{ id: string }>(`SELECT headers ->> 'webhook-id' AS id FROM delivery GROUP BY 1, event, digest HAVING count(*) > 1`)
  const balances = await sqlAlone<{ handle: string; lifetime: number }>(
    'SELECT m.handle, coalesce(b.lifetime, 0) AS lifetime FROM member m LEFT JOIN balance b ON b.program_id = m.program_id AND b.member_id = m.id AND b.currency = 1 WHERE m.handle NOT LIKE $1',
    ['buyer%'],
  )
  const present = new Set(stored.map((row) => row.name))
  const expected = expectedPoints([...journal.sent.values()].filter((fact) => present.has(nameOf(fact))))
  const sums = balances.map(({ handle, lifetime }) => ({ handle, off: lifetime - (expected.get(handle) ?? 0) })).filter(({ off }) => off !== 0)
  return {
    lost: [
      ...[...journal.acknowledged].filter((name) => !present.has(name)).map((name) => `${name} was acknowledged and is not there`),
      ...sums.filter(({ off }) => off < 0).map(({ handle, off }) => `${handle} has ${-off} points too few`),
    ],
    doubled: [
      ...stored.filter((row) => row.times > 1).map((row) => `${row.name} is there ${row.times} times`),
      ...again.map((row) => `the delivery ${row.id} was kept twice`),
      ...sums.filter(({ off }) => off > 0).map(({ handle, off }) => `${handle} has ${off} points too many`),
      ...[...mails].filter(([, times]) => times > 1).map(([id, times]) => `the mail ${id} left ${times} times`),
    ],
    broken: await brokenInvariants(),
  }
}

/** A subject pays while its newest deed is newer than its newest undo, whatever the order of arrival. */
function expectedPoints(facts: readonly Fact[]): Map<string, number> {
  const subjects = new Map<string, { owner: string; deed: number; undo: number }>()
  for (const fact of facts) {
    const subject = subjects.get(fact.subject) ?? { owner: fact.owner, deed: -1, undo: -1 }
    const which = fact.undo ? 'undo' : 'deed'
    subjects.set(fact.subject, { ...subject, [which]: Math.max(subject[which], fact.time) })
  }
  const points = new Map(people.map((person) => [person, 0]))
  for (const { owner, deed, undo } of subjects.values()) if (deed > undo) points.set(owner, (points.get(owner) ?? 0) + worth)
  return points
}
