// What stands between this build and a database: plain JavaScript, so that `npm start` can look without loading a compiler.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { ROOT } from './entry.ground.js'

/** @typedef {{ name: string, sql: string, checksum: string }} Migration */
/** @typedef {{ pending: string[], unknown: string[], changed: string[], failed: string[] }} Standing */
/** @typedef {{ migration_name: string, checksum: string, finished_at: Date | null, rolled_back_at: Date | null }} Applied */
/** @typedef {{ query: (sql: string) => Promise<{ rows: any[] }> }} Connection */

export const MIGRATIONS = path.join(ROOT, 'prisma', 'migrations')

/**
 * The migrations of a folder in their order; a checksum is the SHA-256 of the file, hex, as Prisma keeps it.
 * @param {string} [folder]
 * @returns {Migration[]}
 */
export function listMigrations(folder = MIGRATIONS) {
  if (!existsSync(folder)) return []
  const names = readdirSync(folder).filter((name) => existsSync(path.join(folder, name, 'migration.sql')))
  return names.sort().map((name) => {
    const sql = readFileSync(path.join(folder, name, 'migration.sql'), 'utf8')
    return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
  })
}

/**
 * Compares the migrations of this build with those the database has seen. `unknown` ones mean a database from a newer version,
 * `changed` ones a file edited after it was applied, `failed` ones an earlier attempt that the database took back.
 * @param {Connection} connection
 * @param {Migration[]} migrations
 * @returns {Promise<Standing>}
 */
export async function compareMigrations(connection, migrations) {
  const { rows: found } = await connection.query(`SELECT to_regclass('_prisma_migrations') IS NOT NULL AS found`)
  const sql = 'SELECT migration_name, checksum, finished_at, rolled_back_at FROM _prisma_migrations WHERE rolled_back_at IS NULL'
  /** @type {Applied[]} */
  const rows = found[0].found ? (await connection.query(sql)).rows : []
  const applied = new Map(rows.filter((row) => row.finished_at).map((row) => [row.migration_name, row.checksum]))
  const known = new Set(migrations.map(({ name }) => name))
  return {
    pending: migrations.filter(({ name }) => !applied.has(name)).map(({ name }) => name),
    unknown: [...applied.keys()].filter((name) => !known.has(name)),
    changed: migrations.filter(({ name, checksum }) => applied.has(name) && applied.get(name) !== checksum).map(({ name }) => name),
    failed: rows.filter((row) => !row.finished_at).map((row) => row.migration_name),
  }
}

/**
 * The one sentence that says why this build must not touch the database, or undefined when it may.
 * @param {Standing} standing
 */
export function refusal({ unknown, changed }) {
  if (unknown.length) return `The database was migrated by a newer version of Laurel (${unknown.at(-1)}): run that version, or restore a backup.`
  if (changed.length) return `The migration ${changed[0]} was edited after it had been applied: restore the file, and write a new migration instead.`
  return undefined
}
