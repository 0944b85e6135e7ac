import type { Scope } from '#app/db/transaction.server.ts'

/** The newest turn that is finished: whoever takes one holds the count until the commit, so every turn up to this one can be read. */
export async function lastTurn(scope: Scope): Promise<number> {
  const [row] = await scope.sql<{ turn: number }>('SELECT last_turn AS turn FROM program_turn WHERE program_id = $1', [scope.program])
  return row?.turn ?? 0
}

/** What the scope's program is called. */
export async function nameIn(scope: Scope): Promise<string> {
  const [row] = await scope.sql<{ name: string }>('SELECT name FROM program WHERE id = $1', [scope.program])
  return row?.name ?? ''
}

/** The time zone of the scope's program. */
export async function zoneIn(scope: Scope): Promise<string> {
  const [row] = await scope.sql<{ zone: string }>('SELECT time_zone AS zone FROM program WHERE id = $1', [scope.program])
  return row?.zone ?? 'UTC'
}

/** For how many days a lower price is announced before it holds: a setting of the program, 7 unless chosen. */
export async function noticeDays(scope: Pick<Scope, 'sql' | 'program'>): Promise<number> {
  const [row] = await scope.sql<{ days: number }>(`SELECT coalesce((settings ->> 'noticeDays')::int, 7) AS days FROM program WHERE id = $1`, [
    scope.program,
  ])
  return row?.days ?? 7
}

/** A turn as the journal tells it. */
export type JournalEntry = { turn: number; kind: string; at: Date; input: unknown }

/** What the journal says of the turns after one and up to another, whatever copies hide. */
export async function journalOf(scope: Scope, after: number, upTo: number): Promise<JournalEntry[]> {
  return scope.sql<JournalEntry>('SELECT turn, kind, at, input FROM public.turn WHERE program_id = $1 AND turn > $2 AND turn <= $3 ORDER BY turn', [
    scope.program,
    after,
    upTo,
  ])
}

/** How many turns the program has taken, whatever copies hide: a replay asks. */
export async function turnsOf(scope: Scope): Promise<number> {
  const [row] = await scope.sql<{ turn: number }>('SELECT last_turn AS turn FROM public.program_turn WHERE program_id = $1', [scope.program])
  return row?.turn ?? 0
}
