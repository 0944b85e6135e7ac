// Each worker of the test runner works on a database of its own, copied from the migrated template and emptied before each file.
import pg from 'pg'
import { inject } from 'vitest'
import { inDatabase } from '#app/entry.postgres.js'

const TEMPLATE = 'laurel_template'

const kept = globalThis as { laurelTestDatabase?: string }

/** The database of this worker: made for its first file, emptied for each one after it. */
export async function ownDatabase(): Promise<string> {
  if (!kept.laurelTestDatabase) return (kept.laurelTestDatabase = await freshDatabase())
  process.env.DATABASE_URL = kept.laurelTestDatabase
  await resetDatabase()
  return kept.laurelTestDatabase
}

/** Makes an empty migrated database for this worker, drops those it had before, and answers the address of the new one. */
export async function freshDatabase(): Promise<string> {
  const server = inject('databaseServer')
  const worker = `laurel_worker_${process.env.VITEST_POOL_ID ?? '1'}_`
  const name = `${worker}${Date.now().toString(36)}_${process.pid}`
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  try {
    const { rows } = await client.query<{ datname: string }>('SELECT datname FROM pg_database WHERE starts_with(datname, $1)', [worker])
    for (const { datname } of rows) await client.query(`DROP DATABASE ${datname} WITH (FORCE)`)
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${TEMPLATE}`)
  } finally {
    await client.end()
  }
  return inDatabase(server, name)
}

/**
 * Empties every table of this file's database, as its owner: append-only tables refuse it to the hub's own role. Rows that migrations
 * put in are copied back from nowhere, so a migration must not insert data that tests rely on. Ids go on where they were, so that nothing kept
 * in memory takes a new row for an old one.
 */
export async function resetDatabase(): Promise<void> {
  await asOwner((client) => client.query(`SET session_replication_role = replica; ${emptyAll}`))
}

// Deleting a few rows is many times cheaper than truncating every table with its indexes, which makes new files for each.
const emptyAll = `DO $$ DECLARE name text; BEGIN
  FOR name IN SELECT format('%I.%I', schemaname, tablename) FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations' LOOP
    EXECUTE 'DELETE FROM ' || name;
  END LOOP;
END $$`

/** Works on this file's database past the hub's role and its refusals: for planting what the hub itself would never write. */
export async function asOwner<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
