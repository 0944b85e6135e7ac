import { sqlAlone } from '#app/db/transaction.server.ts'

/** What the open awards say of lines of the book: the whole amount of the award that names each, and how many lines it names; missing when none does. */
export async function awardsNaming(
  program: number,
  lines: readonly { memberId: number; currency: number; seq: number; ruleId: number }[],
): Promise<Map<string, { amount: number; lines: number }>> {
  const rows = await sqlAlone<{ memberId: number; currency: number; seq: number; amount: number; lines: number }>(
    `SELECT n.member_id AS "memberId", n.currency, n.seq, a.amount, cardinality(a.transfers) AS lines
     FROM unnest($2::bigint[], $3::smallint[], $4::int[], $5::int[]) AS n(member_id, currency, seq, rule_id)
     JOIN award a ON a.program_id = $1 AND a.rule_id = n.rule_id AND a.member_id = n.member_id AND a.currency = n.currency AND n.seq = ANY(a.transfers)
     WHERE a.state <> 'closed'`,
    [
      program,
      lines.map((line) => line.memberId),
      lines.map((line) => line.currency),
      lines.map((line) => line.seq),
      lines.map((line) => line.ruleId),
    ],
  )
  return new Map(rows.map((row) => [`${row.memberId}/${row.currency}/${row.seq}`, { amount: row.amount, lines: row.lines }]))
}

type Drift = { what: 'award' | 'counter'; place: string; memberId: number; expected: string; found: string }

// An award is reached by the word on its activity: that index is there already.
const reached = `SELECT DISTINCT program_id, member_id, activity_id FROM judgement WHERE program_id = $1 AND member_id BETWEEN $2 AND $3`

const awards = `
SELECT 'award' AS what, format('rule %s, member %s, %s', a.rule_id, a.member_id, a.subject) AS place, a.member_id AS "memberId",
  format('%s in lines that stand', a.amount) AS expected, format('%s', coalesce(book.amount, 0)) AS found
FROM (${reached}) AS l JOIN award a USING (program_id, activity_id, member_id) CROSS JOIN LATERAL (
  SELECT coalesce(sum(t.amount), 0) AS amount FROM transfer t WHERE t.kind = 0 AND t.program_id = a.program_id AND t.member_id = a.member_id AND t.currency = a.currency AND t.seq = ANY(a.transfers)
    AND NOT EXISTS (SELECT FROM transfer_reversal r WHERE r.program_id = t.program_id AND r.member_id = t.member_id AND r.currency = t.currency AND r.reversed = t.seq)
) AS book
WHERE a.state = 'open' AND book.amount IS DISTINCT FROM a.amount`

// Limits count by person: the awards of all accounts behind them.
const counters = `
WITH due AS (
  SELECT a.rule_id, coalesce(m.merged_into, m.id) AS person, w.name, sum(CASE WHEN w.name ~ '(^|/)\\+' THEN a.amount ELSE 1 END)::int AS count
  FROM member m
  CROSS JOIN LATERAL (SELECT DISTINCT activity_id FROM judgement j WHERE j.program_id = m.program_id AND j.member_id = m.id) AS l
  JOIN award a ON a.program_id = m.program_id AND a.activity_id = l.activity_id AND a.member_id = m.id AND a.state = 'open'
  CROSS JOIN LATERAL unnest(a.windows) AS w(name)
  WHERE m.program_id = $1 AND NOT starts_with(w.name, '*') AND (m.id BETWEEN $2 AND $3 AND m.merged_into IS NULL OR m.merged_into BETWEEN $2 AND $3) GROUP BY 1, 2, 3
), kept AS (
  SELECT rule_id, member_id AS person, "window" AS name, count FROM rule_counter WHERE program_id = $1 AND member_id BETWEEN $2 AND $3
)
SELECT 'counter' AS what, format('rule %s, member %s, %s', rule_id, person, name) AS place, person AS "memberId",
  coalesce(due.count, 0)::text AS expected, coalesce(kept.count, 0)::text AS found
FROM due FULL JOIN kept USING (rule_id, person, name) WHERE coalesce(due.count, 0) <> coalesce(kept.count, 0)`

/** The kinds of findings that `driftInAwards` looks for. */
export const awardKinds = ['award', 'counter'] as const

/** Where awards of these members (in numbers, inclusive) do not fit their lines, or counts for limits do not fit the open awards. */
export async function driftInAwards(program: number, from: number, until: number): Promise<Drift[]> {
  return [...(await sqlAlone<Drift>(awards, [program, from, until])), ...(await sqlAlone<Drift>(counters, [program, from, until]))]
}
