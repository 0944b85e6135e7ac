import type { Scope } from '#app/db/transaction.server.ts'
import { Refusal } from '#app/foundation/outcome.ts'
import type { TeamForm, TeamGoal } from './teams.ts'

/** Writes a new team or changes one. Refuses `not_found`. Answers id and slug. */
export async function writeTeam(
  scope: Scope,
  id: number | null,
  slug: string,
  { name, about, state }: TeamForm,
): Promise<{ id: number; slug: string }> {
  const [row] =
    id === null
      ? await scope.sql<{ id: number; slug: string }>(
          'INSERT INTO team (program_id, name, about, state, slug, created_by, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id, slug',
          [scope.program, name, about, state, await freeSlug(scope, slug), scope.by, scope.now],
        )
      : await scope.sql<{ id: number; slug: string }>(
          'UPDATE team SET name = $2, about = $3, state = $4 WHERE program_id = $1 AND id = $5 RETURNING id, slug',
          [scope.program, name, about, state, id],
        )
  if (!row) throw new Refusal('not_found', 'There is no such team. Nothing was changed.')
  return row
}

async function freeSlug(scope: Scope, wanted: string): Promise<string> {
  const rows = await scope.sql<{ slug: string }>('SELECT slug FROM team WHERE program_id = $1', [scope.program])
  const taken = new Set(rows.map((row) => row.slug))
  let slug = wanted
  for (let number = 2; taken.has(slug); number += 1) slug = `${wanted}-${number}`
  return slug
}

/** A person joins a team. Refuses `not_found`, `full` where nobody joins now, and `elsewhere`. Answers false if they are in it already. */
export async function joinTeam(scope: Scope, slug: string, person: number): Promise<boolean> {
  const [team] = await scope.sql<{ id: number; state: string }>(
    `SELECT id, state FROM team WHERE program_id = $1 AND slug = $2 AND state <> 'archived' FOR SHARE`,
    [scope.program, slug],
  )
  if (!team) throw new Refusal('not_found', 'There is no such team.')
  const rows = await scope.sql(
    `INSERT INTO team_member (program_id, team_id, member_id, joined_at) SELECT $1::smallint, $2::int, $3::bigint, $4::timestamptz WHERE $5 = 'open'
     ON CONFLICT (program_id, member_id) WHERE left_at IS NULL DO NOTHING RETURNING id`,
    [scope.program, team.id, person, scope.now, team.state],
  )
  if (rows.length > 0) return true
  const [now] = await scope.sql<{ teamId: number }>(
    'SELECT team_id AS "teamId" FROM team_member WHERE program_id = $1 AND member_id = $2 AND left_at IS NULL',
    [scope.program, person],
  )
  if (now?.teamId === team.id) return false
  if (now) throw new Refusal('elsewhere', 'You are in another team. Leave it first; what you did for it stays with it.')
  throw new Refusal('full', 'This team takes nobody in now.')
}

/** A person leaves the team in which they are. What they did stays with it. Answers false if they were in none of this name. */
export async function leaveTeam(scope: Scope, slug: string, person: number): Promise<boolean> {
  const rows = await scope.sql(
    `UPDATE team_member m SET left_at = greatest(m.joined_at, $4::timestamptz) FROM team t WHERE t.program_id = m.program_id AND t.id = m.team_id
       AND m.program_id = $1 AND t.slug = $2 AND m.member_id = $3 AND m.left_at IS NULL RETURNING m.id`,
    [scope.program, slug, person, scope.now],
  )
  return rows.length > 0
}

export type GoalOrder = Pick<TeamGoal, 'title' | 'counts' | 'kinds' | 'target' | 'startsAt' | 'endsAt' | 'bonus' | 'share'>

