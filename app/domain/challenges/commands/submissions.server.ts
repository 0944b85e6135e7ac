import type { Scope } from '#app/db/transaction.server.ts'

/** What a member wrote for a stage, as far as it got. */
export type Written = {
  participationId: number
  stageId: number
  memberId: number
  content: object
}

const open = `(program_id, participation_id, stage_id) WHERE state IN ('draft', 'waiting', 'returned')`

/** Keeps what was written so far, beside what was kept before; what waits for a verdict stays as it is. Answers false then. */
export async function keepWritten(scope: Scope, written: Written): Promise<boolean> {
  const rows = await scope.sql(
    `INSERT INTO submission AS s (program_id, participation_id, stage_id, member_id, state, content, created_at) VALUES ($1, $2, $3, $4, 'draft', $5, $6)
     ON CONFLICT ${open} DO UPDATE SET content = s.content || excluded.content, version = s.version + 1 WHERE s.state IN ('draft', 'returned') RETURNING id`,
    [scope.program, written.participationId, written.stageId, written.memberId, JSON.stringify(written.content), scope.now],
  )
  return rows.length > 0
}

/** What is handed in, and what came of it at once. */
export type HandedIn = Written & {
  state: 'waiting' | 'passed' | 'failed'
  text: string
  link: string | null
  language: string
  topic: string
  declaredGenerated: boolean | null
}

/** Hands in what was written, in place of the draft or of what was returned. Answers its id; null if something waits for a verdict already. */
export async function handIn(scope: Scope, given: HandedIn): Promise<number | null> {
  const decided = given.state === 'waiting' ? null : scope.now
  const [row] = await scope.sql<{ id: number }>(
    `WITH known AS (
       UPDATE submission SET state = $5, content = content || $6::jsonb, text = $7, link = $8, language = $9, topic = $10, declared_generated = $11,
         handed_in_at = $12, decided_at = $13, version = version + 1
       WHERE program_id = $1 AND participation_id = $2 AND stage_id = $3 AND state IN ('draft', 'returned') RETURNING id
     ), fresh AS (
       INSERT INTO submission (program_id, participation_id, stage_id, member_id, state, content, text, link, language, topic, declared_generated, created_at, handed_in_at, decided_at)
       SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12, $13 WHERE NOT EXISTS (SELECT FROM known) AND NOT EXISTS (
         SELECT FROM submission WHERE program_id = $1 AND participation_id = $2 AND stage_id = $3 AND state = 'waiting') RETURNING id
     ) SELECT id FROM known UNION ALL SELECT id FROM fresh`,
    [
      ...[scope.program, given.participationId, given.stageId, given.memberId, given.state, JSON.stringify(given.content), given.text, given.link],
      ...[given.language, given.topic, given.declaredGenerated, scope.now, decided],
    ],
  )
  return row?.id ?? null
}

/** True if somebody handed in this normalized link before and it was not refused; the member's own returned one does not count. */
export async function linkIsTaken(scope: Scope, link: string, own: { participationId: number; stageId: number }): Promise<boolean> {
  const rows = await scope.sql(
    `SELECT 1 AS yes FROM submission WHERE program_id = $1 AND link = $2 AND (state IN ('waiting', 'approved', 'passed')
       OR state = 'returned' AND NOT (participation_id = $3 AND stage_id = $4)) LIMIT 1`,
    [scope.program, link, own.participationId, own.stageId],
  )
  return rows.length > 0
}

/** Saves a challenge for later, puts it out of sight, or (null) neither. */
export async function markChallenge(scope: Scope, memberId: number, challengeId: number, mark: 'saved' | 'dismissed' | null): Promise<void> {
  if (mark === null) {
    await scope.sql('DELETE FROM challenge_mark WHERE program_id = $1 AND member_id = $2 AND challenge_id = $3', [
      scope.program,
      memberId,
      challengeId,
    ])
    return
  }
  await scope.sql(
    `INSERT INTO challenge_mark (program_id, member_id, challenge_id, mark, at) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (program_id, member_id, challenge_id) DO UPDATE SET mark = $4, at = $5`,
    [scope.program, memberId, challengeId, mark, scope.now],
  )
}
