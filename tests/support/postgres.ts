// Vitest's global setup: one PostgreSQL server for the run in a temporary folder, with one migrated template database.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { inDatabase, isAlive, startPostgres, stopPostgres } from '#app/entry.postgres.js'
import { migrate } from '#prisma/migrate.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the server's own database; test databases are made beside it from `laurel_template`. */
    databaseServer: string
  }
}

const PREFIX = 'laurel-test-'
/** Nothing here outlives the run, so the server need not wait for the disk. */
const FORGETFUL = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', autovacuum: 'off', shared_buffers: '64MB' }

/** Starts the server, migrates the template, and answers how to throw it all away. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await sweep()
  const server = await startTestServer()
  project.provide('databaseServer', server.url)
  return server.discard
}

/** A server of its own in a temporary folder, holding the migrated database `laurel_template`. */
export async function startTestServer(): Promise<{ url: string; discard: () => Promise<void> }> {
  const folder = mkdtempSync(path.join(tmpdir(), PREFIX))
  writeFileSync(path.join(folder, 'owner'), String(process.pid))
  const server = await startPostgres({ folder, settings: FORGETFUL })
  const discard = async () => {
    await stopPostgres(server.data, 'now')
    for (const name of [folder, server.data]) rmSync(name, { recursive: true, force: true })
  }
  try {
    const client = new pg.Client({ connectionString: server.url })
    await client.connect()
    await client.query('CREATE DATABASE laurel_template')
    await client.end()
    await migrate(inDatabase(server.url, 'laurel_template'))
    await closeTemplate(server.url)
    return { url: server.url, discard }
  } catch (error) {
    await discard()
    throw error
  }
}

/** Removes what killed runs left behind. */
async function sweep(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const folder = path.join(tmpdir(), name)
    const owner = path.join(folder, 'owner')
    if (!existsSync(owner) || isAlive(Number(readFileSync(owner, 'utf8')))) continue
    await stopPostgres(path.join(folder, 'postgres'), 'now')
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A template can be copied only while nobody is connected to it: send away what the migration left open, and let nobody in. */
async function closeTemplate(serverUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl })
  await client.connect()
  await client.query('ALTER DATABASE laurel_template ALLOW_CONNECTIONS false')
  await client.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'laurel_template'`)
  await client.end()
}
