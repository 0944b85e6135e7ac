import { type Sql, sqlAlone } from '#app/db/transaction.server.ts'
import type { ChallengeState, Effort } from '#app/domain/challenges/challenges.ts'
import type { Draft } from '#app/domain/challenges/draft.ts'
import type { Comparable } from '#app/domain/challenges/estimate.ts'

/** A challenge in the managers' list. */
export type ListedChallenge = {
  id: number
  slug: string
  title: string
  state: ChallengeState
  opensAt: Date | null
  closesAt: Date | null
  pausedAt: Date | null
  minutes: number
  effort: Effort
  campaignId: number | null
  needs: number[]
  steps: number
  started: number
  completed: number
  waiting: number
}

/** Every challenge of a program with how many began, finished and wait for a person; drafts first, the newest first. */
export async function listedChallenges(program: number): Promise<ListedChallenge[]> {
  return sqlAlone(
    `SELECT c.id, c.slug, c.title, c.state, c.opens_at AS "opensAt", c.closes_at AS "closesAt", c.paused_at AS "pausedAt", c.minutes, c.effort,
       c.campaign_id AS "campaignId", c.needs,
       (SELECT count(*)::int FROM challenge_stage s WHERE s.program_id = c.program_id AND s.challenge_id = c.id) AS steps,
       coalesce(p.started, 0) AS started, coalesce(p.completed, 0) AS completed, coalesce(w.waiting, 0) AS waiting
     FROM challenge c
     LEFT JOIN (SELECT challenge_id, count(*)::int AS started, count(*) FILTER (WHERE state = 'completed')::int AS completed
       FROM participation WHERE program_id = $1 GROUP BY challenge_id) p ON p.challenge_id = c.id
     LEFT JOIN (SELECT p.challenge_id, count(*)::int AS waiting FROM submission s JOIN participation p ON p.program_id = s.program_id AND p.id = s.participation_id
       WHERE s.program_id = $1 AND s.state = 'waiting' GROUP BY p.challenge_id) w ON w.challenge_id = c.id
     WHERE c.program_id = $1 ORDER BY array_position('{draft,published,closed,archived}'::text[], c.state), c.id DESC`,
    [program],
  )
}

/** What published challenges of a program pay for how many minutes, to suggest an award for another one; the one named is left out. */
export async function comparableChallenges(program: number, except: number | null): Promise<Comparable[]> {
  return sqlAlone<Comparable>(
    `SELECT c.title, c.minutes, c.effort, array_agg(s.type) AS types, CASE WHEN c.award ->> 'mode' = 'stages' THEN sum(s.points)::int
         WHEN jsonb_typeof(c.award -> 'points') = 'number' THEN (c.award ->> 'points')::int ELSE (c.award #>> '{points,max}')::int END AS points
     FROM challenge c JOIN challenge_stage s ON s.program_id = c.program_id AND s.challenge_id = c.id
     WHERE c.program_id = $1 AND c.state IN ('published', 'closed') AND c.id IS DISTINCT FROM $2::int AND coalesce(c.award ->> 'currency', 'points') = 'points'
     GROUP BY c.program_id, c.id ORDER BY c.id DESC LIMIT 200`,
    [program, except],
  )
}

/** The points that the challenges of each campaign have paid, by campaign; what was taken back is not among them. Inside a story, give its own `sql`. */
export async function spentByCampaign(program: number, campaigns: readonly number[], sql: Sql = sqlAlone): Promise<Map<number, number>> {
  if (campaigns.length === 0) return new Map()
  const rows = await sql<{ id: number; points: number }>(
    `SELECT c.campaign_id AS id, sum(paid.points) AS points FROM challenge c
     CROSS JOIN LATERAL (
       SELECT p.points FROM participation p WHERE p.program_id = c.program_id AND p.challenge_id = c.id AND p.grant_id IS NOT NULL
       UNION ALL SELECT r.points FROM participation p JOIN stage_result r ON r.program_id = p.program_id AND r.participation_id = p.id
       WHERE p.program_id = c.program_id AND p.challenge_id = c.id AND c.award ->> 'mode' = 'stages' AND r.state = 'passed') paid
     WHERE c.program_id = $1 AND c.campaign_id = ANY($2::int[]) AND coalesce(c.award ->> 'currency', 'points') = 'points' GROUP BY c.campaign_id`,
    [program, campaigns],
  )
  return new Map(rows.map((row) => [row.id, Number(row.points)]))
}

