// The hub that the storm blows through: a PostgreSQL, the door, two workers and a mail server that counts. Any of them but the last can be killed.
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { SMTPServer } from 'smtp-server'
import { build } from 'vite'
import { ROOT } from '#app/entry.ground.js'
import { isAlive, portFault, startPostgres, stopPostgres } from '#app/entry.postgres.js'
import { migrate } from '#prisma/migrate.ts'
import type { Fault } from '#tests/storm/faults.ts'

export type Role = 'door' | 'worker' | 'other worker'

export type StormHub = {
  port: number
  /** How often each mail left, by its message id. */
  mails: ReadonlyMap<string, number>
  start(): Promise<void>
  /** Kills a process, at a named point if it comes there within two seconds, and starts another in its place. Answers whether it came there. */
  kill(role: Role, fault?: Fault): Promise<boolean>
  /** Kills one of the hub's backends, a working one if there is one within a moment. PostgreSQL then restarts all of them. Answers what it did. */
  killBackend(): Promise<string>
  killPostmaster(): Promise<void>
  restartPostmaster(): Promise<void>
  /** Ends everything and leaves nothing behind. */
  end(): Promise<void>
}

const files: Record<Role, string> = { door: 'door.js', worker: 'worker.js', 'other worker': 'worker.js' }

/** Starts it all in a temporary folder. `forgetful`: nobody waits for the disk, which a killed process does not need. */
export async function startHub(forgetful: boolean): Promise<StormHub> {
  const folder = mkdtempSync(path.join(tmpdir(), 'laurel-storm-'))
  const settings: Record<string, string> = forgetful ? { fsync: 'off', full_page_writes: 'off', shared_buffers: '64MB' } : {}
  const password = randomBytes(18).toString('base64url')
  writeFileSync(path.join(folder, 'postgres.json'), JSON.stringify({ port: await steadyPort(), password, data: '' }))
  const server = await startPostgres({ folder, settings })
  await migrate(server.url)
  process.env.DATABASE_URL = server.url
  const built = path.join(ROOT, 'test-results', `storm-${process.pid}`)
  await buildProcesses(built)
  const mails = new Map<string, number>()
  const post = await startMailServer(mails)
  const children = new Map<Role, Promise<ChildProcess>>()
  const launch = async (role: Role): Promise<ChildProcess> => {
    const env = { ...process.env, PORT: String(hub.port), DATABASE_POOL: '6', SMTP_URL: post.url, LAUREL_LEASH: '1' }
    const child = fork(path.join(built, files[role]), {
      env,
      execArgv: ['--import', './app/entry.preload.js'],
      cwd: ROOT,
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    await Promise.race([once(child, 'message'), once(child, 'exit')])
    return child.exitCode === null && child.signalCode === null ? child : launch(role)
  }
  const hub: StormHub = {
    port: await steadyPort(),
    mails,
    start: async () => {
      for (const role of ['door', 'worker', 'other worker'] as const) children.set(role, launch(role))
      await Promise.all(children.values())
    },
    kill: async (role, fault) => {
      await Promise.all(children.values()) // who died before is up again: of two workers one is left
      const reached = await killChild(await children.get(role), fault)
      children.set(role, launch(role))
      return reached
    },
    killBackend: () => killBackend(server.url),
    killPostmaster: async () => {
      const pid = Number(readFileSync(path.join(server.data, 'postmaster.pid'), 'utf8').split('\n')[0])
      process.kill(pid, 'SIGKILL')
      while (isAlive(pid)) await sleep(5)
    },
    restartPostmaster: async () => void (await startPostgres({ folder, settings })),
    end: async () => {
      await Promise.all([...children.values()].map(async (child) => killChild(await child)))
      post.close()
      await stopPostgres(server.data, 'now')
      for (const name of [folder, server.data, built]) rmSync(name, { recursive: true, force: true })
    },
  }
  return hub
}

/** A free port that the system gives to no outgoing connection, so that it is free again after its listener was killed. */
async function steadyPort(): Promise<number> {
  for (;;) {
    const port = 10_000 + Math.floor(Math.random() * 20_000)
    if (!(await portFault(port))) return port
  }
}

/** Compiled once: they are started so often that compiling on the way would be most of the storm. */
async function buildProcesses(outDir: string): Promise<void> {
  const input = { door: path.join(import.meta.dirname, 'door.ts'), worker: path.join(import.meta.dirname, 'worker.ts') }
  const output = { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' }
  await build({
    root: ROOT,
    configFile: false,
    logLevel: 'warn',
    build: { ssr: true, target: 'node20', outDir, emptyOutDir: true, copyPublicDir: false, minify: false, rollupOptions: { input, output } },
  })
}

async function killChild(child: ChildProcess | undefined, fault?: Fault): Promise<boolean> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return false
  const gone = once(child, 'exit')
  let late = false
  if (fault) child.send({ arm: fault })
  const timer = setTimeout(() => (late = child.kill('SIGKILL')), fault ? 2_000 : 0)
  await gone
  clearTimeout(timer)
  return !late
}

async function killBackend(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  const ask = `SELECT pid, state FROM pg_stat_activity WHERE application_name = 'laurel' AND ($1 OR state <> 'idle') ORDER BY random() LIMIT 1`
  let found: { pid: number; state: string } | undefined
  for (let look = 0; look <= 100 && !found; look += 1) found = (await client.query<{ pid: number; state: string }>(ask, [look === 100])).rows[0]
  if (found) process.kill(found.pid, 'SIGKILL')
  await client.end().catch(() => undefined)
  return found?.state ?? 'there was none'
}

async function startMailServer(mails: Map<string, number>): Promise<{ url: string; close: () => void }> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, _, done) => {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        const id = /^message-id:\s*(\S+)/im.exec(Buffer.concat(parts).toString())?.[1] ?? 'without an id'
        mails.set(id, (mails.get(id) ?? 0) + 1)
        done()
      })
    },
  })
  server.on('error', () => undefined) // a killed worker hangs up in the middle
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', () => ready()))
  return { url: `smtp://127.0.0.1:${(server.server.address() as { port: number }).port}`, close: () => server.close(() => undefined) }
}
