import { holdersOf } from '#app/db/holders.server.ts'
import type { Scope } from '#app/db/transaction.server.ts'
import { sha256 } from '#app/foundation/crypto.server.ts'
import type { Challenge, Stage } from './challenges.ts'
import type { KeptRow } from './commands/kept.server.ts'
import { type Watched, watchedIn } from './deeds.ts'
import { type Known, knownChallenges, readChallenge } from './definitions.server.ts'
import type { PastRound } from './rounds.ts'

/** A person in one round of a challenge. */
export type Participation = {
  id: number
  challengeId: number
  memberId: number
  round: string
  state: PastRound['state']
  stageId: number | null
  stageAt: Date
  startedAt: Date
  completedAt: Date | null
  place: number | null
  score: number
  passes: number
  grantId: string | null
  points: number
  retryAt: Date | null
}

/** What came of a stage. */
export type StageResult = {
  stageId: number
  state: 'passed' | 'reopened'
  how: string
  answer: string | null
  tags: string[]
  points: number | null
  score: number
  grantId: string | null
  passes: number
  at: Date
}

const fields = `id, challenge_id AS "challengeId", member_id AS "memberId", round, state, stage_id AS "stageId", stage_at AS "stageAt", started_at AS "startedAt",
  completed_at AS "completedAt", place, score, passes, grant_id AS "grantId", points, retry_at AS "retryAt"`

/** The challenge, seen from inside the story; null if there is none. */
export async function challengeIn(scope: Scope, id: number): Promise<Challenge | null> {
  return (await knownChallenges(scope.sql, scope.program)).byId.get(id) ?? readChallenge(scope.sql, scope.program, id)
}

/** A participation by its id; null if there is none. */
export async function participationIn(scope: Scope, id: number): Promise<Participation | null> {
  const [row] = await scope.sql<Participation>(`SELECT ${fields} FROM participation WHERE program_id = $1 AND id = $2`, [scope.program, id])
  return row ?? null
}

/** What came of the stages so far, by stage. */
export async function resultsIn(scope: Scope, participationId: number): Promise<Map<number, StageResult>> {
  const rows = await scope.sql<StageResult>(
    `SELECT stage_id AS "stageId", state, how, answer, tags, points, score, grant_id AS "grantId", passes, at FROM stage_result
     WHERE program_id = $1 AND participation_id = $2`,
    [scope.program, participationId],
  )
  return new Map(rows.map((row) => [row.stageId, row]))
}

/** The places that are taken, in order. */
export async function placesTaken(scope: Scope, challengeId: number): Promise<number[]> {
  const rows = await scope.sql<{ place: number }>(
    'SELECT place FROM participation WHERE program_id = $1 AND challenge_id = $2 AND place IS NOT NULL ORDER BY place',
    [scope.program, challengeId],
  )
  return rows.map((row) => row.place)
}

/** Who completed a challenge and has no place yet: the entrants of a draw, the best first (score, then who was earlier). */
export async function entrantsIn(scope: Scope, challengeId: number): Promise<Participation[]> {
  return scope.sql<Participation>(
    `SELECT ${fields} FROM participation WHERE program_id = $1 AND challenge_id = $2 AND state = 'completed' AND place IS NULL
     ORDER BY score DESC, completed_at, id`,
    [scope.program, challengeId],
  )
}

/** Closed challenges whose places go to the best or are drawn, and were not given out yet. */
export async function undrawnIn(scope: Scope): Promise<number[]> {
  const rows = await scope.sql<{ id: number }>(
    `SELECT id FROM challenge WHERE program_id = $1 AND state = 'closed' AND drawn_at IS NULL AND places ->> 'kind' IN ('top', 'raffle') ORDER BY id`,
    [scope.program],
  )
  return rows.map((row) => row.id)
}

/** The tags of earlier completed rounds of a person: what variety is measured by. */
export async function tagsBefore(scope: Scope, { challengeId, memberId, id }: Participation): Promise<{ rounds: number; tags: Set<string> }> {
  const rows = await scope.sql<{ id: number; tags: string[] }>(
    `SELECT p.id, r.tags FROM participation p JOIN stage_result r ON r.program_id = p.program_id AND r.participation_id = p.id AND r.state = 'passed'
     WHERE p.program_id = $1 AND p.challenge_id = $2 AND p.member_id IN (SELECT id FROM ${holdersOf('$1', '$3')} AS h) AND p.id <> $4 AND p.state = 'completed'`,
    [scope.program, challengeId, memberId, id],
  )
  return { rounds: new Set(rows.map((row) => row.id)).size, tags: new Set(rows.flatMap((row) => row.tags)) }
}
/** Every round that a person took part in, with any of their accounts. */
export async function roundsIn(scope: Scope, challengeId: number, person: number): Promise<Participation[]> {
  return scope.sql<Participation>(
    `SELECT ${fields} FROM participation WHERE program_id = $1 AND challenge_id = $2 AND member_id IN (SELECT id FROM ${holdersOf('$1', '$3')} AS h) ORDER BY started_at, id`,
    [scope.program, challengeId, person],
  )
}

