import type { Scope } from '#app/db/transaction.server.ts'
import type { VerdictWord } from '#app/domain/challenges/verdicts.ts'

/** A submission as a story judges it. */
export type Judged = {
  id: number
  version: number
  state: string
  memberId: number
  participationId: number
  stageId: number
  challengeId: number
  round: string
  language: string
  topic: string
}

/** A submission, locked until the story ends; null if there is none. */
export async function holdSubmission(scope: Scope, id: number): Promise<Judged | null> {
  const [row] = await scope.sql<Judged>(
    `SELECT s.id, s.version, s.state, s.member_id AS "memberId", s.participation_id AS "participationId", s.stage_id AS "stageId", p.challenge_id AS "challengeId",
       p.round, s.language, s.topic
     FROM submission s JOIN participation p ON p.program_id = s.program_id AND p.id = s.participation_id WHERE s.program_id = $1 AND s.id = $2 FOR UPDATE OF s`,
    [scope.program, id],
  )
  return row ?? null
}

/** Writes what a reviewer said of one version. False when the same reviewer had judged this version before. */
export async function noteVerdict(
  scope: Scope,
  said: { submissionId: number; version: number; verdict: VerdictWord; reason: string; points: number | null; note: string },
): Promise<boolean> {
  const rows = await scope.sql(
    `INSERT INTO verdict (program_id, submission_id, version, by_id, verdict, reason, points, note, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     ON CONFLICT (program_id, submission_id, version, by_id) DO NOTHING RETURNING id`,
    [scope.program, said.submissionId, said.version, scope.by, said.verdict, said.reason, said.points, said.note, scope.now],
  )
  return rows.length === 1
}

/** Who judged a submission in any version and how often, and the approvals of this version with what they chose, the oldest first. */
export async function verdictsOn(
  scope: Scope,
  id: number,
  version: number,
): Promise<{ judges: number[]; count: number; approvals: { byId: number; points: number | null }[] }> {
  const rows = await scope.sql<{ byId: number; version: number; verdict: string; points: number | null }>(
    'SELECT by_id AS "byId", version, verdict, points FROM verdict WHERE program_id = $1 AND submission_id = $2 ORDER BY id',
    [scope.program, id],
  )
  return {
    judges: [...new Set(rows.map((row) => row.byId))],
    count: rows.length,
    approvals: rows.filter((row) => row.version === version && row.verdict === 'approve'),
  }
}

/** Decides a submission. */
export async function decideSubmission(scope: Scope, id: number, state: 'approved' | 'returned' | 'rejected'): Promise<void> {
  await scope.sql('UPDATE submission SET state = $3, decided_at = $4 WHERE program_id = $1 AND id = $2', [scope.program, id, state, scope.now])
}

/** Lets an approved submission wait again under a new version, so that verdicts on the old one count no more. False if it is not approved. */
export async function reawaitSubmission(scope: Scope, id: number): Promise<boolean> {
  const rows = await scope.sql(
    `UPDATE submission SET state = 'waiting', decided_at = NULL, version = version + 1 WHERE program_id = $1 AND id = $2 AND state = 'approved' RETURNING id`,
    [scope.program, id],
  )
  return rows.length === 1
}
