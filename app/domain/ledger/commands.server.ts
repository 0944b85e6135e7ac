import type { Scope } from '#app/db/transaction.server.ts'
import { Refusal } from '#app/foundation/outcome.ts'
import { type Line, accounts, effectOf } from './ledger.ts'

/** What writing left behind: the transfers in the order of the lines, and each touched member's sums after them. */
export type Posted = {
  transfers: number[]
  balances: { memberId: number; currency: number; lifetime: number; spendable: number }[]
}

const ensureBalances = `
INSERT INTO balance (program_id, member_id, currency, updated_at)
SELECT DISTINCT $1::smallint, member_id, currency, $4::timestamptz FROM unnest($2::bigint[], $3::smallint[]) AS line(member_id, currency)
ORDER BY 2, 3
ON CONFLICT DO NOTHING`

// One statement: the sums, the lines and the reversal keys stand or fall together. The update takes the rows' locks, so that the sequence has no gap.
const write = `
WITH line AS (
  SELECT * FROM unnest($2::bigint[], $3::smallint[], $4::bigint[], $5::smallint[], $6::smallint[], $7::bigint[], $8::int[], $9::bigint[],
                       $10::timestamptz[], $11::boolean[], $12::bigint[], $13::bigint[], $14::bigint[], $15::bigint[])
    WITH ORDINALITY AS line(member_id, currency, amount, from_account, to_account, activity_id, rule_id, reverses,
                            effective_at, may_owe, lifetime, spendable, held, pending, n)
), sums AS (
  SELECT member_id, currency, count(*)::int AS lines, sum(lifetime)::bigint AS lifetime, sum(spendable)::bigint AS spendable,
         sum(held)::bigint AS held, sum(pending)::bigint AS pending, bool_or(may_owe) AS may_owe
  FROM line GROUP BY member_id, currency
), kept AS (
  UPDATE balance b SET
    lifetime = b.lifetime + s.lifetime, spendable = b.spendable + s.spendable, held = b.held + s.held, pending = b.pending + s.pending,
    last_seq = b.last_seq + s.lines, updated_at = $1::timestamptz,
    debt_limit = CASE WHEN s.may_owe OR s.spendable >= 0 THEN greatest(0, -(b.spendable + s.spendable)) ELSE b.debt_limit END
  FROM sums s
  WHERE b.program_id = $16::smallint AND b.member_id = s.member_id AND b.currency = s.currency
  RETURNING b.member_id, b.currency, b.lifetime, b.spendable, b.last_seq - s.lines AS seq_before
), numbered AS (
  SELECT line.*, kept.seq_before + row_number() OVER (PARTITION BY line.member_id, line.currency ORDER BY n) AS seq, nextval('transfer_id_seq') AS id
  FROM line JOIN kept USING (member_id, currency)
), written AS (
  INSERT INTO transfer (program_id, id, member_id, amount, activity_id, reverses, effective_at, created_at, seq, rule_id, currency, from_account, to_account)
  SELECT $16::smallint, id, member_id, amount, activity_id, reverses, effective_at, $1::timestamptz, seq, rule_id, currency, from_account, to_account
  FROM numbered
), reversed AS (
  INSERT INTO transfer_reversal (program_id, reversed_id, transfer_id) SELECT $16::smallint, reverses, id FROM numbered WHERE reverses IS NOT NULL
)
SELECT (SELECT array_agg(id ORDER BY n) FROM numbered) AS transfers,
       (SELECT jsonb_agg(jsonb_build_object('memberId', member_id, 'currency', currency, 'lifetime', lifetime, 'spendable', spendable)) FROM kept) AS balances`

/**
 * Writes lines into the book and brings the members' sums along. Refuses `too_few_points` when a spendable, held or pending sum would fall
 * below zero (and no line may owe), `already_reversed` when a line takes back what was taken back before.
 */
export async function post(scope: Scope, lines: readonly Line[]): Promise<Posted> {
  if (lines.length === 0) return { transfers: [], balances: [] }
  const effects = lines.map(effectOf)
  const members = lines.map((line) => line.memberId)
  const currencies = lines.map((line) => line.currency)
  await scope.sql(ensureBalances, [scope.program, members, currencies, scope.now])
  try {
    const [row] = await scope.sql<{ transfers: (string | number)[]; balances: Posted['balances'] }>(write, [
      scope.now,
      members,
      currencies,
      lines.map((line) => line.amount),
      lines.map((line) => accounts[line.from]),
      lines.map((line) => accounts[line.to]),
      lines.map((line) => line.activityId),
      lines.map((line) => line.ruleId),
      lines.map((line) => line.reverses),
      lines.map((line) => line.effectiveAt),
      lines.map((line) => line.mayOwe === true),
      effects.map((effect) => effect.lifetime),
      effects.map((effect) => effect.spendable),
      effects.map((effect) => effect.held),
      effects.map((effect) => effect.pending),
      scope.program,
    ])
    return { transfers: (row?.transfers ?? []).map(Number), balances: row?.balances ?? [] }
  } catch (error) {
    throw asRefusal(error)
  }
}

function asRefusal(error: unknown): unknown {
  const constraint = (error as { constraint?: string }).constraint ?? ''
  if (constraint.startsWith('balance_')) return new Refusal('too_few_points', 'There are not enough points for this. Nothing was changed.')
  if (constraint === 'transfer_reversal_pkey') return new Refusal('already_reversed', 'This entry was already taken back. Nothing was changed.')
  return error
}

/** Notes why a manager gave or took points. Answers false if this key was used before: then nothing may be written again. */
export async function noteCorrection(
  scope: Scope,
  note: { key: string; memberId: number; amount: number; currency: number; reason: string; activityId: number },
): Promise<boolean> {
  const rows = await scope.sql(
    `INSERT INTO correction (program_id, key, member_id, by_id, amount, currency, reason, activity_id, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING RETURNING key`,
    [scope.program, note.key, note.memberId, scope.by, note.amount, note.currency, note.reason, note.activityId, scope.now],
  )
  return rows.length === 1
}
