// What GOALS.md calls invariants, asked of the whole database. Each answers the rows that break it.
import { sqlAlone } from '#app/db/transaction.server.ts'
import { periodStart } from '#app/foundation/calendar.ts'

const checks: Record<string, string> = {
  'I2 an activity for every key, one each': `SELECT k.subject FROM activity_key k LEFT JOIN activity a ON a.program_id = k.program_id AND a.id = k.activity_id WHERE a.id IS NULL`,
  'I3 an open award is what its lines add up to': `
    SELECT a.rule_id FROM award a LEFT JOIN LATERAL (
      SELECT coalesce(sum(t.amount) FILTER (WHERE t.kind = 0), 0) AS given, count(*) FILTER (WHERE t.seq IS NULL OR r.seq IS NOT NULL) AS broken
      FROM unnest(a.transfers) AS named(line)
      LEFT JOIN transfer t ON t.program_id = a.program_id AND t.member_id = a.member_id AND t.currency = a.currency AND t.seq = named.line
      LEFT JOIN transfer_reversal r ON r.program_id = t.program_id AND r.member_id = t.member_id AND r.currency = t.currency AND r.reversed = t.seq) AS book ON true
    WHERE a.state = 'open' AND (book.given <> a.amount OR book.broken > 0)`,
  'I4 balance is the sum of transfers': `
    SELECT b.member_id FROM balance b LEFT JOIN (
      SELECT program_id, member_id, currency, max(seq) AS last, count(*) AS lines,
        sum(CASE WHEN to_account = 1 THEN amount ELSE 0 END - CASE WHEN from_account = 1 THEN amount ELSE 0 END) AS net,
        sum(CASE WHEN to_account = 1 AND from_account IN (0, 5, 6) THEN amount WHEN from_account = 1 AND to_account IN (0, 5, 6) THEN -amount ELSE 0 END) AS earned
      FROM transfer GROUP BY 1, 2, 3) t USING (program_id, member_id, currency)
    WHERE b.spendable - b.debt <> coalesce(t.net, 0) OR b.lifetime <> coalesce(t.earned, 0) OR b.last_seq <> coalesce(t.last, 0) OR b.last_seq <> coalesce(t.lines, 0)`,
  'I9 levels follow the ledger': `
    SELECT s.member_id FROM standing s JOIN (
      SELECT m.program_id, coalesce(m.merged_into, m.id) AS member_id, sum(b.lifetime) AS lifetime FROM member m
      JOIN balance b ON b.program_id = m.program_id AND b.member_id = m.id AND b.currency = 1 GROUP BY 1, 2) b USING (program_id, member_id)
    WHERE s.level <> (SELECT coalesce(max(rank), 0) FROM level l WHERE l.program_id = s.program_id AND l.points_needed <= b.lifetime)`,
  'I9 the counts of boards follow their scores': `
    SELECT b.id FROM board b, LATERAL (
      SELECT count(*) FILTER (WHERE listed AND points > 0) AS members, coalesce(sum(points), 0) AS points,
        coalesce(sum(points) FILTER (WHERE listed AND points > 0), 0) AS shown
      FROM board_score s WHERE s.program_id = b.program_id AND s.board_id = b.id) s
    WHERE b.members <> s.members OR b.points <> s.points OR b.shown <> s.shown`,
  'I11 every reversal names what it reverses, once': `
    SELECT t.member_id FROM transfer t LEFT JOIN transfer_reversal r ON r.program_id = t.program_id AND r.member_id = t.member_id AND r.currency = t.currency AND r.seq = t.seq
    WHERE (t.kind = 1) <> (t.reverses IS NOT NULL) OR (t.reverses IS NOT NULL AND r.reversed IS DISTINCT FROM t.reverses)`,
  'I7 only what a reversal lacked is given up': `
    SELECT t.member_id FROM transfer t WHERE (t.from_account = 7 OR t.to_account = 7 OR t.kind = 8) AND NOT (t.from_account = 7 AND t.to_account = 1 AND t.kind = 8
      AND t.amount <= (SELECT coalesce(sum(r.amount), 0) FROM transfer r WHERE r.program_id = t.program_id AND r.member_id = t.member_id
        AND r.currency = t.currency AND r.turn = t.turn AND r.kind = 1 AND r.seq < t.seq))`,
  'I7 counters of stock are what moves and orders say': `
    SELECT v.id FROM variant v LEFT JOIN LATERAL (SELECT coalesce(sum(stocked), 0) AS stocked, coalesce(sum(held), 0) AS held, coalesce(sum(sold), 0) AS sold
        FROM stock_move m WHERE m.program_id = v.program_id AND m.variant_id = v.id) m ON true
      LEFT JOIN LATERAL (SELECT count(*) FILTER (WHERE state IN ('requested', 'held', 'approved', 'in_fulfillment')) AS open, count(*) FILTER (WHERE state IN ('shipped', 'delivered')) AS gone
        FROM store_order o WHERE o.program_id = v.program_id AND o.variant_id = v.id) o ON true
    WHERE (v.stocked, v.held, v.sold) IS DISTINCT FROM (m.stocked, m.held, m.sold) OR v.held <> o.open OR v.sold <> o.gone OR (NOT v.unlimited AND v.held + v.sold > v.stocked)`,
  'I8 an order holds, spent or gave back exactly its price': `
    SELECT o.id FROM store_order o LEFT JOIN LATERAL (
      SELECT coalesce(sum(CASE WHEN to_account = 2 THEN amount WHEN from_account = 2 THEN -amount ELSE 0 END), 0) AS held,
        coalesce(sum(CASE WHEN to_account = 3 THEN amount WHEN from_account = 3 THEN -amount ELSE 0 END), 0) AS spent
      FROM transfer t WHERE t.program_id = o.program_id AND t.activity_id = o.activity_id) b ON true
    WHERE b.held <> CASE WHEN o.state IN ('requested', 'held', 'approved', 'in_fulfillment') THEN o.price ELSE 0 END
      OR b.spent <> CASE WHEN o.state IN ('shipped', 'delivered') THEN o.price ELSE 0 END`,
  'words add up to the balance': `
    SELECT b.member_id FROM balance b LEFT JOIN (SELECT program_id, member_id, sum(points) AS points FROM judgement GROUP BY 1, 2) j USING (program_id, member_id)
    WHERE b.currency = 1 AND b.lifetime <> coalesce(j.points, 0)`,
  'paid counts follow the open awards': `
    SELECT 1 FROM rule_counter c FULL JOIN (
      SELECT a.program_id, a.rule_id, CASE WHEN starts_with(w, '*') THEN 0 ELSE coalesce(m.merged_into, m.id) END AS member_id, ltrim(w, '*') AS "window",
        sum(CASE WHEN w ~ '(^|/)\\*?\\+' THEN a.amount ELSE 1 END) AS count
      FROM award a CROSS JOIN LATERAL unnest(a.windows) AS w JOIN member m ON m.program_id = a.program_id AND m.id = a.member_id
      WHERE a.state = 'open' AND NOT starts_with(w, '*n:') GROUP BY 1, 2, 3, 4) e USING (program_id, rule_id, member_id, "window")
    WHERE coalesce(c.count, 0) <> coalesce(e.count, 0)`,
  'tallies follow the counted activities': `
    SELECT t.member_id FROM tally t WHERE t.count <> (SELECT count(DISTINCT a.subject) FROM judgement j JOIN activity a ON a.program_id = j.program_id AND a.id = j.activity_id JOIN member h ON h.program_id = j.program_id AND h.id = j.member_id
      WHERE j.program_id = t.program_id AND coalesce(h.merged_into, h.id) = t.member_id
      AND j.kind = t.kind AND j.status = 'counted' AND jsonb_path_exists(j.explanation, '$ ? (@.own == true || exists(@.lines[*] ? (@.outcome == "paid" && !exists(@.role))))'))`,
}

