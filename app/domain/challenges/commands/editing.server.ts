import type { Scope } from '#app/db/transaction.server.ts'
import type { Challenge, Stage } from '#app/domain/challenges/challenges.ts'

/** A stage as it is written. `branch` names stages by their position here, because ids come with writing. */
export type StageDraft = Pick<Stage, 'type' | 'title' | 'body' | 'settings' | 'points'> & {
  branch: readonly { answer: string; position: number | null }[]
}

/** A challenge as it is written, in whatever state. */
export type ChallengeDraft = Omit<Challenge, 'id' | 'stages' | 'version' | 'closedAt' | 'drawnAt' | 'pausedAt'> & { stages: readonly StageDraft[] }

/** Writes a challenge with its stages. Answers the ids; a slug that is taken is a fault of the database (23505). */
export async function addChallenge(scope: Scope, draft: ChallengeDraft): Promise<{ id: number; stages: number[] }> {
  const [row] = await scope.sql<{ id: number }>(
    `INSERT INTO challenge (program_id, slug, title, summary, body, state, opens_at, closes_at, time_zone, minutes, effort, language, topics, award, audience, recurrence,
       places, extra, needs, campaign_id, generated_policy, reviewers_needed, onboarding, position, created_by, created_at, published_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27) RETURNING id`,
    [
      ...[
        scope.program,
        draft.slug,
        draft.title,
        draft.summary,
        draft.body,
        draft.state,
        draft.opensAt,
        draft.closesAt,
        draft.timeZone,
        draft.minutes,
      ],
      ...[draft.effort, draft.language, draft.topics, JSON.stringify(draft.award), JSON.stringify(draft.audience), JSON.stringify(draft.recurrence)],
      ...[draft.places && JSON.stringify(draft.places), JSON.stringify(draft.extra), draft.needs, draft.campaignId, draft.generatedPolicy],
      ...[draft.reviewersNeeded, draft.onboarding, draft.position, draft.createdBy, scope.now, draft.publishedAt],
    ],
  )
  const id = row?.id ?? 0
  return { id, stages: await addStages(scope, id, draft.stages) }
}

/** Writes the stages of a challenge that has none yet, in order. Answers their ids. */
async function addStages(scope: Scope, challengeId: number, stages: readonly StageDraft[]): Promise<number[]> {
  const rows = await scope.sql<{ id: number }>(
    `INSERT INTO challenge_stage (program_id, challenge_id, position, type, title, body, settings, points)
     SELECT $1::smallint, $2::int, n, type, title, body, settings, points
     FROM unnest($3::text[], $4::text[], $5::text[], $6::jsonb[], $7::int[]) WITH ORDINALITY AS s(type, title, body, settings, points, n) ORDER BY n RETURNING id`,
    [
      ...[scope.program, challengeId, stages.map((stage) => stage.type), stages.map((stage) => stage.title), stages.map((stage) => stage.body)],
      ...[stages.map((stage) => JSON.stringify(stage.settings)), stages.map((stage) => stage.points)],
    ],
  )
  const ids = rows.map((row) => row.id)
  for (const [index, { branch }] of stages.entries()) {
    if (branch.length === 0) continue
    const ways = branch.map(({ answer, position }) => ({ answer, stage: position === null ? null : (ids[position - 1] ?? null) }))
    await scope.sql('UPDATE challenge_stage SET branch = $3 WHERE program_id = $1 AND id = $2', [scope.program, ids[index], JSON.stringify(ways)])
  }
  return ids
}

/** Closes the published challenges whose end has come. Answers how many. */
export async function closeDue(scope: Scope): Promise<number> {
  const rows = await scope.sql(
    `UPDATE challenge SET state = 'closed', closed_at = $2, version = version + 1 WHERE program_id = $1 AND state = 'published' AND closes_at <= $2
     RETURNING id`,
    [scope.program, scope.now],
  )
  return rows.length
}

/** The places of a challenge were given out. */
export async function noteDrawn(scope: Scope, id: number): Promise<void> {
  await scope.sql('UPDATE challenge SET drawn_at = $3 WHERE program_id = $1 AND id = $2 AND drawn_at IS NULL', [scope.program, id, scope.now])
}
