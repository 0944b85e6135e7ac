import type { Scope } from '#app/db/transaction.server.ts'
import type { Stay } from './teams.ts'

/** Everybody's times in these teams, as persons: accounts that were merged since count as who they became. */
export async function staysIn(scope: Pick<Scope, 'sql' | 'program'>, teams: readonly number[]): Promise<(Stay & { teamId: number })[]> {
  return scope.sql(
    `SELECT s.team_id AS "teamId", coalesce(m.merged_into, m.id) AS "memberId", s.joined_at AS "joinedAt", s.left_at AS "leftAt"
     FROM team_member s JOIN member m ON m.program_id = s.program_id AND m.id = s.member_id
     WHERE s.program_id = $1 AND s.team_id = ANY($2::int[]) ORDER BY s.joined_at, s.id`,
    [scope.program, teams],
  )
}
