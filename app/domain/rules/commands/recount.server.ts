import type { Scope } from '#app/db/transaction.server.ts'

/**
 * Counts for limits anew, from the awards that are open: for these members by person (`persons` says who stands behind each), as after a merge or a
 * split. Counts that are no person's (an object's, the whole program's) stay.
 */
export async function recountRules(scope: Scope, persons: ReadonlyMap<number, number>): Promise<void> {
  const [holders, roots] = [[...persons.keys()], [...persons.values()]]
  await scope.sql('DELETE FROM rule_counter WHERE program_id = $1 AND member_id = ANY($2::bigint[])', [scope.program, holders])
  await scope.sql(
    `INSERT INTO rule_counter (program_id, rule_id, member_id, "window", count, last_at)
     SELECT $1::smallint, a.rule_id, h.person, w.name, sum(CASE WHEN w.name ~ '(^|/)\\+' THEN a.amount ELSE 1 END)::int, max(l.occurred_at)
     FROM unnest($2::bigint[], $3::bigint[]) AS h(id, person)
     CROSS JOIN LATERAL (SELECT DISTINCT activity_id, occurred_at FROM judgement j WHERE j.program_id = $1 AND j.member_id = h.id) AS l
     JOIN award a ON a.program_id = $1 AND a.activity_id = l.activity_id AND a.member_id = h.id AND a.state = 'open'
     CROSS JOIN LATERAL unnest(a.windows) AS w(name) WHERE w.name NOT LIKE '*%' GROUP BY a.rule_id, h.person, w.name`,
    [scope.program, holders, roots],
  )
}

/** A deed of a member's own that counts, as standing is rebuilt from. */
export type CountedDeed = { memberId: number; kind: string; activityId: number; subject: string; at: Date; sourceId: number }

/** Every deed of their own that counts for these members, the earliest first. Several versions of one deed may be among them. */
export async function countedDeedsOf(scope: Scope, members: readonly number[]): Promise<CountedDeed[]> {
  return scope.sql<CountedDeed>(
    `SELECT j.member_id AS "memberId", j.kind, j.activity_id AS "activityId", a.subject, j.occurred_at AS at, j.source_id AS "sourceId"
     FROM judgement j JOIN activity a ON a.program_id = j.program_id AND a.id = j.activity_id
     WHERE j.program_id = $1 AND j.member_id = ANY($2::bigint[]) AND j.status = 'counted' AND j.source_id <> 0
       AND jsonb_path_exists(j.explanation, '$ ? (@.own == true || exists(@.lines[*] ? (@.outcome == "paid" && !exists(@.role))))')
     ORDER BY j.occurred_at, j.activity_id`,
    [scope.program, members],
  )
}
