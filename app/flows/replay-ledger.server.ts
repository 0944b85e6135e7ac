import { inScratch } from '#app/db/scratch.server.ts'
import type { Scope } from '#app/db/transaction.server.ts'
import { hashOfLedger } from '#app/domain/ledger/chain.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { programKey } from '#app/domain/programs/queries.server.ts'
import { type JournalEntry, journalOf, turnsOf } from '#app/domain/programs/settling.server.ts'
import { repeatDecision } from './repeat-decision.server.ts'
import { type Accounts, repeatSettling } from './repeat-settling.server.ts'
import { repeatLookBack, repeatVesting } from './repeat-vesting.server.ts'

/** What a replay came to: the hash of the book as it stands, and of the one made anew. Equal, or the turn after which the two differ first. */
export type Replayed = { turns: number; lines: number; stands: string; replayed: string; differsIn: number | null }

/**
 * Makes the whole book anew from the stored activities, the versions of the rules and the journal of turns, on empty tables that are thrown away, and hashes
 * it. What people decided (corrections, merges) and what only the clock did (expiry) is taken as decided; everything that rules gave is judged again.
 */
export async function replayLedger(program: Program): Promise<Replayed> {
  const key = await programKey(program.id)
  return inScratch({ program: program.id, by: null }, async (scopeAt) => {
    const scope = scopeAt(new Date())
    const turns = await turnsOf(scope)
    const accounts: Accounts = new Map()
    for (let after = 0; after < turns; after += 200) {
      const journal = new Map((await journalOf(scope, after, after + 200)).map((entry) => [entry.turn, entry]))
      for (let turn = after + 1; turn <= Math.min(turns, after + 200); turn += 1)
        await repeat(scopeAt, program, key, turn, journal.get(turn), accounts)
    }
    const stands = await hashOfLedger(scope, 'public.transfer')
    const replayed = await hashOfLedger(scope, 'pg_temp.transfer')
    const differsIn = stands.hash === replayed.hash ? null : await firstDifference(scope)
    return { turns, lines: stands.lines, stands: stands.hash, replayed: replayed.hash, differsIn }
  })
}

async function repeat(
  scopeAt: (now: Date) => Scope,
  program: Program,
  key: Uint8Array,
  turn: number,
  entry: JournalEntry | undefined,
  accounts: Accounts,
): Promise<void> {
  if (entry?.kind === 'settle') return repeatSettling(scopeAt(entry.at), program.timeZone, key, turn, entry.input, accounts)
  if (entry?.kind === 'vest') return repeatVesting(scopeAt(entry.at), program.timeZone, turn, entry.input)
  if (entry?.kind === 'look_back') return repeatLookBack(scopeAt(entry.at), program.timeZone, turn, entry.input)
  return repeatDecision(scopeAt, program.timeZone, turn)
}

/** The first turn whose lines are not the same in both books. */
async function firstDifference(scope: Scope): Promise<number | null> {
  const lines = (book: string): string =>
    `SELECT turn, member_id, currency, seq, amount, from_account, to_account, kind, reverses, activity_id, rule_id, rule_version, effective_at FROM ${book} WHERE program_id = $1`
  const [row] = await scope.sql<{ turn: number | null }>(
    `SELECT min(turn) AS turn FROM ((${lines('public.transfer')} EXCEPT ${lines('pg_temp.transfer')}) UNION ALL (${lines('pg_temp.transfer')} EXCEPT ${lines('public.transfer')})) AS d`,
    [scope.program],
  )
  return row?.turn ?? null
}