/** Which of these challenges a person has completed at least once. */
export async function completedAmong(scope: Scope, person: number, challenges: readonly number[]): Promise<Set<number>> {
  if (challenges.length === 0) return new Set()
  const rows = await scope.sql<{ id: number }>(
    `SELECT DISTINCT challenge_id AS id FROM participation
     WHERE program_id = $1 AND member_id IN (SELECT id FROM ${holdersOf('$1', '$2')} AS h) AND challenge_id = ANY($3::int[]) AND state = 'completed'`,
    [scope.program, person, challenges],
  )
  return new Set(rows.map((row) => row.id))
}

/** What the member has written for a stage and not handed in, or got back; null if nothing. */
export async function draftIn(scope: Scope, participationId: number, stageId: number): Promise<Record<string, unknown> | null> {
  const [row] = await scope.sql<{ content: Record<string, unknown> }>(
    `SELECT content FROM submission WHERE program_id = $1 AND participation_id = $2 AND stage_id = $3 AND state IN ('draft', 'returned')`,
    [scope.program, participationId, stageId],
  )
  return row?.content ?? null
}

/** What was handed in for a stage was about: its language and topic as tags. */
export async function tagsHandedIn(scope: Scope, participationId: number, stageId: number): Promise<string[]> {
  const [row] = await scope.sql<{ language: string; topic: string }>(
    `SELECT language, topic FROM submission WHERE program_id = $1 AND participation_id = $2 AND stage_id = $3 AND handed_in_at IS NOT NULL
     ORDER BY handed_in_at DESC LIMIT 1`,
    [scope.program, participationId, stageId],
  )
  return [row?.language && `language:${row.language}`, row?.topic && `topic:${row.topic}`].flatMap((tag) => tag || [])
}

/** Which of these subjects are evidence for which stage already, as `stage/subject`. */
export async function deedsKnown(scope: Scope, subjects: readonly string[]): Promise<Set<string>> {
  const rows = await scope.sql<{ name: string }>(
    `SELECT stage_id || '/' || subject AS name FROM stage_deed WHERE program_id = $1 AND subject = ANY($2::uuid[])`,
    [scope.program, subjects],
  )
  return new Set(rows.map((row) => row.name))
}

/** The challenge of this name that was published and not archived; null if there is none. */
export async function challengeNamed(scope: Scope, slug: string): Promise<Challenge | null> {
  const { challenges } = await knownChallenges(scope.sql, scope.program)
  return challenges.find((one) => one.slug === slug) ?? null
}

const watches = new WeakMap<Known, ReadonlyMap<string, readonly Watched[]>>()

/** The stages that wait for deeds now, by the kind of deed. One row, unless something was changed. */
export async function watchedNow(scope: Scope): Promise<ReadonlyMap<string, readonly Watched[]>> {
  const known = await knownChallenges(scope.sql, scope.program)
  const kept = watches.get(known) ?? watchedIn(known.challenges)
  watches.set(known, kept)
  return kept
}

/** A stage by its id; null if there is none. */
export async function stageIn(scope: Scope, id: number): Promise<Pick<Stage, 'settings'> | null> {
  const [row] = await scope.sql<Pick<Stage, 'settings'>>('SELECT settings FROM challenge_stage WHERE program_id = $1 AND id = $2', [
    scope.program,
    id,
  ])
  return row ?? null
}

/** What a browser did and wrote without an account. */
export async function keptIn(scope: Scope, token: string): Promise<Pick<KeptRow, 'challengeId' | 'stageId' | 'state' | 'answer'>[]> {
  return scope.sql('SELECT challenge_id AS "challengeId", stage_id AS "stageId", state, answer FROM kept_work WHERE program_id = $1 AND token = $2', [
    scope.program,
    sha256(token),
  ])
}

/** Which of these files are named by what their people wrote, and whether that was ever handed in. */
export async function filesNamed(scope: Scope, files: readonly { id: string; memberId: number }[]): Promise<Map<string, { handedIn: boolean }>> {
  const rows = await scope.sql<{ id: string; handedIn: boolean }>(
    `SELECT f.id, bool_or(s.handed_in_at IS NOT NULL) AS "handedIn" FROM unnest($2::text[], $3::bigint[]) AS f(id, member_id)
     JOIN member m ON m.program_id = $1 AND m.id = f.member_id
     JOIN member own ON own.program_id = $1 AND coalesce(own.merged_into, own.id) = coalesce(m.merged_into, m.id)
     JOIN submission s ON s.program_id = $1 AND s.member_id = own.id AND position(f.id IN s.content::text) > 0 GROUP BY f.id`,
    [scope.program, files.map((file) => file.id), files.map((file) => file.memberId)],
  )
  return new Map(rows.map(({ id, handedIn }) => [id, { handedIn }]))
}

/** The names in addresses of the published challenges in a campaign. */
export async function campaignSlugs(scope: Scope, campaignId: number): Promise<string[]> {
  const rows = await scope.sql<{ slug: string }>(
    `SELECT slug FROM challenge WHERE program_id = $1 AND campaign_id = $2 AND state = 'published' ORDER BY id`,
    [scope.program, campaignId],
  )
  return rows.map((row) => row.slug)
}
