import { sqlAlone } from '#app/db/transaction.server.ts'
import type { DriftKind, Finding } from '#app/domain/ledger/drift.ts'

// Each statement sees one instant of the whole database, so what stories write together is never seen half.
const books = `
WITH kept AS (
  SELECT member_id, currency, lifetime, spendable, debt, held, pending, last_seq FROM balance WHERE program_id = $1 AND member_id BETWEEN $2 AND $3
), book AS (
  SELECT member_id, currency, count(*) AS lines, max(seq) AS last,
    sum(CASE WHEN to_account = 1 THEN amount WHEN from_account = 1 THEN -amount ELSE 0 END) AS net,
    sum(CASE WHEN to_account = 2 THEN amount WHEN from_account = 2 THEN -amount ELSE 0 END) AS held,
    sum(CASE WHEN to_account = 6 THEN amount WHEN from_account = 6 THEN -amount ELSE 0 END) AS pending,
    sum(CASE WHEN to_account = 1 AND from_account IN (0, 5, 6) THEN amount WHEN from_account = 1 AND to_account IN (0, 5, 6) THEN -amount ELSE 0 END) AS earned
  FROM transfer WHERE program_id = $1 AND member_id BETWEEN $2 AND $3 GROUP BY 1, 2
), both_sides AS (
  SELECT coalesce(k.member_id, b.member_id) AS member_id, coalesce(k.currency, b.currency) AS currency,
    format('%s earned, %s to spend, %s held, %s pending', coalesce(b.earned, 0), coalesce(b.net, 0), coalesce(b.held, 0), coalesce(b.pending, 0)) AS book_sums,
    format('%s earned, %s to spend, %s held, %s pending', coalesce(k.lifetime, 0), coalesce(k.spendable - k.debt, 0), coalesce(k.held, 0), coalesce(k.pending, 0)) AS kept_sums,
    format('%s lines up to number %s', coalesce(b.lines, 0), coalesce(b.last, 0)) AS book_lines,
    format('%s lines up to number %s', coalesce(k.last_seq, 0), coalesce(k.last_seq, 0)) AS kept_lines
  FROM kept k FULL JOIN book b USING (member_id, currency)
)
SELECT 'balance' AS what, format('member %s, currency %s', member_id, currency) AS place, member_id AS "memberId", book_sums AS expected, kept_sums AS found
FROM both_sides WHERE book_sums <> kept_sums
UNION ALL
SELECT 'sequence', format('member %s, currency %s', member_id, currency), member_id, kept_lines, book_lines FROM both_sides WHERE book_lines <> kept_lines`

const reversals = `
SELECT 'reversal' AS what, format('member %s, currency %s, line %s', t.member_id, t.currency, t.seq) AS place, t.member_id AS "memberId",
  format('%s back to where it came from', coalesce(o.amount::text, 'no line')) AS expected,
  CASE WHEN r.seq IS NULL THEN 'not kept as a reversal' ELSE format('%s from %s to %s', t.amount, t.from_account, t.to_account) END AS found
FROM transfer t
LEFT JOIN transfer o ON o.program_id = t.program_id AND o.member_id = t.member_id AND o.currency = t.currency AND o.seq = t.reverses
LEFT JOIN transfer_reversal r ON r.program_id = t.program_id AND r.member_id = t.member_id AND r.currency = t.currency AND r.reversed = t.reverses AND r.seq = t.seq
WHERE t.program_id = $1 AND t.member_id BETWEEN $2 AND $3 AND t.reverses IS NOT NULL
  AND (o.seq IS NULL OR r.seq IS NULL OR o.amount <> t.amount OR o.to_account <> t.from_account OR o.seq >= t.seq)
UNION ALL
SELECT 'reversal', format('member %s, currency %s, line %s', r.member_id, r.currency, r.seq), r.member_id, format('a line that takes back line %s', r.reversed), 'none'
FROM transfer_reversal r WHERE r.program_id = $1 AND r.member_id BETWEEN $2 AND $3 AND NOT EXISTS (
  SELECT FROM transfer t WHERE t.program_id = r.program_id AND t.member_id = r.member_id AND t.currency = r.currency AND t.seq = r.seq AND t.reverses = r.reversed)`

/** The kinds of findings that `driftInBooks` looks for. */
export const bookKinds: readonly DriftKind[] = ['balance', 'sequence', 'reversal']

/** Where kept sums, numbers and reversals of these accounts (in numbers, inclusive) do not follow from the lines of the book. */
export async function driftInBooks(program: number, from: number, until: number): Promise<Finding[]> {
  return [...(await sqlAlone<Finding>(books, [program, from, until])), ...(await sqlAlone<Finding>(reversals, [program, from, until]))]
}
