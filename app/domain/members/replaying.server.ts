import type { Scope } from '#app/db/transaction.server.ts'

/** Who stood behind an account at a turn, as the journal tells it. */
export type ToldPerson = { memberId: number; person: number; active: boolean; timeZone: string }

/** Makes accounts belong to whom they belonged at a turn (null: to nobody), and these people what they were. For a replay, on its own copies. */
export async function setPeople(
  scope: Scope,
  accounts: readonly { sourceId: number; foreignId: string; person: ToldPerson | null }[],
): Promise<void> {
  const named = accounts.filter((account) => account.sourceId !== 0)
  await scope.sql(
    `DELETE FROM identity i USING unnest($2::smallint[], $3::text[]) AS n(source_id, foreign_id)
     WHERE i.program_id = $1 AND i.source_id = n.source_id AND i.foreign_id = n.foreign_id`,
    [scope.program, named.map((account) => account.sourceId), named.map((account) => account.foreignId)],
  )
  const owned = named.flatMap(({ person, ...account }) => (person ? [{ ...account, ...person }] : []))
  await scope.sql(
    `INSERT INTO identity (program_id, source_id, foreign_id, member_id, handle, proof)
     SELECT $1::smallint, source_id, foreign_id, member_id, '', 'replay' FROM unnest($2::smallint[], $3::text[], $4::bigint[]) AS n(source_id, foreign_id, member_id)`,
    [scope.program, owned.map((one) => one.sourceId), owned.map((one) => one.foreignId), owned.map((one) => one.memberId)],
  )
  const people = accounts.flatMap(({ person }) => (person ? [person] : []))
  await scope.sql(
    `UPDATE member m SET merged_into = nullif(n.person, n.member_id) FROM (SELECT DISTINCT * FROM unnest($2::bigint[], $3::bigint[]) AS n(member_id, person)) AS n
     WHERE m.program_id = $1 AND m.id = n.member_id`,
    [scope.program, people.map((one) => one.memberId), people.map((one) => one.person)],
  )
  await scope.sql(
    `UPDATE member m SET state = CASE WHEN n.active THEN 'active' ELSE 'paused' END, time_zone = n.zone
     FROM (SELECT DISTINCT ON (id) * FROM unnest($2::bigint[], $3::boolean[], $4::text[]) AS n(id, active, zone)) AS n WHERE m.program_id = $1 AND m.id = n.id`,
    [scope.program, people.map((one) => one.person), people.map((one) => one.active), people.map((one) => one.timeZone)],
  )
}

/** Who was merged or split in a turn, as it was decided; applied to the copies of a replay. Answers the members concerned. */
export async function repeatMerges(scope: Scope, turn: number): Promise<number[]> {
  const merged = await scope.sql<{ memberId: number; intoId: number }>(
    'SELECT member_id AS "memberId", into_id AS "intoId" FROM member_merge WHERE program_id = $1 AND turn = $2',
    [scope.program, turn],
  )
  for (const { memberId, intoId } of merged) {
    await scope.sql('UPDATE member SET merged_into = $3 WHERE program_id = $1 AND (id = $2 OR merged_into = $2)', [scope.program, memberId, intoId])
  }
  const split = await scope.sql<{ memberId: number; intoId: number }>(
    'SELECT member_id AS "memberId", into_id AS "intoId" FROM member_merge WHERE program_id = $1 AND split_turn = $2',
    [scope.program, turn],
  )
  for (const { memberId } of split) {
    await scope.sql(
      `WITH RECURSIVE under(id) AS (
         SELECT member_id FROM member_merge WHERE program_id = $1 AND into_id = $2 AND turn < $3 AND (split_turn IS NULL OR split_turn > $3)
         UNION SELECT m.member_id FROM member_merge m JOIN under u ON m.into_id = u.id
         WHERE m.program_id = $1 AND m.turn < $3 AND (m.split_turn IS NULL OR m.split_turn > $3)
       )
       UPDATE member SET merged_into = CASE WHEN id = $2 THEN NULL ELSE $2::bigint END WHERE program_id = $1 AND (id = $2 OR id IN (SELECT id FROM under))`,
      [scope.program, memberId, turn],
    )
  }
  return [...merged, ...split].flatMap(({ memberId, intoId }) => [memberId, intoId])
}
