import type { Scope } from '#app/db/transaction.server.ts'
import type { Participation } from '#app/domain/challenges/settling.server.ts'

/** Begins a round at a stage, or begins one anew that failed or was given up. Answers its id; null if it is going on or completed. */
export async function beginRound(
  scope: Scope,
  round: { challengeId: number; memberId: number; round: string; stageId: number; stageAt?: Date },
): Promise<number | null> {
  const [row] = await scope.sql<{ id: number }>(
    `INSERT INTO participation AS p (program_id, challenge_id, member_id, round, state, stage_id, stage_at, started_at) VALUES ($1, $2, $3, $4, 'open', $5, $6, $6)
     ON CONFLICT (program_id, challenge_id, member_id, round) DO UPDATE SET state = 'open', stage_id = $5, stage_at = $6, started_at = $6, retry_at = NULL
       WHERE p.state IN ('failed', 'withdrawn')
     RETURNING id`,
    [scope.program, round.challengeId, round.memberId, round.round, round.stageId, round.stageAt ?? scope.now],
  )
  return row?.id ?? null
}

/** What is written when a stage is passed. */
export type Pass = {
  how: string
  answer: string | null
  tags: readonly string[]
  points: number | null
  score: number
  grantId: string | null
}

/** Writes that a stage was passed, for the how-manieth time. */
export async function notePass(scope: Scope, participationId: number, stageId: number, pass: Pass): Promise<void> {
  await scope.sql(
    `INSERT INTO stage_result AS r (program_id, participation_id, stage_id, state, how, answer, tags, points, score, grant_id, at)
     VALUES ($1, $2, $3, 'passed', $4, $5, $6, $7, $8, $9, $10)
     ON CONFLICT (program_id, participation_id, stage_id) DO UPDATE SET state = 'passed', how = $4, answer = $5, tags = $6, points = $7, score = $8, grant_id = $9,
       at = $10, passes = r.passes + 1 WHERE r.state = 'reopened'`,
    [scope.program, participationId, stageId, pass.how, pass.answer, pass.tags, pass.points, pass.score, pass.grantId, scope.now],
  )
}

/** The member goes on to the next stage. */
export async function moveOn(scope: Scope, participationId: number, stageId: number, score: number): Promise<void> {
  await scope.sql('UPDATE participation SET stage_id = $3, stage_at = $4, score = score + $5, retry_at = NULL WHERE program_id = $1 AND id = $2', [
    scope.program,
    participationId,
    stageId,
    scope.now,
    score,
  ])
}

/** The round is completed, with a place where there are places, and the final grant where there is one. */
export async function finishRound(
  scope: Scope,
  participationId: number,
  end: { place: number | null; grantId: string | null; points: number; score: number },
): Promise<void> {
  await scope.sql(
    `UPDATE participation SET state = 'completed', stage_id = NULL, completed_at = $3, place = $4, grant_id = $5, points = $6, score = score + $7,
       passes = passes + 1, retry_at = NULL WHERE program_id = $1 AND id = $2`,
    [scope.program, participationId, scope.now, end.place, end.grantId, end.points, end.score],
  )
}

/** Gives a place and what it pays to somebody who completed the challenge before. */
export async function givePlace(
  scope: Scope,
  participationId: number,
  end: { place: number; grantId: string | null; points: number },
): Promise<void> {
  await scope.sql(
    `UPDATE participation SET place = $3, grant_id = $4, points = $5 WHERE program_id = $1 AND id = $2 AND state = 'completed' AND place IS NULL`,
    [scope.program, participationId, end.place, end.grantId, end.points],
  )
}

/** The round failed; it can be tried again from an instant on, or (null) no more. */
export async function failRound(scope: Scope, participationId: number, retryAt: Date | null): Promise<void> {
  await scope.sql(`UPDATE participation SET state = 'failed', stage_id = NULL, retry_at = $3 WHERE program_id = $1 AND id = $2 AND state = 'open'`, [
    scope.program,
    participationId,
    retryAt,
  ])
}

/** A try failed, the round goes on: the next one is taken from an instant on. */
export async function holdRound(scope: Scope, participationId: number, retryAt: Date): Promise<void> {
  await scope.sql('UPDATE participation SET retry_at = $3 WHERE program_id = $1 AND id = $2', [scope.program, participationId, retryAt])
}

/**
 * A passed stage is open again, and the member stands at it since when they first did; a place is free again. What was given for it is to be taken back by the
 * story.
 */
export async function reopen(scope: Scope, participation: Participation, stageId: number, score: number): Promise<void> {
  await scope.sql(
    `UPDATE participation p SET state = 'open', stage_id = $3, completed_at = NULL, place = NULL, grant_id = NULL, points = 0,
       score = greatest(0, score - $4), retry_at = NULL, stage_at = coalesce((
         SELECT max(before.at) FROM stage_result before JOIN stage_result r USING (program_id, participation_id)
         WHERE r.program_id = $1 AND r.participation_id = $2 AND r.stage_id = $3 AND before.stage_id <> $3 AND before.state = 'passed' AND before.at <= r.at
       ), p.started_at)
     WHERE program_id = $1 AND id = $2`,
    [scope.program, participation.id, stageId, score],
  )
  await scope.sql(
    `UPDATE stage_result SET state = 'reopened', grant_id = NULL, points = NULL, at = $4 WHERE program_id = $1 AND participation_id = $2 AND stage_id = $3`,
    [scope.program, participation.id, stageId, scope.now],
  )
  await scope.sql('DELETE FROM extra_credit WHERE program_id = $1 AND challenge_id = $2 AND participation_id = $3', [
    scope.program,
    participation.challengeId,
    participation.id,
  ])
}

/** Claims what only the first gets (`language:fr`). Answers those of the names that were free. */
export async function claimFirsts(scope: Scope, participation: Participation, names: readonly string[]): Promise<string[]> {
  if (names.length === 0) return []
  const rows = await scope.sql<{ what: string }>(
    `INSERT INTO extra_credit (program_id, challenge_id, what, participation_id, at) SELECT $1, $2, what, $3, $4 FROM unnest($5::text[]) AS what
     ON CONFLICT DO NOTHING RETURNING what`,
    [scope.program, participation.challengeId, participation.id, scope.now, names],
  )
  return rows.map((row) => row.what)
}
