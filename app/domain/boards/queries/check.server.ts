import { sqlAlone } from '#app/db/transaction.server.ts'

type Drift = { what: 'board'; place: string; memberId: number; expected: string; found: string }

// One statement, one instant: the lines of all accounts behind a person, summed by the program's periods, against the kept scores.
const scores = `
WITH line AS (
  SELECT coalesce(m.merged_into, m.id) AS person, t.effective_at AT TIME ZONE $4 AS at, CASE WHEN t.to_account = 1 THEN t.amount ELSE -t.amount END AS points
  FROM member m JOIN transfer t ON t.program_id = m.program_id AND t.member_id = m.id AND t.currency = 1
  WHERE m.program_id = $1 AND (m.merged_into IS NULL AND m.id BETWEEN $2 AND $3 OR m.merged_into BETWEEN $2 AND $3)
    AND ((t.to_account = 1 AND t.from_account IN (0, 5, 6)) OR (t.from_account = 1 AND t.to_account IN (0, 5, 6)))
), due AS (
  SELECT person, period, starts_on, sum(points) AS points FROM line CROSS JOIN LATERAL (
    VALUES ('all', date '1970-01-01'), ('day', at::date), ('week', date_trunc('week', at)::date), ('month', date_trunc('month', at)::date)
  ) AS p(period, starts_on) GROUP BY 1, 2, 3
), kept AS (
  SELECT s.member_id AS person, b.period, b.starts_on, s.points FROM board_score s JOIN board b ON b.program_id = s.program_id AND b.id = s.board_id
  WHERE s.program_id = $1 AND s.member_id BETWEEN $2 AND $3 AND b.scope = ''
)
SELECT 'board' AS what, format('member %s, %s from %s', person, period, to_char(starts_on, 'YYYY-MM-DD')) AS place, person AS "memberId",
  coalesce(due.points, 0)::text AS expected, coalesce(kept.points, 0)::text AS found
FROM due FULL JOIN kept USING (person, period, starts_on) WHERE coalesce(due.points, 0) <> coalesce(kept.points, 0)`

/** Where scores on the program's own boards of these members (in numbers, inclusive) are not the sums of their lines, in the program's zone. */
export async function driftOnBoards(program: { id: number; timeZone: string }, from: number, until: number): Promise<Drift[]> {
  return sqlAlone<Drift>(scores, [program.id, from, until, program.timeZone])
}
