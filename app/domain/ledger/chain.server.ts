import { createHash, createHmac } from 'node:crypto'
import type { Scope } from '#app/db/transaction.server.ts'

/** Bytes kept of each turn's own hash, so that a fault can be laid to its turn. */
export const markBytes = 8

/** A line of the book as the chain reads it: its turn, and every column in a fixed order. */
export type SealedLine = { turn: number; text: string }

const instant = (column: string): string => `(extract(epoch from ${column}) * 1000)::bigint`

/** Every column of a line in a fixed order, as SQL; without the instant of writing where a replay is to be compared. */
export const lineText = (withInstant: boolean): string =>
  `format('${'%s|'.repeat(withInstant ? 15 : 14)}', turn, member_id, currency, seq, amount, from_account, to_account, kind, reverses, activity_id, rule_id,
    rule_version, cause_id, ${instant('effective_at')}${withInstant ? `, ${instant('created_at')}` : ''})`

/** The lines of some turns in the order of the chain. */
export const linesOfTurns = `SELECT turn, ${lineText(true)} AS text FROM transfer
WHERE program_id = $1 AND turn BETWEEN $2 AND $3 ORDER BY turn, member_id, currency, seq`

/** The key of the chain: from the program's own, which is sealed under LAUREL_SECRET, so that nobody can compute a hash from the database alone. */
export function chainKey(programKey: Uint8Array): Buffer {
  return createHmac('sha256', programKey).update('ledger chain').digest()
}

const hmac = (key: Buffer, ...parts: (string | Uint8Array)[]): Buffer =>
  parts.reduce((hash, part) => hash.update(part), createHmac('sha256', key)).digest()

/** What a block of turns says: its hash over the one before and every turn's own, and the beginnings of these. */
export function hashBlock(
  key: Buffer,
  before: Uint8Array,
  turns: { from: number; to: number },
  lines: readonly SealedLine[],
): { hash: Buffer; marks: Buffer } {
  const byTurn = new Map<number, string[]>()
  for (const { turn, text } of lines) (byTurn.get(turn) ?? byTurn.set(turn, []).get(turn)!).push(text)
  const digests: Buffer[] = []
  for (let turn = turns.from; turn <= turns.to; turn += 1) digests.push(hmac(key, `${turn}\n`, (byTurn.get(turn) ?? []).join('\n')))
  return {
    hash: hmac(key, before, `${turns.from}-${turns.to}\n`, ...digests),
    marks: Buffer.concat(digests.map((digest) => digest.subarray(0, markBytes))),
  }
}

/** What stands before the first block. */
export const beginning = Buffer.alloc(32)

/** The turns of a block whose lines are not those that were sealed. */
export function changedTurns(from: number, sealed: Uint8Array, found: Uint8Array): number[] {
  const turns: number[] = []
  for (let at = 0; at < found.length; at += markBytes)
    if (!Buffer.from(sealed.subarray(at, at + markBytes)).equals(Buffer.from(found.subarray(at, at + markBytes)))) turns.push(from + at / markBytes)
  return turns
}

/** SHA-256 (hex) over the lines of a book, but for the instants at which they were written; `table` is a name of the hub's own, never from outside. */
export async function hashOfLedger(
  scope: Pick<Scope, 'sql' | 'program'>,
  table: 'transfer' | 'public.transfer' | 'pg_temp.transfer',
): Promise<{ hash: string; lines: number }> {
  const page = `SELECT member_id AS "memberId", currency, seq, ${lineText(false)} AS text FROM ${table}
    WHERE program_id = $1 AND (member_id, currency, seq) > ($2::bigint, $3::smallint, $4::int) ORDER BY member_id, currency, seq LIMIT $5`
  const hash = createHash('sha256')
  let lines = 0
  let last = { memberId: 0, currency: 0, seq: 0 }
  for (;;) {
    const rows = await scope.sql<typeof last & { text: string }>(page, [scope.program, last.memberId, last.currency, last.seq, 10_000])
    for (const row of rows) hash.update(row.text + '\n')
    lines += rows.length
    last = rows.at(-1) ?? last
    if (rows.length < 10_000) return { hash: hash.digest('hex'), lines }
  }
}
