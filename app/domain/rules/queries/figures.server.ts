import type { Scope } from '#app/db/transaction.server.ts'

/** The activities of a kind by these accounts within [from, until) that stand: paid or not, but not taken back. */
export async function activitiesWithin(
  scope: Pick<Scope, 'sql' | 'program'>,
  asked: { accounts: readonly number[]; kind: string; from: Date; until: Date },
): Promise<{ activityId: number; at: Date }[]> {
  return scope.sql(
    `SELECT activity_id AS "activityId", occurred_at AS at FROM judgement WHERE program_id = $1 AND member_id = ANY($2::bigint[]) AND kind = $3
       AND occurred_at >= $4 AND occurred_at < $5 AND status NOT IN ('reversed', 'undone', 'undo') ORDER BY occurred_at, activity_id`,
    [scope.program, asked.accounts, asked.kind, asked.from, asked.until],
  )
}
