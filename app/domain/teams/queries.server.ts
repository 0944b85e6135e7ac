import { sqlAlone } from '#app/db/transaction.server.ts'
import type { Team, TeamGoal } from './teams.ts'

const fields = `t.id, t.slug, t.name, t.about, t.state,
  (SELECT count(*) FROM team_member m WHERE m.program_id = t.program_id AND m.team_id = t.id AND m.left_at IS NULL)::int AS members`

/** The teams of a program by name. Archived ones only if asked for. */
export async function teamsOf(program: number, archived: boolean): Promise<Team[]> {
  return sqlAlone<Team>(`SELECT ${fields} FROM team t WHERE t.program_id = $1 AND ($2 OR t.state <> 'archived') ORDER BY lower(t.name), t.id`, [
    program,
    archived,
  ])
}

/** One team by its name in addresses, or null. */
export async function teamBySlug(program: number, slug: string): Promise<Team | null> {
  const [row] = await sqlAlone<Team>(`SELECT ${fields} FROM team t WHERE t.program_id = $1 AND t.slug = $2 AND t.state <> 'archived'`, [
    program,
    slug,
  ])
  return row ?? null
}

/** The team in which a person is now, or null. */
export async function teamOf(program: number, memberId: number): Promise<number | null> {
  const [row] = await sqlAlone<{ teamId: number }>(
    'SELECT team_id AS "teamId" FROM team_member WHERE program_id = $1 AND member_id = $2 AND left_at IS NULL',
    [program, memberId],
  )
  return row?.teamId ?? null
}

const goalFields = `g.id, g.team_id AS "teamId", g.title, g.counts, g.kinds, g.target, g.starts_at AS "startsAt", g.ends_at AS "endsAt", g.bonus, g.share, g.state,
  g.reached_at AS "reachedAt", g.closed_at AS "closedAt"`

/** The goals of these teams: running ones first, then the latest. Dropped ones are left out. */
export async function goalsOfTeams(program: number, teams: readonly number[]): Promise<TeamGoal[]> {
  return sqlAlone<TeamGoal>(
    `SELECT ${goalFields} FROM team_goal g WHERE g.program_id = $1 AND g.team_id = ANY($2::int[]) AND g.state <> 'dropped'
     ORDER BY g.closed_at IS NOT NULL, g.ends_at DESC, g.id LIMIT 200`,
    [program, teams],
  )
}

/** Who stands paid for these goals: by goal, how many; and whether this member is among them. */
export async function sharesOf(
  program: number,
  goals: readonly number[],
  memberId: number | null,
): Promise<Map<number, { paid: number; mine: boolean }>> {
  const rows = await sqlAlone<{ goalId: number; paid: number; mine: boolean }>(
    `SELECT goal_id AS "goalId", count(*)::int AS paid, coalesce(bool_or(member_id = $3), false) AS mine FROM team_goal_share WHERE program_id = $1 AND goal_id = ANY($2::int[]) GROUP BY 1`,
    [program, goals, memberId],
  )
  return new Map(rows.map(({ goalId, ...share }) => [goalId, share]))
}