/** Every broken invariant, with how many rows break it. Empty when all hold. */
export async function brokenInvariants(timeZone = 'UTC'): Promise<string[]> {
  const broken: string[] = []
  for (const [name, sql] of Object.entries(checks)) {
    const rows = await sqlAlone(sql)
    if (rows.length > 0) broken.push(`${name}: ${rows.length}`)
  }
  return [...broken, ...(await brokenBoards(timeZone))]
}

/** Boards against an independent sum of the book. */
async function brokenBoards(timeZone: string): Promise<string[]> {
  const lines = await sqlAlone<{ program: number; member: number; points: number; at: Date }>(
    `SELECT t.program_id AS program, coalesce(m.merged_into, m.id) AS member, effective_at AS at, CASE WHEN to_account = 1 THEN amount ELSE -amount END AS points FROM transfer t
     JOIN member m ON m.program_id = t.program_id AND m.id = t.member_id WHERE currency = 1 AND ((to_account = 1 AND from_account IN (0, 5, 6)) OR (from_account = 1 AND to_account IN (0, 5, 6)))`,
  )
  const sums = new Map<string, number>()
  for (const line of lines) {
    for (const period of ['all', 'day', 'week', 'month'] as const) {
      const key = `${line.program}/${period}/${periodStart(period, line.at, timeZone)}/${line.member}`
      sums.set(key, (sums.get(key) ?? 0) + line.points)
    }
  }
  const rows = await sqlAlone<{ key: string; points: number }>(
    `SELECT b.program_id || '/' || b.period || '/' || to_char(b.starts_on, 'YYYY-MM-DD') || '/' || s.member_id AS key, s.points
     FROM board b JOIN board_score s ON s.program_id = b.program_id AND s.board_id = b.id WHERE b.scope = ''`,
  )
  const wrong = rows.filter((row) => row.points !== (sums.get(row.key) ?? 0)).length
  const kept = new Set(rows.map((row) => row.key))
  const missing = [...sums.keys()].filter((key) => !kept.has(key)).length
  return wrong + missing > 0 ? [`I9 boards follow the ledger: ${wrong} wrong, ${missing} missing`] : []
}
