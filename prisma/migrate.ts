// Applies the folder prisma/migrations with Prisma's own schema engine (as WebAssembly: no binary is downloaded), and writes new
// migrations by comparing that folder with prisma/schema. `_prisma_migrations` stays what the ordinary Prisma CLI expects.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { PrismaPg } from '@prisma/adapter-pg'
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
  type SqlQuery,
} from '@prisma/driver-adapter-utils'
import pg from 'pg'
import type { MigrationList, SchemaContainer, SchemaEngine } from '@prisma/schema-engine-wasm'
import type * as Glue from '@prisma/schema-engine-wasm/schema_engine_bg'
import { compareMigrations, listMigrations, MIGRATIONS, refusal, type Migration } from '#app/entry.migrations.js'
import { inDatabase, startPostgres } from '#app/entry.postgres.js'
import { ROOT } from '#app/entry.ground.js'

const SCHEMA = path.join(ROOT, 'prisma', 'schema')
const FILTERS = { externalTables: [], externalEnums: [] }
const LOCKFILE = { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' }
/** Any fixed number: migrators of one database wait for each other on it. */
const MIGRATION_LOCK = 5_417_001
let loading: Promise<typeof Glue> | undefined

/** Applies every migration that the database has not seen, in order. Throws a sentence for the operator when it must not. */
export async function migrate(databaseUrl: string, folder = MIGRATIONS): Promise<{ applied: string[] }> {
  const migrations = listMigrations(folder)
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK])
    const standing = await compareMigrations(client, migrations)
    const refused = refusal(standing)
    if (refused) throw new Error(refused)
    if (standing.pending.length === 0) return { applied: [] }
    return await withEngine(databaseUrl, async (engine) => {
      // Each migration runs as one implicit transaction, so a failed one left nothing behind and may be tried again.
      for (const migrationName of standing.failed) await engine.markMigrationRolledBack({ migrationName })
      const migrationsList = toMigrationList(migrations, folder)
      const { appliedMigrationNames: applied } = await engine.applyMigrations({ migrationsList, filters: FILTERS })
      return { applied }
    })
  } finally {
    await client.end()
  }
}

/** The SQL that leads from the migrations folder to the schema folder; empty when they agree. Needs a server where it may create a database. */
export async function diff(databaseUrl: string, folder = MIGRATIONS, schema = SCHEMA): Promise<string> {
  const files = readSchema(schema)
  const from = { tag: 'migrations', ...toMigrationList(listMigrations(folder), folder) } as const
  const script = await withEngine(databaseUrl, (engine) =>
    engine.diff({ from, to: { tag: 'schemaDatamodel', files }, script: true, exitCode: null, filters: FILTERS }),
  )
  const sql = script.stdout?.trim() ?? ''
  return sql.startsWith('-- This is an empty migration') ? '' : withoutKnownIndexes(sql, folder)
}

/** Prisma cannot say every index (partial ones, covering ones) nor keys between rooms, so it would drop those made by hand: what a migration made so is changed by hand too. */
function withoutKnownIndexes(sql: string, folder: string): string {
  const made = listMigrations(folder)
    .map(({ sql: text }) => text)
    .join('\n')
  const known = new Set([...made.matchAll(/(?:CREATE (?:UNIQUE )?INDEX|ADD CONSTRAINT) "?(\w+)"?/g)].map(([, name]) => name))
  const about = (block: string): string | undefined =>
    /(?:DROP|CREATE UNIQUE|CREATE) INDEX "?(\w+)"?/.exec(block)?.[1] ?? /^-- DropForeignKey[^]*DROP CONSTRAINT "?(\w+)"?/.exec(block)?.[1]
  return sql
    .split(/\n\n(?=-- )/)
    .filter((block) => !known.has(about(block)))
    .join('\n\n')
}

/** Writes the next migration, named by the second it was made in. Answers its folder, or undefined when there is nothing to write. */
export async function writeMigration(databaseUrl: string, name: string, now: Date, folder = MIGRATIONS): Promise<string | undefined> {
  const sql = await diff(databaseUrl, folder)
  if (!sql) return undefined
  const stamp = now.toISOString().replace(/\D/g, '').slice(0, 14)
  const target = path.join(folder, `${stamp}_${name.replace(/\W+/g, '_')}`)
  mkdirSync(target, { recursive: true })
  writeFileSync(path.join(target, 'migration.sql'), sql + '\n')
  return target
}

async function withEngine<T>(databaseUrl: string, work: (engine: SchemaEngine) => Promise<T>): Promise<T> {
  loading ??= loadEngine()
  const { SchemaEngine: Engine } = await loading
  const opened: SqlDriverAdapter[] = []
  const factory = bindMigrationAwareSqlAdapterFactory(adapterFactory(databaseUrl, opened))
  const engine = await Engine.new({ datamodels: undefined }, () => undefined, factory)
  try {
    return await work(engine)
  } catch (error) {
    // The engine knows errors of the database by number only.
    const [, id] = /External error id#(\d+)/.exec(String(error)) ?? []
    throw id ? (factory.errorRegistry.consumeError(Number(id))?.error ?? error) : error
  } finally {
    engine.free()
    // The engine leaves its connections open, and an idle pool keeps the process alive for ten seconds.
    await Promise.all(opened.map((adapter) => adapter.dispose()))
  }
}

