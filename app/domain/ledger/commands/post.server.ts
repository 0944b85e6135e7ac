import type { Scope } from '#app/db/transaction.server.ts'
import { Refusal } from '#app/foundation/outcome.ts'
import { type Line, accounts, effectOf, transferKinds } from '#app/domain/ledger/ledger.ts'
import { policyAt } from '#app/domain/ledger/settling.server.ts'

/** What writing left behind: the sequence numbers in the order of the lines, and each touched member's sums after them. */
export type Posted = {
  seqs: number[]
  balances: { memberId: number; currency: number; lifetime: number; spendable: number; debt: number }[]
}

const ensureBalances = `
INSERT INTO balance (program_id, member_id, currency, updated_at)
SELECT DISTINCT $1::smallint, member_id, currency, $4::timestamptz FROM unnest($2::bigint[], $3::smallint[]) AS line(member_id, currency)
ORDER BY 2, 3
ON CONFLICT DO NOTHING`

// One statement: the sums, the lines and the reversal keys stand or fall together. The update takes the rows' locks, so that the sequence has no gap.
// Earnings pay a debt first; only a reversal may leave one.
const write = `
WITH line AS (
  SELECT * FROM unnest($3::bigint[], $4::smallint[], $5::bigint[], $6::smallint[], $7::smallint[], $8::smallint[], $9::bigint[], $10::int[], $11::int[],
                       $12::int[], $13::timestamptz[], $14::bigint[], $15::bigint[], $16::bigint[], $17::bigint[])
    WITH ORDINALITY AS line(member_id, currency, amount, from_account, to_account, kind, activity_id, rule_id, rule_version, reverses,
                            effective_at, lifetime, spendable, held, pending, n)
), sums AS (
  SELECT member_id, currency, count(*)::int AS lines, sum(lifetime)::bigint AS lifetime, sum(spendable)::bigint AS spendable,
         sum(held)::bigint AS held, sum(pending)::bigint AS pending, sum(spendable) >= 0 OR bool_and(reverses IS NOT NULL OR spendable >= 0) AS may_owe
  FROM line GROUP BY member_id, currency
), kept AS (
  UPDATE balance b SET
    lifetime = b.lifetime + s.lifetime,
    spendable = CASE WHEN s.may_owe THEN greatest(0, b.spendable - b.debt + s.spendable) ELSE b.spendable - b.debt + s.spendable END,
    debt = CASE WHEN s.may_owe THEN greatest(0, b.debt - b.spendable - s.spendable) ELSE 0 END,
    held = b.held + s.held, pending = b.pending + s.pending, last_seq = b.last_seq + s.lines, updated_at = $2::timestamptz
  FROM sums s
  WHERE b.program_id = $1::smallint AND b.member_id = s.member_id AND b.currency = s.currency
  RETURNING b.member_id, b.currency, b.lifetime, b.spendable, b.debt, b.last_seq - s.lines AS seq_before
), numbered AS (
  SELECT line.*, (kept.seq_before + row_number() OVER (PARTITION BY line.member_id, line.currency ORDER BY n))::int AS seq
  FROM line JOIN kept USING (member_id, currency)
), written AS (
  INSERT INTO transfer (program_id, member_id, currency, seq, amount, from_account, to_account, kind, reverses, activity_id, rule_id, rule_version,
                        turn, effective_at, created_at)
  SELECT $1::smallint, member_id, currency, seq, amount, from_account, to_account, kind, reverses, activity_id, rule_id, rule_version,
         $18::bigint, effective_at, $2::timestamptz
  FROM numbered
), reversed AS (
  INSERT INTO transfer_reversal (program_id, member_id, currency, reversed, seq)
  SELECT $1::smallint, member_id, currency, reverses, seq FROM numbered WHERE reverses IS NOT NULL
)
SELECT (SELECT array_agg(seq ORDER BY n) FROM numbered) AS seqs,
       (SELECT jsonb_agg(jsonb_build_object('memberId', member_id, 'currency', currency, 'lifetime', lifetime, 'spendable', spendable, 'debt', debt)) FROM kept) AS balances`

/**
 * Writes lines into the book, in one turn of the program, and brings the members' sums along. Refuses `too_few_points` when a sum would fall
 * below zero (only a reversal may leave a debt), `already_reversed` when a line takes back what was taken back before. Where the program's policy
 * says so, what a reversal could not take back is given up by a further line, which is not among the answered numbers.
 */
