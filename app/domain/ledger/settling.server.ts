import type { Scope } from '#app/db/transaction.server.ts'
import type { Change, Notice } from './expiry.ts'
import { type Policy, firstPolicy } from './policy.ts'
import { type Account, type Line, accountOf, kindOf, transferKinds } from './ledger.ts'

export type KnownTransfer = {
  memberId: number
  currency: number
  seq: number
  amount: number
  ruleId: number | null
  ruleVersion: number | null
  activityId: number | null
  from: Account
  to: Account
  effectiveAt: Date
}

/** These lines of the book. */
export async function transfersOf(scope: Scope, names: readonly { memberId: number; currency: number; seq: number }[]): Promise<KnownTransfer[]> {
  if (names.length === 0) return []
  const rows = await scope.sql<Omit<KnownTransfer, 'from' | 'to'> & { fromCode: number; toCode: number }>(
    `SELECT from_account AS "fromCode", to_account AS "toCode", member_id AS "memberId", currency, seq, amount, rule_id AS "ruleId", rule_version AS "ruleVersion", activity_id AS "activityId", effective_at AS "effectiveAt"
     FROM unnest($2::bigint[], $3::smallint[], $4::int[]) AS n(member_id, currency, seq) JOIN transfer t USING (member_id, currency, seq)
     WHERE t.program_id = $1 ORDER BY member_id, currency, seq`,
    [scope.program, names.map((name) => name.memberId), names.map((name) => name.currency), names.map((name) => name.seq)],
  )
  return rows.map(({ fromCode, toCode, ...row }) => ({ ...row, from: accountOf(fromCode), to: accountOf(toCode) }))
}

/** The currencies of the program: ids by slug. */
export async function currenciesIn(scope: Scope): Promise<Map<string, number>> {
  const rows = await scope.sql<{ slug: string; id: number }>('SELECT slug, id FROM currency WHERE program_id = $1', [scope.program])
  return new Map(rows.map((row) => [row.slug, row.id]))
}

type PolicyRow = { debt: Policy['debt']; months: number | null; warnDays: [number, number]; worth: number | null; worthUnit: string }

const policy = `SELECT debt, expiry_months AS months, warn_days AS "warnDays", worth, worth_unit AS "worthUnit" FROM ledger_policy
WHERE program_id = $1 AND ($2::bigint IS NULL OR from_turn <= $2) ORDER BY from_turn DESC LIMIT 1`

/** How the book treats debts and old points in a turn; in the present one when none is given. */
export async function policyAt(scope: Pick<Scope, 'sql' | 'program'>, turn: number | null = null): Promise<Policy> {
  const [row] = await scope.sql<PolicyRow>(policy, [scope.program, turn])
  if (!row) return firstPolicy
  const { debt, months, warnDays, worth, worthUnit } = row
  return { debt, worth, worthUnit, expiry: months === null ? null : { months, warnDays } }
}

/** The next accounts after this one, in order, that have something to spend in a currency. */
export async function spendersAfter(scope: Scope, currency: number, after: number, limit: number): Promise<number[]> {
  const rows = await scope.sql<{ memberId: number }>(
    `SELECT member_id AS "memberId" FROM balance WHERE program_id = $1 AND currency = $2 AND member_id > $3 AND spendable > 0 ORDER BY member_id LIMIT $4`,
    [scope.program, currency, after, limit],
  )
  return rows.map((row) => row.memberId)
}

/** By how much each line of these books changed what can be spent, in the order of the book. */
export async function changesOf(scope: Scope, currency: number, members: readonly number[]): Promise<Map<number, Change[]>> {
  const rows = await scope.sql<Change & { memberId: number }>(
    `SELECT member_id AS "memberId", created_at AS at, CASE WHEN to_account = 1 THEN amount ELSE -amount END AS change FROM transfer
     WHERE program_id = $1 AND currency = $2 AND member_id = ANY($3::bigint[]) AND 1 IN (from_account, to_account) ORDER BY member_id, seq`,
    [scope.program, currency, members],
  )
  const books = new Map<number, Change[]>(members.map((member) => [member, []]))
  for (const { memberId, at, change } of rows) books.get(memberId)?.push({ at, change })
  return books
}

/** The announcements under way for these accounts. */
export async function noticesOf(scope: Scope, currency: number, members: readonly number[]): Promise<Map<number, Notice[]>> {
  const rows = await scope.sql<Notice & { memberId: number }>(
    `SELECT id, member_id AS "memberId", to_char(due_on, 'YYYY-MM-DD') AS "dueOn", to_char(expires_on, 'YYYY-MM-DD') AS "expiresOn", amount,
       second_at IS NOT NULL AS "warnedTwice" FROM expiry_notice
     WHERE program_id = $1 AND currency = $2 AND member_id = ANY($3::bigint[]) AND done_at IS NULL`,
    [scope.program, currency, members],
  )
  const notices = new Map<number, Notice[]>()
  for (const { memberId, ...notice } of rows) notices.set(memberId, [...(notices.get(memberId) ?? []), notice])
  return notices
}

/** What each of these accounts has to spend in a currency. */
export async function spendableOf(scope: Scope, currency: number, members: readonly number[]): Promise<Map<number, number>> {
  const rows = await scope.sql<{ memberId: number; spendable: number }>(
    'SELECT member_id AS "memberId", spendable FROM balance WHERE program_id = $1 AND currency = $2 AND member_id = ANY($3::bigint[])',
    [scope.program, currency, members],
  )
  return new Map(rows.map((row) => [row.memberId, row.spendable]))
}

