import { createHash } from 'node:crypto'
import type pg from 'pg'
import { arrayLiteral } from './array-literal.ts'
import { pool } from './pool.server.ts'

/** Runs one prepared statement in the transaction and answers its rows. The text must be a constant: it is prepared once per connection. */
export type Sql = <Row extends object = Record<string, unknown>>(text: string, values?: readonly unknown[]) => Promise<Row[]>

/** What every command gets first: the transaction, the program, who acts (null: the hub itself) and the one clock of the story. */
export type Scope = {
  sql: Sql
  program: number
  by: number | null
  now: Date
  /** Runs after the commit, never after a rollback. For wake-ups; anything that must happen goes through the outbox. */
  afterCommit(effect: () => void): void
}

/** Who starts a story, and in which program. */
export type Actor = { program: number; by: number | null }

const names = new Map<string, string>()

/** Named by what it says: a connection may be used by two copies of this module (the built pages and the process around them). */
function statementName(text: string): string | undefined {
  let name = names.get(text)
  if (!name && names.size < 500) {
    name = `laurel_${createHash('sha256').update(text).digest('hex').slice(0, 32)}`
    names.set(text, name)
  }
  return name
}

/** A `Sql` over one client, naming each constant text so that PostgreSQL plans it once. */
export function sqlOver(client: pg.ClientBase | pg.Pool): Sql {
  return async <Row extends object>(text: string, values: readonly unknown[] = []) => {
    const result = await client.query({
      name: statementName(text),
      text,
      values: values.map((value) => (Array.isArray(value) ? arrayLiteral(value) : value)),
    })
    return result.rows as Row[]
  }
}

/** Statements outside any transaction, each with a commit of its own. */
export const sqlAlone: Sql = (text, values) => sqlOver(pool())(text, values)

/**
 * Runs a story in one READ COMMITTED transaction: commits when it returns, rolls back when it throws (a `Refusal` as well as a fault).
 * No network call inside.
 */
export async function inTransaction<Result>(actor: Actor, story: (scope: Scope) => Promise<Result>, now = new Date()): Promise<Result> {
  const effects: (() => void)[] = []
  const client = await pool().connect()
  const run = sqlOver(client)
  let ended = false
  let broken: Error | undefined
  // Of several statements asked at once one may fail while another goes on: what comes after the end must not run by itself.
  const sql: Sql = (text, values) => (ended ? Promise.reject(new Error('This transaction has ended.')) : run(text, values))
  try {
    const begun = client.query('BEGIN')
    const [result] = await Promise.all([
      story({ sql, program: actor.program, by: actor.by, now, afterCommit: (effect) => effects.push(effect) }),
      begun,
    ])
    ended = true
    await client.query('COMMIT')
    for (const effect of effects) effect()
    return result
  } catch (error) {
    ended = true
    await client.query('ROLLBACK').catch((fault: Error) => (broken = fault))
    throw error
  } finally {
    client.release(broken)
  }
}

const settlingLock = 7241

// Who settles looks up rows by their keys, a thousand at once. A plan made while a table was small would read all of it and compare each row with each
// key, long after it has grown; so such plans are not made.
const byKey = `set_config('enable_seqscan', 'off', true)`

/** Takes the program's settling lock until the transaction ends, waiting for it. Linking and merging take it, so that no activity slips between. */
export async function lockSettling(scope: Scope): Promise<void> {
  await scope.sql(`SELECT pg_advisory_xact_lock($1::int, $2::int), ${byKey}`, [settlingLock, scope.program])
}

/** Takes the program's settling lock if nobody holds it. It goes with the transaction, so a killed worker leaves nothing behind. */
export async function tryLockSettling(scope: Scope): Promise<boolean> {
  const [row] = await scope.sql<{ locked: boolean }>(`SELECT pg_try_advisory_xact_lock($1::int, $2::int) AS locked, ${byKey}`, [
    settlingLock,
    scope.program,
  ])
  return row?.locked === true
}
