import type { Scope } from '#app/db/transaction.server.ts'
import type { ChallengeState } from '#app/domain/challenges/challenges.ts'
import type { Draft, StageDraft } from '#app/domain/challenges/draft.ts'
import { stageTypes } from '#app/domain/challenges/types/index.ts'
import { Refusal } from '#app/foundation/outcome.ts'

const columns = `title, summary, body, opens_at, closes_at, time_zone, minutes, effort, language, topics, award, audience, recurrence, places, extra, needs, campaign_id,
  generated_policy, reviewers_needed, onboarding`
const insert = `INSERT INTO challenge (program_id, slug, paused_at, created_by, created_at, ${columns})
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25) ON CONFLICT DO NOTHING RETURNING id`
const update = `UPDATE challenge SET (${columns}, paused_at, version)
  = ($6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, CASE WHEN $4::boolean THEN coalesce(paused_at, $5) END, version + 1)
  WHERE program_id = $1 AND id = $2 AND version = $3 RETURNING id`

function valuesOf(draft: Draft): unknown[] {
  const { title, summary, body, opensAt, closesAt, timeZone, minutes, effort, language, topics, award, audience, recurrence, places, extra } = draft
  return [
    ...[title, summary, body, opensAt, closesAt, timeZone, minutes, effort, language, topics],
    ...[JSON.stringify(award), JSON.stringify(audience), JSON.stringify(recurrence), places && JSON.stringify(places), JSON.stringify(extra)],
    ...[draft.needs, draft.campaignId, draft.generatedPolicy, draft.reviewersNeeded, draft.onboarding],
  ]
}

/** Keeps a new draft under the first free address like the given one. `held`: its campaign does not show. Answers its id. */
export async function keepDraft(scope: Scope, draft: Draft, slug: string, held: boolean): Promise<number> {
  for (let round = 1; round <= 50; round += 1) {
    const name = round === 1 ? slug : `${slug}-${round}`
    const [row] = await scope.sql<{ id: number }>(insert, [scope.program, name, held ? scope.now : null, scope.by, scope.now, ...valuesOf(draft)])
    if (!row) continue
    await writeStages(scope, row.id, draft.stages)
    return row.id
  }
  throw new Error('No free address was found for the challenge in fifty rounds.')
}

/**
 * Changes a challenge as it was before its author. Refuses `stale` if somebody else changed it meanwhile, and `in_use` if a step would come, go or move on a
 * challenge on which members are at work.
 */
export async function changeChallenge(scope: Scope, id: number, basedOn: number, draft: Draft, held: boolean): Promise<void> {
  const [row] = await scope.sql(update, [scope.program, id, basedOn, held, scope.now, ...valuesOf(draft)])
  if (!row) throw new Refusal('stale', 'Somebody else changed this challenge meanwhile. Open it in another tab, and carry over what you wrote.')
  await writeStages(scope, id, draft.stages)
}

const types = new Map(stageTypes.map((type) => [type.id, type]))

/** The settings as their type reads them, defaults filled in; as they are while something is missing. */
function settledSettings({ type, settings }: StageDraft): object {
  const read = types.get(type)?.settings.safeParse(settings)
  return read?.success ? read.data : settings
}

const idOf = (key: string): number => (key.startsWith('s') ? Number(key.slice(1)) : 0)

/** Brings the stages of a challenge in line with a draft: known ones change, new ones come, those that are left out go. */
async function writeStages(scope: Scope, challengeId: number, stages: readonly StageDraft[]): Promise<void> {
  const known = await scope.sql<{ id: number; type: string }>(
    'SELECT id, type FROM challenge_stage WHERE program_id = $1 AND challenge_id = $2 ORDER BY position',
    [scope.program, challengeId],
  )
  const typeOf = new Map(known.map((stage) => [stage.id, stage.type]))
  const ids = new Map(stages.filter((stage) => typeOf.get(idOf(stage.key)) === stage.type).map((stage) => [stage.key, idOf(stage.key)]))
  const same = known.length === stages.length && known.every((stage, index) => ids.get(stages[index]?.key ?? '') === stage.id)
  if (!same) await makeRoom(scope, challengeId, [...ids.values()])
  for (const [index, stage] of stages.entries())
    ids.set(stage.key, await writeStage(scope, challengeId, index + 1, stage, ids.get(stage.key) ?? null))
  for (const stage of stages) await writeWays(scope, stage, ids)
}