/** What each of these accounts has to spend and owes, in a currency. */
export async function sumsOf(scope: Scope, currency: number, members: readonly number[]): Promise<Map<number, { spendable: number; debt: number }>> {
  const rows = await scope.sql<{ memberId: number; spendable: number; debt: number }>(
    'SELECT member_id AS "memberId", spendable, debt FROM balance WHERE program_id = $1 AND currency = $2 AND member_id = ANY($3::bigint[])',
    [scope.program, currency, members],
  )
  return new Map(rows.map(({ memberId, ...sums }) => [memberId, sums]))
}

/** Lifetime points of these persons, over all their accounts. Each is looked up by key, so that a plan made on empty tables stays good. */
export async function lifetimesOf(scope: Scope, persons: readonly number[]): Promise<Map<number, number>> {
  const rows = await scope.sql<{ memberId: number; lifetime: number }>(
    `SELECT person AS "memberId", (
       coalesce((SELECT lifetime FROM balance WHERE program_id = $1 AND member_id = person AND currency = 1), 0)
       + coalesce((SELECT sum((SELECT b.lifetime FROM balance b WHERE b.program_id = $1 AND b.member_id = m.id AND b.currency = 1))
                   FROM member m WHERE m.program_id = $1 AND m.merged_into = person), 0))::bigint AS lifetime
     FROM unnest($2::bigint[]) AS p(person)`,
    [scope.program, persons],
  )
  return new Map(rows.map((row) => [row.memberId, row.lifetime]))
}

/** A currency by its number, or null. */
export async function currencyOf(scope: Scope, id: number): Promise<{ id: number; slug: string; name: string } | null> {
  const [row] = await scope.sql<{ id: number; slug: string; name: string }>('SELECT id, slug, name FROM currency WHERE program_id = $1 AND id = $2', [
    scope.program,
    id,
  ])
  return row ?? null
}
/** Every line that moved a score, of these accounts in points, with the activity of the deed behind it: what boards are rebuilt from. */
export async function scoredLinesOf(
  scope: Scope,
  members: readonly number[],
): Promise<{ memberId: number; points: number; at: Date; activityId: number | null }[]> {
  return scope.sql(
    `SELECT member_id AS "memberId", CASE WHEN to_account = 1 THEN amount ELSE -amount END AS points, effective_at AS at,
       coalesce((SELECT o.activity_id FROM transfer o WHERE o.program_id = t.program_id AND o.member_id = t.member_id AND o.currency = t.currency AND o.seq = t.reverses),
         activity_id) AS "activityId"
     FROM transfer t WHERE program_id = $1 AND currency = 1 AND member_id = ANY($2::bigint[])
       AND ((to_account = 1 AND from_account IN (0, 5, 6)) OR (from_account = 1 AND to_account IN (0, 5, 6))) ORDER BY turn, member_id, seq`,
    [scope.program, members],
  )
}

/** The lines of points given to many at once, with what was given. */
export async function bulkLinesOf(
  scope: Scope,
  bulk: number,
): Promise<{ memberId: number; seq: number; activityId: number; amount: number; currency: number }[]> {
  return scope.sql(
    `SELECT l.member_id AS "memberId", l.seq, l.activity_id AS "activityId", a.amount, a.currency FROM bulk_award a
     JOIN bulk_award_line l ON l.program_id = a.program_id AND l.bulk_id = a.id WHERE a.program_id = $1 AND a.id = $2 ORDER BY l.member_id`,
    [scope.program, bulk],
  )
}

/** The lines that a turn wrote into the book, in their order, whatever copies hide; without what was given up by itself. With when they were written. */
export async function recordedLines(scope: Scope, turn: number): Promise<{ lines: Line[]; at: Date | null }> {
  const rows = await scope.sql<{
    memberId: number
    currency: number
    amount: number
    fromCode: number
    toCode: number
    kindCode: number
    reverses: number | null
    activityId: number | null
    ruleId: number | null
    ruleVersion: number | null
    effectiveAt: Date
    at: Date
  }>(
    `SELECT member_id AS "memberId", currency, amount, from_account AS "fromCode", to_account AS "toCode", kind AS "kindCode", reverses, activity_id AS "activityId",
       rule_id AS "ruleId", rule_version AS "ruleVersion", effective_at AS "effectiveAt", created_at AS at
     FROM public.transfer WHERE program_id = $1 AND turn = $2 AND kind <> ${transferKinds.write_off} ORDER BY member_id, currency, seq`,
    [scope.program, turn],
  )
  const lines = rows.map(
    ({ memberId, currency, amount, fromCode, toCode, kindCode, reverses, activityId, ruleId, ruleVersion, effectiveAt }): Line => {
      const sides = { from: accountOf(fromCode), to: accountOf(toCode), kind: kindOf(kindCode) }
      return {
        memberId,
        currency,
        amount,
        ...sides,
        reverses,
        activityId,
        rule: ruleId === null ? null : { id: ruleId, version: ruleVersion ?? 1 },
        effectiveAt,
      }
    },
  )
  return { lines, at: rows[0]?.at ?? null }
}

/** Points that awards of the hub's own under keys of this beginning gave to these accounts since an instant, as far as they still stand. */
export async function pointsGranted(scope: Scope, members: readonly number[], prefix: string, since: Date): Promise<number> {
  const [row] = await scope.sql<{ points: number }>(
    `SELECT coalesce(sum(amount), 0)::bigint AS points FROM granted_award
     WHERE program_id = $1 AND member_id = ANY($2::bigint[]) AND currency = 1 AND given_at >= $4 AND taken_at IS NULL AND starts_with(key, $3)`,
    [scope.program, members, prefix, since],
  )
  return row?.points ?? 0
}
