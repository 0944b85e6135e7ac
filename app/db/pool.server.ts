import pg from 'pg'
import { env } from '#app/foundation/env.ts'
import { logFor } from '#app/foundation/log.ts'

pg.types.setTypeParser(pg.types.builtins.INT8, (value) => {
  const number = Number(value)
  if (!Number.isSafeInteger(number)) throw new Error(`A number beyond 2^53 came from the database: ${value}`)
  return number
})

/**
 * The app's own role has no right to change or remove what is append-only (see the migrations). Where the database has such a role, every
 * connection takes it on; a database whose owner may not create roles is protected by the triggers alone.
 */
const takeRole = `SELECT set_config('role', rolname, false) FROM pg_roles WHERE rolname = 'laurel_app' AND pg_has_role(rolname, 'MEMBER')`

/** A pool of connections under the app's own role. A frozen transaction loses its locks after five seconds. */
export function openPool(url: string, size: number): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: size,
    application_name: 'laurel',
    idle_in_transaction_session_timeout: 5_000,
    statement_timeout: 60_000,
    connectionTimeoutMillis: 10_000,
    // What is asked at once is sent at once: a story whose statements do not wait for each other costs one way there and back.
    pipeline: true,
    onConnect: (client: pg.ClientBase) => client.query(takeRole).then(() => undefined),
  } as pg.PoolConfig)
  // A connection that breaks while it is in use says so twice: to the query, which fails, and by this event, which unheard would end the process.
  pool.on('connect', (client) => client.on('error', (error) => logFor('db').warn({ error: error.message }, 'A database connection broke.')))
  pool.on('error', (error) => logFor('db').warn({ error: error.message }, 'An idle database connection was lost; the next query opens another.'))
  return pool
}

const holder = globalThis as { laurelPool?: pg.Pool }

/** The pool of this process. One, even where a bundler has copied this module. */
export function pool(): pg.Pool {
  holder.laurelPool ??= openPool(env().DATABASE_URL, env().DATABASE_POOL)
  return holder.laurelPool
}