/** Removes the stages that are not kept and puts the others out of the way: no two may stand at one place, not even for a moment. */
async function makeRoom(scope: Scope, challengeId: number, kept: readonly number[]): Promise<void> {
  const [used] = await scope.sql('SELECT 1 AS used FROM participation WHERE program_id = $1 AND challenge_id = $2 LIMIT 1', [
    scope.program,
    challengeId,
  ])
  if (used) throw new Refusal('in_use', 'Members are at work on this challenge, so its steps stay where they are. Duplicate it to change them.')
  await scope.sql('DELETE FROM challenge_stage WHERE program_id = $1 AND challenge_id = $2 AND id <> ALL($3::int[])', [
    scope.program,
    challengeId,
    kept,
  ])
  await scope.sql('UPDATE challenge_stage SET position = position + 1000 WHERE program_id = $1 AND challenge_id = $2', [scope.program, challengeId])
}

async function writeStage(scope: Scope, challengeId: number, position: number, stage: StageDraft, id: number | null): Promise<number> {
  const values = [position, stage.title, stage.body, JSON.stringify(settledSettings(stage)), stage.points]
  if (id !== null) {
    await scope.sql('UPDATE challenge_stage SET position = $3, title = $4, body = $5, settings = $6, points = $7 WHERE program_id = $1 AND id = $2', [
      scope.program,
      id,
      ...values,
    ])
    return id
  }
  const [row] = await scope.sql<{ id: number }>(
    `INSERT INTO challenge_stage (program_id, challenge_id, position, title, body, settings, points, type) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id`,
    [scope.program, challengeId, ...values, stage.type],
  )
  return row?.id ?? 0
}

async function writeWays(scope: Scope, stage: StageDraft, ids: ReadonlyMap<string, number>): Promise<void> {
  const ways = stage.branch.map(({ answer, to }) => ({ answer, stage: to === 'end' ? null : (ids.get(to) ?? null) }))
  await scope.sql('UPDATE challenge_stage SET branch = $3 WHERE program_id = $1 AND id = $2 AND branch <> $3::jsonb', [
    scope.program,
    ids.get(stage.key),
    JSON.stringify(ways),
  ])
}

/** Moves a challenge from one of some states to another. Refuses `wrong_state`. */
export async function setChallengeState(scope: Scope, id: number, from: readonly ChallengeState[], to: ChallengeState): Promise<void> {
  const [row] = await scope.sql(
    `UPDATE challenge SET state = $4, version = version + 1,
       published_at = CASE WHEN $4 = 'published' THEN coalesce(published_at, $5) ELSE published_at END,
       closed_at = CASE WHEN $4 = 'closed' THEN $5 WHEN $4 = 'published' THEN NULL ELSE closed_at END
     WHERE program_id = $1 AND id = $2 AND state = ANY($3::text[]) RETURNING id`,
    [scope.program, id, from, to, scope.now],
  )
  if (!row) throw new Refusal('wrong_state', 'The challenge is not in a state for that any more. Nothing was changed.')
}

/** Closes what is published of a campaign that is over. */
export async function closeOfCampaign(scope: Scope, campaignId: number): Promise<void> {
  await scope.sql(
    `UPDATE challenge SET state = 'closed', closed_at = $3, version = version + 1 WHERE program_id = $1 AND campaign_id = $2 AND state = 'published'`,
    [scope.program, campaignId, scope.now],
  )
}

/** Keeps a challenge as one of the program's own templates; the same title replaces the one before. */
export async function putTemplate(scope: Scope, title: string, draft: Draft): Promise<void> {
  await scope.sql(
    `INSERT INTO challenge_template (program_id, title, about, draft, created_by, created_at) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (program_id, title) DO UPDATE SET about = excluded.about, draft = excluded.draft, created_by = excluded.created_by, created_at = excluded.created_at`,
    [scope.program, title, draft.summary, JSON.stringify(draft), scope.by, scope.now],
  )
}

/** Removes one of the program's own templates. */
export async function dropTemplate(scope: Scope, id: number): Promise<void> {
  await scope.sql('DELETE FROM challenge_template WHERE program_id = $1 AND id = $2', [scope.program, id])
}

/** Hides every challenge of a campaign, or shows them again. */
export async function pauseChallenges(scope: Scope, campaignId: number, paused: boolean): Promise<void> {
  await scope.sql('UPDATE challenge SET paused_at = $3 WHERE program_id = $1 AND campaign_id = $2 AND (paused_at IS NULL) = $4', [
    scope.program,
    campaignId,
    paused ? scope.now : null,
    paused,
  ])
}
