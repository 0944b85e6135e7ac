import pg from 'pg'
import { env } from '#app/foundation/env.ts'
import { type Actor, type Scope, sqlOver } from './transaction.server.ts'

/** What a replay is told, and does not make: it is read where it stands. */
const given = [
  ...[
    'activity',
    'activity_key',
    'source',
    'rule',
    'rule_version',
    'rule_span',
    'program',
    'program_host',
    'currency',
    'ledger_policy',
    'member_merge',
  ],
  ...['level', 'badge', 'streak', 'card', 'path', 'standing_version', 'zone_span', 'season', 'segment', 'board_setting', 'member_role'],
]

/**
 * Runs a story on empty copies of every table that the hub fills by itself, in a transaction that is always rolled back: nothing of it stays. The copies
 * are temporary tables that hide the real ones, on a connection of its own, so that the very same statements work on them. `at` sets the story's clock.
 */
export async function inScratch<Result>(actor: Actor, story: (scopeAt: (now: Date) => Scope) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: env().DATABASE_URL, application_name: 'laurel-replay' })
  await client.connect()
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ')
    const { rows } = await client.query<{ name: string }>(
      `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> ALL($1::text[]) AND NOT starts_with(tablename, '_')`,
      [given],
    )
    for (const { name } of rows)
      await client.query(`CREATE TEMP TABLE ${pg.escapeIdentifier(name)} (LIKE public.${pg.escapeIdentifier(name)} INCLUDING ALL)`)
    await client.query('INSERT INTO member SELECT * FROM public.member WHERE program_id = $1', [actor.program])
    await client.query('UPDATE member SET merged_into = NULL WHERE program_id = $1', [actor.program])
    const sql = sqlOver(client)
    return await story((now) => ({ sql, program: actor.program, by: actor.by, now, afterCommit: () => undefined }))
  } finally {
    await client.query('ROLLBACK').catch(() => undefined)
    await client.end()
  }
}
