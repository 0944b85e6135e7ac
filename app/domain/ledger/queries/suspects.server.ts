import { sqlAlone } from '#app/db/transaction.server.ts'

/** A line that is not what it was, or is gone, and what gives it away. */
export type Suspect = { memberId: number; currency: number; seq: number | null; says: string }

// Compared with what stands beside the book: the sums and the last numbers in `balance`, and the lines that reversals name.
const missing = `
SELECT b.member_id AS "memberId", b.currency, n.seq::int AS seq, 'The line is gone.' AS says
FROM balance b
CROSS JOIN LATERAL (SELECT count(*) AS lines, coalesce(max(seq), 0) AS last FROM transfer t
  WHERE t.program_id = b.program_id AND t.member_id = b.member_id AND t.currency = b.currency) AS book
CROSS JOIN LATERAL generate_series(1, greatest(b.last_seq, book.last)) AS n(seq)
WHERE b.program_id = $1 AND (book.lines <> b.last_seq OR book.last <> b.last_seq)
  AND NOT EXISTS (SELECT FROM transfer t WHERE t.program_id = $1 AND t.member_id = b.member_id AND t.currency = b.currency AND t.seq = n.seq)
  AND coalesce((SELECT t.turn FROM transfer t WHERE t.program_id = $1 AND t.member_id = b.member_id AND t.currency = b.currency AND t.seq < n.seq
    ORDER BY t.seq DESC LIMIT 1), 0) <= (SELECT max(turn) FROM unnest($2::bigint[]) AS turn)
  AND coalesce((SELECT t.turn FROM transfer t WHERE t.program_id = $1 AND t.member_id = b.member_id AND t.currency = b.currency AND t.seq > n.seq
    ORDER BY t.seq LIMIT 1), 9e15) >= (SELECT min(turn) FROM unnest($2::bigint[]) AS turn)`

const added = `
SELECT t.member_id AS "memberId", t.currency, t.seq, 'The line was put in: the balance knows of ' || coalesce(b.last_seq, 0) || ' lines.' AS says
FROM transfer t LEFT JOIN balance b ON b.program_id = t.program_id AND b.member_id = t.member_id AND b.currency = t.currency
WHERE t.program_id = $1 AND t.turn = ANY($2::bigint[]) AND t.seq > coalesce(b.last_seq, 0)`

const unequal = `
SELECT t.member_id AS "memberId", t.currency, t.seq, 'It takes back ' || coalesce(o.amount::text, 'a line that is not there') || ' and says ' || t.amount || '.' AS says
FROM transfer t LEFT JOIN transfer o ON o.program_id = t.program_id AND o.member_id = t.member_id AND o.currency = t.currency AND o.seq = t.reverses
WHERE t.program_id = $1 AND t.turn = ANY($2::bigint[]) AND t.reverses IS NOT NULL AND o.amount IS DISTINCT FROM t.amount`

const sums = `
SELECT b.member_id AS "memberId", b.currency, CASE WHEN own.lines = 1 THEN own.seq END AS seq,
  'The lines add up to ' || book.net || ', the balance says ' || (b.spendable - b.debt) || '.' AS says
FROM (SELECT member_id, currency, count(*) AS lines, min(seq) AS seq FROM transfer WHERE program_id = $1 AND turn = ANY($2::bigint[]) GROUP BY 1, 2) AS own
JOIN balance b ON b.program_id = $1 AND b.member_id = own.member_id AND b.currency = own.currency
CROSS JOIN LATERAL (SELECT sum(CASE WHEN to_account = 1 THEN amount WHEN from_account = 1 THEN -amount ELSE 0 END) AS net FROM transfer t
  WHERE t.program_id = $1 AND t.member_id = b.member_id AND t.currency = b.currency) AS book
WHERE book.net <> b.spendable - b.debt`

/** What in these turns gives itself away beside the chain: lines gone, put in, or at odds with the sums and with each other. */
export async function suspectsIn(program: number, turns: readonly number[]): Promise<Suspect[]> {
  const found: Suspect[] = []
  for (const sql of [missing, added, unequal, sums]) found.push(...(await sqlAlone<Suspect>(sql, [program, turns])))
  return found
}

/** The lines of these turns that an award must name: given by a rule and not taken back. */
export async function awardedLinesIn(
  program: number,
  turns: readonly number[],
): Promise<{ memberId: number; currency: number; seq: number; ruleId: number; amount: number }[]> {
  return sqlAlone(
    `SELECT member_id AS "memberId", currency, seq, rule_id AS "ruleId", amount FROM transfer t
     WHERE program_id = $1 AND turn = ANY($2::bigint[]) AND kind = 0 AND rule_id IS NOT NULL AND NOT EXISTS (SELECT FROM transfer_reversal r
       WHERE r.program_id = t.program_id AND r.member_id = t.member_id AND r.currency = t.currency AND r.reversed = t.seq)`,
    [program, turns],
  )
}