/** A step with how many came to it, passed it, and how they fared there. `hours` is the usual time from the beginning until it was passed. */
export type FunnelStep = {
  stageId: number
  title: string
  type: string
  reached: number
  passed: number
  waiting: number
  returned: number
  hours: number | null
}

/** The steps of a challenge in order, with what came of them. */
export async function funnelOf(program: number, challenge: number): Promise<FunnelStep[]> {
  return sqlAlone(
    `SELECT s.id AS "stageId", s.title, s.type,
       (SELECT count(*)::int FROM participation p WHERE p.program_id = $1 AND p.challenge_id = $2 AND (p.stage_id = s.id OR EXISTS (
         SELECT 1 FROM stage_result r WHERE r.program_id = $1 AND r.participation_id = p.id AND r.stage_id = s.id))) AS reached,
       count(r.at) FILTER (WHERE r.state = 'passed')::int AS passed,
       (SELECT count(*)::int FROM submission b WHERE b.program_id = $1 AND b.stage_id = s.id AND b.state = 'waiting') AS waiting,
       (SELECT count(*)::int FROM verdict v JOIN submission b ON b.program_id = v.program_id AND b.id = v.submission_id
         WHERE v.program_id = $1 AND b.stage_id = s.id AND v.verdict = 'return') AS returned,
       percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM r.at - p.started_at)::float8 / 3600) FILTER (WHERE r.state = 'passed') AS hours
     FROM challenge_stage s LEFT JOIN stage_result r ON r.program_id = $1 AND r.stage_id = s.id
     LEFT JOIN participation p ON p.program_id = $1 AND p.id = r.participation_id
     WHERE s.program_id = $1 AND s.challenge_id = $2 GROUP BY s.id, s.title, s.type, s.position ORDER BY s.position`,
    [program, challenge],
  )
}

/** How many took part, finished, gave up, and the points paid at the end; with completions by day (ISO dates in the zone) over the last thirty days. */
export async function completionsOf(program: number, challenge: number, timeZone: string, now: Date) {
  const [[sums], days] = await Promise.all([
    sqlAlone<{ started: number; completed: number; open: number; left: number }>(
      `SELECT count(*)::int AS started, count(*) FILTER (WHERE state = 'completed')::int AS completed, count(*) FILTER (WHERE state = 'open')::int AS open,
         count(*) FILTER (WHERE state IN ('failed', 'withdrawn'))::int AS left
       FROM participation WHERE program_id = $1 AND challenge_id = $2`,
      [program, challenge],
    ),
    sqlAlone<{ day: string; count: number }>(
      `SELECT to_char(completed_at AT TIME ZONE $3, 'YYYY-MM-DD') AS day, count(*)::int AS count FROM participation
       WHERE program_id = $1 AND challenge_id = $2 AND state = 'completed' AND completed_at > $4::timestamptz - interval '30 days' GROUP BY 1 ORDER BY 1`,
      [program, challenge, timeZone, now],
    ),
  ])
  return { ...(sums ?? { started: 0, completed: 0, open: 0, left: 0 }), days }
}

/** True if anybody has begun the challenge. */
export async function hasRounds(program: number, challenge: number): Promise<boolean> {
  const rows = await sqlAlone('SELECT 1 AS yes FROM participation WHERE program_id = $1 AND challenge_id = $2 LIMIT 1', [program, challenge])
  return rows.length > 0
}

/** The program's own templates, by title. */
export async function ownTemplates(program: number): Promise<{ id: number; title: string; about: string; draft: Draft }[]> {
  return sqlAlone('SELECT id, title, about, draft FROM challenge_template WHERE program_id = $1 ORDER BY title', [program])
}
