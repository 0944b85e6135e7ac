// A hub of its own for a bench: an embedded PostgreSQL with the settings of the hub's own, migrated, in a temporary folder.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { startPostgres, stopPostgres } from '#app/entry.postgres.js'
import { migrate } from '#prisma/migrate.ts'
import { familyCpu } from '#tests/bench/cpu.ts'
import type { Context } from '#tests/bench/context.ts'

export type Stage = {
  /** The address of the hub's database, which `DATABASE_URL` names from now on. */
  url: string
  /** CPU-seconds that PostgreSQL has used so far, with all its processes. */
  postgresCpu(): number
  /** Runs statements as the owner of the database: the hub's own role may make no tables. Answers the rows of the last. */
  asOwner<Row extends pg.QueryResultRow>(...statements: string[]): Promise<Row[]>
}

/** Starts a migrated database in a temporary folder and makes it this process's own; it goes at the end of the run. */
export async function openStage(context: Context, settings: Record<string, string> = {}): Promise<Stage> {
  const folder = mkdtempSync(path.join(tmpdir(), 'laurel-bench-'))
  context.later(() => rmSync(folder, { recursive: true, force: true }))
  const counting: Record<string, string> = context.statements
    ? { shared_preload_libraries: 'pg_stat_statements', 'pg_stat_statements.track_planning': 'on' }
    : {}
  const server = await startPostgres({ folder, settings: { ...settings, ...counting } })
  context.later(async () => {
    await stopPostgres(server.data, 'now')
    rmSync(server.data, { recursive: true, force: true })
  })
  await migrate(server.url)
  process.env.DATABASE_URL = server.url
  const { closeDatabase } = await import('#app/db/prisma.server.ts')
  context.later(closeDatabase)
  const postmaster = Number(readFileSync(path.join(server.data, 'postmaster.pid'), 'utf8').split('\n')[0])
  const owner = new pg.Client({ connectionString: server.url })
  await owner.connect()
  context.later(() => owner.end())
  const asOwner: Stage['asOwner'] = async (...statements) => {
    let rows: never[] = []
    for (const statement of statements) ({ rows } = (await owner.query(statement)) as { rows: never[] })
    return rows
  }
  if (context.statements) await asOwner('CREATE EXTENSION pg_stat_statements')
  return { url: server.url, postgresCpu: () => familyCpu(postmaster), asOwner }
}

/** Forgets what statements took so far. */
export async function countStatements(context: Context, stage: Stage): Promise<void> {
  if (context.statements) await stage.asOwner('SELECT pg_stat_statements_reset()')
}

/** Lists the statements that took longest since `countStatements`, in microseconds an event. */
export async function tellStatements(context: Context, stage: Stage, events: number): Promise<void> {
  if (!context.statements) return
  const rows = await stage.asOwner<{ query: string; calls: string; took: number; planned: number; wal: string; hit: string }>(
    `SELECT left(regexp_replace(query, '\\s+', ' ', 'g'), 90) AS query, calls, total_exec_time AS took, total_plan_time AS planned, wal_bytes AS wal, shared_blks_hit AS hit
     FROM pg_stat_statements ORDER BY total_exec_time + total_plan_time DESC LIMIT 30`,
  )
  context.tell('  µs/event  planning  calls  WAL B/event  pages/event  statement')
  for (const row of rows) {
    const per = (value: number): string => (value / events).toFixed(1)
    context.tell(
      `  ${per(row.took * 1000).padStart(8)}  ${per(row.planned * 1000).padStart(8)}  ${String(row.calls).padStart(5)}  ${per(Number(row.wal)).padStart(11)}  ${per(Number(row.hit)).padStart(11)}  ${row.query}`,
    )
  }
}