/** Sets a goal for a team, or (null) the same for every open one. Refuses `backwards` and `not_found`. Answers how many were set. */
export async function setTeamGoal(scope: Scope, teamId: number | null, goal: GoalOrder): Promise<number> {
  if (goal.endsAt <= goal.startsAt || goal.endsAt <= scope.now)
    throw new Refusal('backwards', 'A goal must end after it starts, and in the future. Nothing was changed.')
  const rows = await scope.sql(
    `INSERT INTO team_goal (program_id, team_id, title, counts, kinds, target, starts_at, ends_at, bonus, share, created_by)
     SELECT $1::smallint, id, $3, $4, $5::text[], $6::int, $7::timestamptz, $8::timestamptz, $9::int, $10::int, $11::bigint FROM team
     WHERE program_id = $1 AND (id = $2 OR ($2::int IS NULL AND state = 'open')) AND state <> 'archived' RETURNING id`,
    [scope.program, teamId, goal.title, goal.counts, goal.kinds, goal.target, goal.startsAt, goal.endsAt, goal.bonus, goal.share, scope.by],
  )
  if (rows.length === 0) throw new Refusal('not_found', 'There is no team to set a goal for. Nothing was changed.')
  return rows.length
}

/** Drops a goal that is still open. Refuses `not_found`. */
export async function dropTeamGoal(scope: Scope, id: number): Promise<void> {
  const rows = await scope.sql(
    `UPDATE team_goal SET state = 'dropped', closed_at = $3 WHERE program_id = $1 AND id = $2 AND state = 'open' RETURNING id`,
    [scope.program, id, scope.now],
  )
  if (rows.length === 0) throw new Refusal('not_found', 'Only a goal that is still open can be dropped. Nothing was changed.')
}

const goalFields = `g.id, g.team_id AS "teamId", g.title, g.counts, g.kinds, g.target, g.starts_at AS "startsAt", g.ends_at AS "endsAt", g.bonus, g.share, g.state,
  g.reached_at AS "reachedAt", g.closed_at AS "closedAt"`

export type WatchedGoal = TeamGoal & { team: string; slug: string }

/** The goals that have begun and not closed, locked, with their team. The caller holds the settling lock. */
export async function watchedGoals(scope: Scope): Promise<WatchedGoal[]> {
  return scope.sql(
    `SELECT ${goalFields}, t.name AS team, t.slug FROM team_goal g JOIN team t ON t.program_id = g.program_id AND t.id = g.team_id
     WHERE g.program_id = $1 AND g.closed_at IS NULL AND g.starts_at <= $2 ORDER BY g.id FOR UPDATE OF g`,
    [scope.program, scope.now],
  )
}

/** Who stands paid for a goal. */
export async function paidFor(scope: Scope, goalId: number): Promise<number[]> {
  const rows = await scope.sql<{ memberId: number }>('SELECT member_id AS "memberId" FROM team_goal_share WHERE program_id = $1 AND goal_id = $2', [
    scope.program,
    goalId,
  ])
  return rows.map((row) => row.memberId)
}

/** Writes who stands paid for a goal now: these persons, with what each did. */
export async function writeShares(scope: Scope, goalId: number, shares: readonly { memberId: number; done: number }[]): Promise<void> {
  const members = shares.map((share) => share.memberId)
  await scope.sql('DELETE FROM team_goal_share WHERE program_id = $1 AND goal_id = $2 AND member_id <> ALL($3::bigint[])', [
    scope.program,
    goalId,
    members,
  ])
  await scope.sql(
    `INSERT INTO team_goal_share (program_id, goal_id, member_id, done) SELECT $1::smallint, $2::int, m, d FROM unnest($3::bigint[], $4::int[]) AS s(m, d)
     ON CONFLICT (program_id, goal_id, member_id) DO UPDATE SET done = excluded.done`,
    [scope.program, goalId, members, shares.map((share) => share.done)],
  )
}

/** Writes how a goal stands: since when it is reached (null: it is not), and whether it closes now. */
export async function markGoal(scope: Scope, id: number, reachedAt: Date | null, closes: boolean): Promise<void> {
  const state = reachedAt ? 'reached' : closes ? 'missed' : 'open'
  await scope.sql('UPDATE team_goal SET state = $3, reached_at = $4, closed_at = $5 WHERE program_id = $1 AND id = $2', [
    ...[scope.program, id, state, reachedAt, closes ? scope.now : null],
  ])
}
