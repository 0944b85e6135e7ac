import { sqlAlone } from '#app/db/transaction.server.ts'
import { periodBounds, periodStart } from '#app/foundation/calendar.ts'
import { type Account, type TransferKind, accounts, pointsCurrency, transferKinds } from '#app/domain/ledger/ledger.ts'

/** A line of the book with what it left the member with, and the line that took it back. */
export type Entry = {
  seq: number
  amount: number
  from: Account
  to: Account
  kind: TransferKind
  ruleId: number | null
  ruleVersion: number | null
  turn: number
  effectiveAt: Date
  createdAt: Date
  /** What the member's lines add up to before and after this one. */
  sumBefore: number
  sumAfter: number
  reverses: number | null
  reversal: { seq: number; createdAt: Date; activityId: number | null; amount: number; sumAfter: number } | null
}

type EntryRow = {
  seq: number
  amount: number
  from: number
  to: number
  kind: number
  reverses: number | null
  activityId: number | null
  ruleId: number | null
  ruleVersion: number | null
  turn: number
  effectiveAt: Date
  createdAt: Date
  sumAfter: number
  reversedBy: number | null
}

const nameIn = <Name extends string>(codes: Record<Name, number>, code: number): Name =>
  (Object.keys(codes) as Name[]).find((name) => codes[name] === code) as Name

// A member's lines lie together under their key, so this reads one member's book and nobody else's.
const chain = `
WITH book AS (
  SELECT t.*, sum(CASE WHEN t.to_account = 1 THEN t.amount WHEN t.from_account = 1 THEN -t.amount ELSE 0 END) OVER (ORDER BY t.seq)::bigint AS sum_after
  FROM transfer t WHERE t.program_id = $1 AND t.member_id = $2 AND t.currency = $3
), linked AS (
  SELECT b.*, r.seq AS reversed_by FROM book b
  LEFT JOIN transfer_reversal r ON r.program_id = $1 AND r.member_id = $2 AND r.currency = $3 AND r.reversed = b.seq
), own AS (SELECT * FROM linked WHERE activity_id = $4)
SELECT seq, amount, from_account AS "from", to_account AS "to", kind, reverses, activity_id AS "activityId", rule_id AS "ruleId",
  rule_version AS "ruleVersion", turn, effective_at AS "effectiveAt", created_at AS "createdAt", sum_after AS "sumAfter", reversed_by AS "reversedBy"
FROM linked WHERE seq IN (SELECT seq FROM own UNION SELECT reversed_by FROM own WHERE reversed_by IS NOT NULL)
ORDER BY seq`

/** The member's lines that hang on an activity, oldest first, each with its reversal. */
export async function entriesOn(program: number, memberId: number, activityId: number): Promise<Entry[]> {
  const rows = await sqlAlone<EntryRow>(chain, [program, memberId, pointsCurrency, activityId])
  const bySeq = new Map(rows.map((row) => [row.seq, row]))
  return rows
    .filter((row) => row.activityId === activityId)
    .map((row) => entryFrom(row, row.reversedBy === null ? undefined : bySeq.get(row.reversedBy)))
}

function entryFrom({ from, to, kind, reversedBy: _, activityId: __, ...row }: EntryRow, reversal: EntryRow | undefined): Entry {
  const effect = to === accounts.member ? row.amount : from === accounts.member ? -row.amount : 0
  return {
    ...row,
    from: nameIn(accounts, from),
    to: nameIn(accounts, to),
    kind: nameIn(transferKinds, kind),
    sumBefore: row.sumAfter - effect,
    reversal: reversal
      ? { seq: reversal.seq, createdAt: reversal.createdAt, activityId: reversal.activityId, amount: reversal.amount, sumAfter: reversal.sumAfter }
      : null,
  }
}

/** How often something was paid in the day, week and month of a deed, and ever. */
export type PaidBefore = Record<'day' | 'week' | 'month' | 'ever', number>

/**
 * How often a rule had paid a member before a line of the book, by the book alone, in the periods of the program's zone that the line's deed lies
 * in. What was taken back before that line does not count. An amount can so be computed again without trusting the counters.
 */
export async function paidBefore(
  program: { id: number; timeZone: string },
  memberId: number,
  rule: number,
  entry: Pick<Entry, 'seq' | 'effectiveAt'>,
): Promise<PaidBefore> {
  const bounds = (['day', 'week', 'month'] as const).map((period) => {
    const { from, until } = periodBounds(period, periodStart(period, entry.effectiveAt, program.timeZone), program.timeZone)
    return [from, until]
  })
  const [row] = await sqlAlone<PaidBefore>(
    `SELECT count(*)::int AS ever, count(*) FILTER (WHERE t.effective_at >= $7 AND t.effective_at < $8)::int AS day,
       count(*) FILTER (WHERE t.effective_at >= $9 AND t.effective_at < $10)::int AS week,
       count(*) FILTER (WHERE t.effective_at >= $11 AND t.effective_at < $12)::int AS month
     FROM transfer t WHERE t.program_id = $1 AND t.member_id = $2 AND t.currency = $3 AND t.seq < $5 AND t.rule_id = $4 AND t.kind = $6
       AND NOT EXISTS (SELECT FROM transfer_reversal r WHERE r.program_id = $1 AND r.member_id = $2 AND r.currency = $3 AND r.reversed = t.seq AND r.seq < $5)`,
    [program.id, memberId, pointsCurrency, rule, entry.seq, transferKinds.award, ...bounds.flat()],
  )
  return row ?? { day: 0, week: 0, month: 0, ever: 0 }
}
