import { holdersOf } from '#app/db/holders.server.ts'
import { sqlAlone } from '#app/db/transaction.server.ts'
import type { Challenge } from '#app/domain/challenges/challenges.ts'
import { knownChallenges } from '#app/domain/challenges/definitions.server.ts'
import type { Participation } from '#app/domain/challenges/settling.server.ts'

/** Every challenge that was published and not archived, in the order of lists. Who may see which is asked of audiences. */
export async function publishedChallenges(program: number): Promise<readonly Challenge[]> {
  return (await knownChallenges(sqlAlone, program)).challenges
}

/** A round of a member, with how many stages are passed and what is with the present one: a draft, waiting for a person, or returned. */
export type Round = Pick<
  Participation,
  'id' | 'challengeId' | 'round' | 'state' | 'stageId' | 'stageAt' | 'completedAt' | 'place' | 'points' | 'retryAt' | 'grantId'
> & {
  passed: number
  work: 'draft' | 'waiting' | 'returned' | null
}

/** Every round of a person, those of accounts merged into theirs included; the oldest first. */
export async function roundsOf(program: number, member: number): Promise<Round[]> {
  return sqlAlone<Round>(
    `SELECT p.id, p.challenge_id AS "challengeId", p.round, p.state, p.stage_id AS "stageId", p.stage_at AS "stageAt", p.completed_at AS "completedAt", p.place,
       p.retry_at AS "retryAt", p.grant_id AS "grantId", p.points + coalesce(r.points, 0)::int AS points, coalesce(r.passed, 0)::int AS passed, s.state AS work
     FROM participation p
     LEFT JOIN LATERAL (SELECT count(*) AS passed, sum(points) FILTER (WHERE grant_id IS NOT NULL) AS points FROM stage_result r
       WHERE r.program_id = p.program_id AND r.participation_id = p.id AND r.state = 'passed') r ON true
     LEFT JOIN submission s ON s.program_id = p.program_id AND s.participation_id = p.id AND s.stage_id = p.stage_id AND s.state IN ('draft', 'waiting', 'returned')
     WHERE p.program_id = $1 AND p.member_id IN (SELECT id FROM ${holdersOf('$1', '$2')} AS h) ORDER BY p.started_at, p.id`,
    [program, member],
  )
}

/** What a member saved for later or put away, by challenge. */
export async function marksOf(program: number, member: number): Promise<Map<number, 'saved' | 'dismissed'>> {
  const rows = await sqlAlone<{ id: number; mark: 'saved' | 'dismissed' }>(
    'SELECT challenge_id AS id, mark FROM challenge_mark WHERE program_id = $1 AND member_id = $2',
    [program, member],
  )
  return new Map(rows.map((row) => [row.id, row.mark]))
}

/** How many members completed these challenges, and how many places are taken, by challenge. */
export async function figuresOf(program: number, challenges: readonly number[]): Promise<Map<number, { done: number; taken: number }>> {
  if (challenges.length === 0) return new Map()
  const rows = await sqlAlone<{ id: number; done: number; taken: number }>(
    `SELECT challenge_id AS id, count(DISTINCT member_id)::int AS done, count(place)::int AS taken FROM participation
     WHERE program_id = $1 AND challenge_id = ANY($2::int[]) AND state = 'completed' GROUP BY challenge_id`,
    [program, challenges],
  )
  return new Map(rows.map(({ id, ...figures }) => [id, figures]))
}

/** What a member handed in or wrote for a stage, with what a reviewer last said of it. */
export type Work = {
  id: number
  stageId: number
  state: string
  content: Record<string, unknown>
  language: string
  topic: string
  declaredGenerated: boolean | null
  handedInAt: Date | null
  reason: string | null
}

/** The newest work of a round for each stage, with the last verdict's reason. */
export async function workOf(program: number, participation: number): Promise<Map<number, Work>> {
  const rows = await sqlAlone<Work>(
    `SELECT DISTINCT ON (s.stage_id) s.id, s.stage_id AS "stageId", s.state, s.content, s.language, s.topic, s.declared_generated AS "declaredGenerated",
       s.handed_in_at AS "handedInAt",
       (SELECT v.reason FROM verdict v WHERE v.program_id = s.program_id AND v.submission_id = s.id ORDER BY v.id DESC LIMIT 1) AS reason
     FROM submission s WHERE s.program_id = $1 AND s.participation_id = $2 ORDER BY s.stage_id, s.id DESC`,
    [program, participation],
  )
  return new Map(rows.map((row) => [row.stageId, row]))
}

/** What came of the stages of a round: when each was passed, and how many deeds stand for those that wait for a channel. */
export async function progressOf(
  program: number,
  participation: number,
): Promise<Map<number, { at: Date | null; answer: string | null; deeds: number }>> {
  const rows = await sqlAlone<{ stageId: number; at: Date | null; answer: string | null; deeds: number }>(
    `SELECT coalesce(r.stage_id, d.stage_id) AS "stageId", r.at, r.answer, coalesce(d.deeds, 0)::int AS deeds
     FROM (SELECT stage_id, at, answer FROM stage_result WHERE program_id = $1 AND participation_id = $2 AND state = 'passed') r
     FULL JOIN (SELECT stage_id, count(*) AS deeds FROM stage_deed WHERE program_id = $1 AND participation_id = $2 GROUP BY stage_id) d USING (stage_id)`,
    [program, participation],
  )
  return new Map(rows.map(({ stageId, ...row }) => [stageId, row]))
}
