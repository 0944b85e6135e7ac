import type { Sql } from '#app/db/transaction.server.ts'
import { type Challenge, type Stage, audienceSchema, awardSchema, branchSchema, extraSchema, placesSchema, recurrenceSchema } from './challenges.ts'

type Row = Omit<Challenge, 'stages'>

const fields = `id, slug, title, summary, body, state, opens_at AS "opensAt", closes_at AS "closesAt", time_zone AS "timeZone", minutes, effort, language, topics,
  award, audience, recurrence, places, extra, needs, campaign_id AS "campaignId", paused_at AS "pausedAt", generated_policy AS "generatedPolicy",
  reviewers_needed AS "reviewersNeeded", onboarding, position, created_by AS "createdBy", published_at AS "publishedAt", closed_at AS "closedAt",
  drawn_at AS "drawnAt", version`
const stageFields = 'id, challenge_id AS "challengeId", position, type, title, body, settings, points, branch'

function challengeFrom(row: Row, stages: readonly Stage[]): Challenge {
  return {
    ...row,
    award: awardSchema.parse(row.award),
    audience: audienceSchema.parse(row.audience),
    recurrence: recurrenceSchema.parse(row.recurrence),
    places: row.places === null ? null : placesSchema.parse(row.places),
    extra: extraSchema.parse(row.extra),
    stages: stages.filter((stage) => stage.challengeId === row.id).map((stage) => ({ ...stage, branch: branchSchema.parse(stage.branch) })),
  }
}

/** One challenge as it stands now, in whatever state; null if there is none. */
export async function readChallenge(sql: Sql, program: number, id: number): Promise<Challenge | null> {
  const [row] = await sql<Row>(`SELECT ${fields} FROM challenge WHERE program_id = $1 AND id = $2`, [program, id])
  if (!row) return null
  const stages = await sql<Stage>(`SELECT ${stageFields} FROM challenge_stage WHERE program_id = $1 AND challenge_id = $2 ORDER BY position`, [
    program,
    id,
  ])
  return challengeFrom(row, stages)
}

/** What is kept in memory of a program's challenges. */
export type Known = { version: string; challenges: readonly Challenge[]; byId: ReadonlyMap<number, Challenge> }
const known = new Map<number, Known>()
const nothing: Known = { version: '', challenges: [], byId: new Map() }

/**
 * Every challenge that was published and not archived, in the order of lists. Kept in memory: the database gives each change a new version, so no process
 * works with old ones, and asking again costs one row.
 */
export async function knownChallenges(sql: Sql, program: number): Promise<Known> {
  const [row] = await sql<{ version: string }>('SELECT version::text AS version FROM challenge_version WHERE program_id = $1', [program])
  if (!row) return nothing
  const kept = known.get(program)
  if (kept?.version === row.version) return kept
  const rows = await sql<Row>(
    `SELECT ${fields} FROM challenge WHERE program_id = $1 AND state IN ('published', 'closed') ORDER BY position, published_at DESC, id`,
    [program],
  )
  const stages = await sql<Stage>(
    `SELECT ${stageFields.replaceAll(/(^|, )(?=[a-z])/g, '$1s.')} FROM challenge_stage s
     JOIN challenge c ON c.program_id = s.program_id AND c.id = s.challenge_id AND c.state IN ('published', 'closed')
     WHERE s.program_id = $1 ORDER BY s.challenge_id, s.position`,
    [program],
  )
  const challenges = rows.map((one) => challengeFrom(one, stages))
  const fresh = { version: row.version, challenges, byId: new Map(challenges.map((one) => [one.id, one])) }
  known.set(program, fresh)
  return fresh
}