export async function post(scope: Scope, turn: number, lines: readonly Line[]): Promise<Posted> {
  const posted = await writeLines(scope, turn, lines)
  const owing = posted.balances.some((balance) => balance.debt > 0) && lines.some((line) => line.reverses !== null)
  if (!owing || (await policyAt(scope, turn)).debt === 'owe') return posted
  const after = await writeLines(scope, turn, missingOf(lines, posted.balances))
  const known = new Map(after.balances.map((balance) => [`${balance.memberId}/${balance.currency}`, balance]))
  return { ...posted, balances: posted.balances.map((balance) => known.get(`${balance.memberId}/${balance.currency}`) ?? balance) }
}

/** What these reversals took back although it was spent: a line each that gives it up. An older debt stays. */
function missingOf(lines: readonly Line[], balances: Posted['balances']): Line[] {
  return balances.flatMap(({ memberId, currency, debt }): Line[] => {
    const reversals = lines.filter((line) => line.reverses !== null && line.memberId === memberId && line.currency === currency)
    const amount = Math.min(
      debt,
      reversals.reduce((sum, line) => sum - effectOf(line).spendable, 0),
    )
    const last = reversals.at(-1)
    if (!last || amount <= 0) return []
    return [{ ...last, kind: 'write_off', amount, from: 'written_off', to: 'member', rule: null, reverses: null }]
  })
}

async function writeLines(scope: Scope, turn: number, lines: readonly Line[]): Promise<Posted> {
  if (lines.length === 0) return { seqs: [], balances: [] }
  const column = <Value>(pick: (line: Line) => Value): Value[] => lines.map(pick)
  const effects = lines.map(effectOf)
  const members = column((line) => line.memberId)
  const currencies = column((line) => line.currency)
  const ensured = scope.sql(ensureBalances, [scope.program, members, currencies, scope.now])
  if (lines.some((line) => line.reverses !== null)) await Promise.all([ensured, refuseReversed(scope, lines)])
  try {
    const written = scope.sql<Posted>(write, [
      scope.program,
      scope.now,
      members,
      currencies,
      column((line) => line.amount),
      column((line) => accounts[line.from]),
      column((line) => accounts[line.to]),
      column((line) => transferKinds[line.kind]),
      column((line) => line.activityId),
      column((line) => line.rule?.id ?? null),
      column((line) => line.rule?.version ?? null),
      column((line) => line.reverses),
      column((line) => line.effectiveAt),
      effects.map((effect) => effect.lifetime),
      effects.map((effect) => effect.spendable),
      effects.map((effect) => effect.held),
      effects.map((effect) => effect.pending),
      turn,
    ])
    const [[row]] = await Promise.all([written, ensured])
    return row ?? { seqs: [], balances: [] }
  } catch (error) {
    throw asRefusal(error)
  }
}

/** Under the locks of the balances, so that of two who take back the same line at once the second is told so. */
async function refuseReversed(scope: Scope, lines: readonly Line[]): Promise<void> {
  const reversals = lines.filter((line) => line.reverses !== null)
  if (reversals.length === 0) return
  const names = [reversals.map((line) => line.memberId), reversals.map((line) => line.currency)]
  await scope.sql(
    `SELECT 1 FROM balance WHERE program_id = $1 AND (member_id, currency) IN (SELECT * FROM unnest($2::bigint[], $3::smallint[]))
     ORDER BY member_id, currency FOR UPDATE`,
    [scope.program, ...names],
  )
  const done = await scope.sql(
    `SELECT reversed FROM transfer_reversal JOIN unnest($2::bigint[], $3::smallint[], $4::int[]) AS n(member_id, currency, reversed)
     USING (member_id, currency, reversed) WHERE program_id = $1`,
    [scope.program, ...names, reversals.map((line) => line.reverses)],
  )
  if (done.length > 0) throw alreadyReversed()
}

function alreadyReversed(): Refusal<'already_reversed'> {
  return new Refusal('already_reversed', 'This entry was already taken back. Nothing was changed.')
}

function asRefusal(error: unknown): unknown {
  const constraint = (error as { constraint?: string }).constraint ?? ''
  if (constraint.startsWith('balance_')) return new Refusal('too_few_points', 'There are not enough points for this. Nothing was changed.')
  if (constraint === 'transfer_reversal_pkey') return alreadyReversed()
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
