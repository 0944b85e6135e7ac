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
SELECT $1::smallint, member_id, currency, $4::timestamptz FROM unnest($2::bigint[], $3::smallint[]) AS holder(member_id, currency)
ON CONFLICT DO NOTHING`

// One statement: the sums, the lines and the reversal keys stand or fall together. The update takes the rows' locks, so that the sequence has no gap.
// Earnings pay a debt first; only a reversal may leave one.
const kept = `
kept AS (
  UPDATE balance b SET
    lifetime = b.lifetime + s.lifetime,
    spendable = CASE WHEN s.may_owe THEN greatest(0, b.spendable - b.debt + s.spendable) ELSE b.spendable - b.debt + s.spendable END,
    debt = CASE WHEN s.may_owe THEN greatest(0, b.debt - b.spendable - s.spendable) ELSE 0 END,
    held = b.held + s.held, pending = b.pending + s.pending, last_seq = b.last_seq + s.lines, updated_at = $2::timestamptz
  FROM unnest($3::bigint[], $4::smallint[], $5::int[], $6::bigint[], $7::bigint[], $8::bigint[], $9::bigint[], $10::boolean[])
    WITH ORDINALITY AS s(member_id, currency, lines, lifetime, spendable, held, pending, may_owe, holder)
  WHERE b.program_id = $1::smallint AND b.member_id = s.member_id AND b.currency = s.currency
  RETURNING s.holder, b.member_id, b.currency, b.lifetime, b.spendable, b.debt, b.last_seq - s.lines AS seq_before
)`
const line = `unnest($11::int[], $12::int[], $13::bigint[], $14::smallint[], $15::smallint[], $16::smallint[], $17::bigint[], $18::int[], $19::int[], $20::int[],
    $21::timestamptz[]) AS line(holder, nth, amount, from_account, to_account, kind, activity_id, rule_id, rule_version, reverses, effective_at)`
const written = `
written AS (
  INSERT INTO transfer (program_id, member_id, currency, seq, amount, from_account, to_account, kind, reverses, activity_id, rule_id, rule_version,
                        turn, effective_at, created_at)
  SELECT $1::smallint, kept.member_id, kept.currency, kept.seq_before + nth, amount, from_account, to_account, kind, reverses, activity_id, rule_id, rule_version,
         $22::bigint, effective_at, $2::timestamptz
  FROM ${line} JOIN kept USING (holder)
)`
const reversed = `
reversed AS (
  INSERT INTO transfer_reversal (program_id, member_id, currency, reversed, seq)
  SELECT $1::smallint, kept.member_id, kept.currency, reverses, kept.seq_before + nth FROM ${line} JOIN kept USING (holder) WHERE reverses IS NOT NULL
)`
const answer = `SELECT holder::int, member_id AS "memberId", currency, lifetime, spendable, debt, seq_before AS "seqBefore" FROM kept`
const write = `WITH ${kept}, ${written} ${answer}`
const writeReversals = `WITH ${kept}, ${written}, ${reversed} ${answer}`

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

type Effect = ReturnType<typeof effectOf>
type Holder = Effect & { memberId: number; currency: number; lines: number; mayOwe: boolean }
type Kept = Posted['balances'][number] & { holder: number; seqBefore: number }

/** Whose sums lines move, by how much in all, in the order of members; and which of them each line is of, as its how manieth. */
function holdersOf(lines: readonly Line[]): { holders: Holder[]; placed: Placed[] } {
  const holders = new Map<string, Holder>()
  const placed = lines.map((line) => {
    const { memberId, currency } = line
    const key = `${memberId}/${currency}`
    let holder = holders.get(key)
    if (!holder) holders.set(key, (holder = { memberId, currency, lines: 0, lifetime: 0, spendable: 0, held: 0, pending: 0, mayOwe: true }))
    const effect = effectOf(line)
    holder.lines += 1
    holder.lifetime += effect.lifetime
    holder.spendable += effect.spendable
    holder.held += effect.held
    holder.pending += effect.pending
    holder.mayOwe &&= line.reverses !== null || effect.spendable >= 0
    return { line, holder, nth: holder.lines }
  })
  for (const holder of holders.values()) holder.mayOwe ||= holder.spendable >= 0
  return { holders: [...holders.values()].sort((one, other) => one.memberId - other.memberId || one.currency - other.currency), placed }
}

/** A line with whose sums it moves, as the how manieth of theirs in this call. */
type Placed = { line: Line; holder: Holder; nth: number }

async function writeLines(scope: Scope, turn: number, lines: readonly Line[]): Promise<Posted> {
  if (lines.length === 0) return { seqs: [], balances: [] }
  const { holders, placed } = holdersOf(lines)
  const reversing = lines.some((line) => line.reverses !== null)
  if (reversing) await refuseReversed(scope, lines)
  try {
    const kept = await writePlaced(scope, turn, holders, placed, reversing)
    // Whoever never had anything of this currency has no sums yet, and none of their lines was written.
    const fresh = new Set(holders.filter((holder) => !kept.has(holder)))
    if (fresh.size > 0) {
      await ensure(scope, [...fresh])
      const rest = placed.filter(({ holder }) => fresh.has(holder))
      for (const [holder, row] of await writePlaced(scope, turn, [...fresh], rest, reversing)) kept.set(holder, row)
    }
    return {
      seqs: placed.map(({ holder, nth }) => (kept.get(holder)?.seqBefore ?? NaN) + nth),
      balances: [...kept.values()].map(({ holder: _, seqBefore: _before, ...balance }) => balance),
    }
  } catch (error) {
    throw asRefusal(error)
  }
}

async function ensure(scope: Scope, holders: readonly Holder[]): Promise<void> {
  const names = [holders.map((holder) => holder.memberId), holders.map((holder) => holder.currency)]
  await scope.sql(ensureBalances, [scope.program, ...names, scope.now])
}

/** Writes the lines of those who have sums; answers their sums after it. */
async function writePlaced(
  scope: Scope,
  turn: number,
  holders: readonly Holder[],
  placed: readonly Placed[],
  reversing: boolean,
): Promise<Map<Holder, Kept>> {
  const column = <Value>(pick: (line: Line) => Value): Value[] => placed.map(({ line }) => pick(line))
  const place = new Map(holders.map((holder, index) => [holder, index + 1]))
  const rows = await scope.sql<Kept>(reversing ? writeReversals : write, [
    scope.program,
    scope.now,
    holders.map((holder) => holder.memberId),
    holders.map((holder) => holder.currency),
    holders.map((holder) => holder.lines),
    holders.map((holder) => holder.lifetime),
    holders.map((holder) => holder.spendable),
    holders.map((holder) => holder.held),
    holders.map((holder) => holder.pending),
    holders.map((holder) => holder.mayOwe),
    placed.map(({ holder }) => place.get(holder)),
    placed.map(({ nth }) => nth),
    column((line) => line.amount),
    column((line) => accounts[line.from]),
    column((line) => accounts[line.to]),
    column((line) => transferKinds[line.kind]),
    column((line) => line.activityId),
    column((line) => line.rule?.id ?? null),
    column((line) => line.rule?.version ?? null),
    column((line) => line.reverses),
    column((line) => line.effectiveAt),
    turn,
  ])
  return new Map(rows.flatMap((row) => (holders[row.holder - 1] ? [[holders[row.holder - 1] as Holder, row]] : [])))
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
