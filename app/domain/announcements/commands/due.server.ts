import type { Scope } from '#app/db/transaction.server.ts'

/** Marks people whose badges, levels or accounts changed. Does nothing in a program that tells no platform anything. */
export async function markDue(scope: Scope, members: readonly number[]): Promise<void> {
  if (members.length === 0) return
  await scope.sql(
    `INSERT INTO announce_due (program_id, member_id, at) SELECT $1::smallint, id, $3::timestamptz FROM unnest($2::bigint[]) AS m(id)
     WHERE EXISTS (SELECT FROM announce_rule WHERE program_id = $1) GROUP BY id ORDER BY id ON CONFLICT DO NOTHING`,
    [scope.program, members, scope.now],
  )
}

/** Marks everybody to whom a rule has given something: it was switched. */
export async function markHolders(scope: Scope, ruleId: number): Promise<void> {
  await scope.sql(
    `INSERT INTO announce_due (program_id, member_id, at) SELECT DISTINCT $1::smallint, member_id, $3::timestamptz FROM announcement
     WHERE program_id = $1 AND rule_id = $2 ON CONFLICT DO NOTHING`,
    [scope.program, ruleId, scope.now],
  )
}

/** A deed that counts for a person (true) or no longer does. */
export type DueDeed = { activityId: number; memberId: number; kind: string; counts: boolean }

/** Marks deeds of which a rule says something. The latest word on a deed stands. */
export async function markDeeds(scope: Scope, deeds: readonly DueDeed[]): Promise<void> {
  if (deeds.length === 0) return
  await scope.sql(
    `INSERT INTO announce_deed (program_id, activity_id, member_id, kind, counts, at)
     SELECT DISTINCT ON (activity_id, member_id) $1::smallint, activity_id, member_id, kind, counts, $6::timestamptz
     FROM unnest($2::bigint[], $3::bigint[], $4::text[], $5::boolean[]) WITH ORDINALITY AS d(activity_id, member_id, kind, counts, n)
     WHERE kind IN (SELECT what FROM announce_rule WHERE program_id = $1 AND trigger = 'deed')
     ORDER BY activity_id, member_id, n DESC
     ON CONFLICT (program_id, activity_id, member_id) DO UPDATE SET counts = excluded.counts, at = excluded.at`,
    [
      scope.program,
      deeds.map((deed) => deed.activityId),
      deeds.map((deed) => deed.memberId),
      deeds.map((deed) => deed.kind),
      deeds.map((deed) => deed.counts),
      scope.now,
    ],
  )
}

/** Takes people who are due, at most `size`: they are gone from the list if the transaction commits. */
export async function takeDue(scope: Scope, size: number): Promise<number[]> {
  const rows = await scope.sql<{ id: number }>(
    `DELETE FROM announce_due WHERE program_id = $1 AND member_id IN (
       SELECT member_id FROM announce_due WHERE program_id = $1 ORDER BY at, member_id LIMIT $2 FOR UPDATE SKIP LOCKED) RETURNING member_id AS id`,
    [scope.program, size],
  )
  return rows.map((row) => row.id)
}

/** Takes deeds that are due, likewise. */
export async function takeDeeds(scope: Scope, size: number): Promise<DueDeed[]> {
  return scope.sql<DueDeed>(
    `DELETE FROM announce_deed WHERE program_id = $1 AND (activity_id, member_id) IN (
       SELECT activity_id, member_id FROM announce_deed WHERE program_id = $1 ORDER BY at, activity_id LIMIT $2 FOR UPDATE SKIP LOCKED)
     RETURNING activity_id AS "activityId", member_id AS "memberId", kind, counts`,
    [scope.program, size],
  )
}
