import { holdersOf } from '#app/db/holders.server.ts'
import { sqlAlone } from '#app/db/transaction.server.ts'
import type { AnswerTimes, OtherSubmission, SubmissionForReview, VerdictRow, WaitingSubmission } from '#app/domain/challenges/verdicts.ts'

const columns = `s.id, s.version, c.id AS "challengeId", c.slug, c.title AS challenge, s.stage_id AS "stageId", t.title AS stage, t.type, m.id AS "memberId", coalesce(m.handle, '') AS handle,
  coalesce(m.display_name, m.handle, 'A former member') AS name, s.language, s.text, s.handed_in_at AS "handedInAt", c.reviewers_needed AS needed,
  ARRAY(SELECT v.by_id FROM verdict v WHERE v.program_id = s.program_id AND v.submission_id = s.id AND v.version = s.version AND v.verdict = 'approve')::text[] AS approvals`
const from = `submission s JOIN participation p ON p.program_id = s.program_id AND p.id = s.participation_id
  JOIN challenge c ON c.program_id = p.program_id AND c.id = p.challenge_id
  JOIN challenge_stage t ON t.program_id = s.program_id AND t.id = s.stage_id
  JOIN member m ON m.program_id = s.program_id AND m.id = s.member_id`

type Raw<Row extends WaitingSubmission> = Omit<Row, 'approvals'> & { approvals: string[] }
const plain = <Row extends WaitingSubmission>(row: Raw<Row>): Row => ({ ...row, approvals: row.approvals.map(Number) }) as unknown as Row

/** What waits for a reviewer, the oldest first; of these languages (and what names none), or of all. */
export async function waitingSubmissions(program: number, languages: readonly string[], limit = 300): Promise<WaitingSubmission[]> {
  const rows = await sqlAlone<Raw<WaitingSubmission>>(
    `SELECT ${columns} FROM ${from} WHERE s.program_id = $1 AND s.state = 'waiting'
     AND (cardinality($2::text[]) = 0 OR s.language = '' OR lower(left(s.language, 2)) = ANY($2::text[])) ORDER BY s.handed_in_at, s.id LIMIT $3`,
    [program, languages, limit],
  )
  return rows.map(plain)
}

/** One submission with all that a reviewer looks at, or null. */
export async function submissionForReview(program: number, id: number): Promise<SubmissionForReview | null> {
  const [row] = await sqlAlone<Raw<SubmissionForReview>>(
    `SELECT ${columns}, s.state, s.participation_id AS "participationId", t.settings, s.content, s.link,
       s.declared_generated AS "declaredGenerated", s.note, c.award, c.generated_policy AS "generatedPolicy"
     FROM ${from} WHERE s.program_id = $1 AND s.id = $2`,
    [program, id],
  )
  return row ? plain(row) : null
}

/** What was said of these submissions, the oldest first. */
export async function verdictsOf(program: number, submissions: readonly number[]): Promise<VerdictRow[]> {
  return sqlAlone<VerdictRow>(
    `SELECT v.submission_id AS "submissionId", v.verdict, v.reason, v.points, v.note, coalesce(m.display_name, m.handle, 'A former member') AS "byName", v.by_id AS "byId", v.at
     FROM verdict v JOIN member m ON m.program_id = v.program_id AND m.id = v.by_id WHERE v.program_id = $1 AND v.submission_id = ANY($2::bigint[]) ORDER BY v.id`,
    [program, submissions],
  )
}

const others = `SELECT s.id, s.member_id AS "memberId", coalesce(m.display_name, m.handle, 'A former member') AS name, s.state, left(s.text, 6000) AS text,
  c.title AS challenge, s.stage_id AS "stageId", coalesce(s.handed_in_at, s.created_at) AS at FROM ${from}`

/** What the same person handed in before, the newest first. */
export async function earlierSubmissions(program: number, person: number, but: number, limit = 6): Promise<OtherSubmission[]> {
  return sqlAlone<OtherSubmission>(
    `${others} WHERE s.program_id = $1 AND s.member_id IN (SELECT id FROM ${holdersOf('$1', '$2')} AS h) AND s.id <> $3 AND s.state <> 'draft'
     ORDER BY s.id DESC LIMIT $4`,
    [program, person, but, limit],
  )
}

/** What was handed in for these stages and has words: candidates for comparing, the newest 300 of each stage. */
export async function textsOf(program: number, stages: readonly number[]): Promise<OtherSubmission[]> {
  if (stages.length === 0) return []
  return sqlAlone<OtherSubmission>(
    `SELECT o.* FROM unnest($2::int[]) AS w(stage_id) CROSS JOIN LATERAL (
       ${others} WHERE s.program_id = $1 AND s.stage_id = w.stage_id AND s.state <> 'draft' AND length(s.text) >= 40 ORDER BY s.id DESC LIMIT 300) AS o`,
    [program, [...new Set(stages)]],
  )
}

/** How long members waited for a first answer within the last 90 days. */
export async function answerTimes(program: number, at: Date): Promise<AnswerTimes> {
  const [row] = await sqlAlone<{ median: number | null; most: number | null }>(
    `SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY waited) AS median, percentile_cont(0.9) WITHIN GROUP (ORDER BY waited) AS most FROM (
       SELECT extract(epoch FROM s.decided_at - s.handed_in_at)::float8 * 1000 AS waited FROM submission s
       WHERE s.program_id = $1 AND s.decided_at > $2::timestamptz - interval '90 days' AND s.handed_in_at IS NOT NULL
         AND EXISTS (SELECT FROM verdict v WHERE v.program_id = s.program_id AND v.submission_id = s.id)) AS w`,
    [program, at],
  )
  return row?.median === null || row?.median === undefined ? null : { median: Number(row.median), most: Number(row.most) }
}

/** What a person handed in for people to judge, the newest first. */
export async function ownSubmissions(
  program: number,
  person: number,
  limit = 60,
): Promise<(OtherSubmission & { slug: string; stage: string; decidedAt: Date | null })[]> {
  return sqlAlone(
    `SELECT s.id, s.member_id AS "memberId", '' AS name, s.state, left(s.text, 6000) AS text, c.title AS challenge, s.stage_id AS "stageId",
       s.handed_in_at AS at, c.slug, t.title AS stage, s.decided_at AS "decidedAt"
     FROM ${from} WHERE s.program_id = $1 AND s.member_id IN (SELECT id FROM ${holdersOf('$1', '$2')} AS h) AND s.handed_in_at IS NOT NULL
       AND (s.state IN ('waiting', 'approved', 'returned', 'rejected')) ORDER BY s.handed_in_at DESC LIMIT $3`,
    [program, person, limit],
  )
}
