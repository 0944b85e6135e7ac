// Which database the hub works on, whether it answers, and whether it fits this build: each failure is one sentence.
import { Fault } from './entry.ground.js'
import { runNode, step } from './entry.steps.js'
import { compareMigrations, listMigrations, refusal } from './entry.migrations.js'
import { startPostgres } from './entry.postgres.js'

/** @typedef {{ url: string, birth: string, embedded: import('./entry.postgres.js').PostgresServer | undefined }} Database */

const OLDEST_POSTGRES = 16

/**
 * The database of this run: `DATABASE_URL`, else the embedded server with its data under `folder`.
 * @param {string} folder
 * @returns {Promise<{ url: string, embedded: import('./entry.postgres.js').PostgresServer | undefined }>}
 */
export async function openDatabase(folder) {
  const given = process.env.DATABASE_URL?.trim()
  /** @type {string[]} */
  let notes = []
  const opened = await step('PostgreSQL', async (_tell, conclude) => {
    if (given) {
      await withClient(given, async (client) => {
        const { rows } = await client.query('SHOW server_version_num')
        const major = Math.floor(Number(rows[0].server_version_num) / 10_000)
        if (major < OLDEST_POSTGRES)
          throw new Fault(`The database is PostgreSQL ${major}, and Laurel needs ${OLDEST_POSTGRES} or newer: update it, or unset DATABASE_URL.`)
      })
      conclude('DATABASE_URL answers')
      return { url: given, embedded: undefined }
    }
    const embedded = await startPostgres({ folder })
    notes = embedded.notes
    conclude(`${embedded.reused ? 'took over the server of an earlier run' : 'embedded server started'} on port ${embedded.port}`)
    return { url: embedded.url, embedded }
  })
  for (const note of notes) console.log(`    ${note}`)
  return opened
}

/**
 * Brings the database to this build. Answers its birth: when its first migration ran, which tells one database from another.
 * @param {string} url
 * @returns {Promise<string>}
 */
export async function bringUpToDate(url) {
  let birth = ''
  await step('Migrations', async (tell) => {
    const pending = await withClient(url, async (client) => {
      const standing = await compareMigrations(client, listMigrations())
      const refused = refusal(standing)
      if (refused) throw new Fault(refused)
      return standing.pending
    })
    if (pending.length) {
      tell(`applying ${pending.length}`)
      await runNode('The migration of the database', ['--import', 'tsx', 'prisma/migrate.ts'], { env: { DATABASE_URL: url } })
    }
    birth = await withClient(url, async (client) => {
      const { rows } = await client.query('SELECT min(started_at)::text AS birth FROM _prisma_migrations')
      return rows[0].birth ?? ''
    })
    return pending.length ? `${pending.length} applied` : 'up to date'
  })
  return birth
}

/**
 * @template T
 * @param {string} url
 * @param {(client: import('pg').Client) => Promise<T>} work
 * @returns {Promise<T>}
 */
async function withClient(url, work) {
  if (!/^postgres(ql)?:\/\//.test(url) || !URL.canParse(url)) {
    throw new Fault(
      'DATABASE_URL is no PostgreSQL address: write it as postgresql://user:password@host:5432/database, or unset it to use the embedded server.',
    )
  }
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 8_000 })
  client.on('error', () => undefined) // a lost connection fails the running query
  try {
    await client.connect()
  } catch (error) {
    await client.end().catch(() => undefined)
    throw new Fault(whyUnreachable(new URL(url), /** @type {Error & { code?: string }} */ (error)))
  }
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** @param {URL} url @param {Error & { code?: string }} error */
function whyUnreachable({ hostname, port, username, pathname }, error) {
  const where = `${hostname}:${port || 5432}`
  const code = error.code ?? ''
  if (code === '28P01' || code === '28000')
    return `The database at ${where} refuses the user "${username}": correct name and password in DATABASE_URL. (${error.message})`
  if (code === '3D000')
    return `The server at ${where} has no database "${pathname.slice(1)}": create it (createdb ${pathname.slice(1)}), or correct DATABASE_URL.`
  if (code === '57P03') return `The database at ${where} is just starting or stopping: try again in a moment.`
  if (code === '53300') return `The database at ${where} has no connection left: close some, or raise its max_connections.`
  const reason = code || error.message
  return `No database answers at ${where} (${reason}): start that PostgreSQL, correct DATABASE_URL, or unset it to use the embedded server.`
}