/** Node cannot import a .wasm file by itself: instantiate it by hand and give it to its glue, once, as the glue keeps views of its memory. */
async function loadEngine(): Promise<typeof Glue> {
  const glue = await import('@prisma/schema-engine-wasm/schema_engine_bg')
  const file = path.join(ROOT, 'node_modules/@prisma/schema-engine-wasm/schema_engine_bg.wasm')
  Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: { set_message: (message: string) => console.error(message) } })
  const { instance } = await WebAssembly.instantiate(readFileSync(file), { './schema_engine_bg.js': glue as unknown as WebAssembly.ModuleImports })
  glue.__wbg_set_wasm(instance.exports)
  const start = instance.exports.__wbindgen_start
  if (typeof start === 'function') start()
  return glue
}

function adapterFactory(databaseUrl: string, opened: SqlDriverAdapter[]): SqlMigrationAwareDriverAdapterFactory {
  const inner = new PrismaPg({ connectionString: databaseUrl })
  return {
    provider: inner.provider,
    adapterName: inner.adapterName,
    connect: async () => {
      const adapter = mend(await inner.connect())
      opened.push(adapter)
      return adapter
    },
    connectToShadowDb: async () => {
      const database = `laurel_shadow_${process.pid}_${Date.now()}`
      await runOnce(databaseUrl, `CREATE DATABASE ${database}`)
      const shadow = await new PrismaPg({ connectionString: inDatabase(databaseUrl, database) }).connect()
      const dispose = shadow.dispose.bind(shadow)
      shadow.dispose = async () => {
        await dispose()
        await runOnce(databaseUrl, `DROP DATABASE ${database} WITH (FORCE)`)
      }
      return mend(shadow)
    },
  }
}

/**
 * Mends what Prisma's adapter lacks for migrations: it splits scripts at every semicolon, which breaks function bodies, and it does
 * not know the type "char" (18) of the system catalogs.
 */
function mend(adapter: SqlDriverAdapter & { underlyingDriver(): pg.Pool }): SqlDriverAdapter {
  const { queryRaw, performIO } = adapter as unknown as {
    queryRaw: SqlDriverAdapter['queryRaw']
    performIO(query: SqlQuery): Promise<pg.QueryResult>
  }
  adapter.executeScript = async (script) => {
    await adapter.underlyingDriver().query(script)
  }
  adapter.queryRaw = async (query) => {
    const characters: number[] = []
    const asText = async () => {
      const result = await performIO.call(adapter, query)
      const fields = result.fields.map((field, index) => (field.dataTypeID === 18 && characters.push(index) ? { ...field, dataTypeID: 25 } : field))
      return { ...result, fields }
    }
    const answer = await queryRaw.call(Object.create(adapter, { performIO: { value: asText } }), query)
    for (const index of characters) answer.columnTypes[index] = ColumnTypeEnum.Character
    return answer
  }
  return adapter
}

async function runOnce(databaseUrl: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}

function toMigrationList(migrations: readonly Migration[], baseDir: string): MigrationList {
  const migrationDirectories = migrations.map(({ name, sql }) => ({
    path: name,
    migrationFile: { path: 'migration.sql', content: { tag: 'ok' as const, value: sql } },
  }))
  return { baseDir, lockfile: LOCKFILE, shadowDbInitScript: '', migrationDirectories }
}

function readSchema(folder: string): SchemaContainer[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.prisma'))
  return names.sort().map((name) => ({ path: path.join(folder, name), content: readFileSync(path.join(folder, name), 'utf8') }))
}

/** `npm run db:migrate` applies; with `-- --name x` it writes the next migration first. Without DATABASE_URL it works on the embedded server. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { name: { type: 'string' } } })
  const embedded = process.env.DATABASE_URL ? undefined : await startPostgres({ folder: path.resolve(ROOT, process.env.DATA_DIR || '.data') })
  const databaseUrl = process.env.DATABASE_URL || embedded?.url || ''
  try {
    if (values.name) {
      const written = await writeMigration(databaseUrl, values.name, new Date())
      console.log(
        written ? `Wrote ${path.relative(ROOT, written)}/migration.sql: read it before you commit it.` : 'The schema and the migrations agree.',
      )
    }
    const { applied } = await migrate(databaseUrl)
    console.log(applied.length ? `Applied ${applied.join(', ')}.` : 'The database is up to date.')
  } finally {
    if (embedded && !embedded.reused) await embedded.stop()
  }
}

if (process.argv[1] === import.meta.filename) {
  await main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  })
  process.exit() // the engine leaves a timer of ten seconds behind
}
