// Playwright's global setup: a hub of its own (built pages, embedded database, demo community) on a free port, started as a stranger would.
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

const ROOT = path.resolve(import.meta.dirname, '../..')

type Ready = { ready: true; url: string; databaseUrl: string }

/** What a developer's own environment may say must not reach the tests. */
const SILENCED = {
  ...{ DATABASE_URL: '', PUBLIC_URL: '', LAUREL_SECRET: '', SMTP_URL: '', npm_execpath: '' },
  ...{ GITHUB_WEBHOOK_SECRET: '', GENERIC_WEBHOOK_SECRET: '', GITHUB_CLIENT_ID: '', GITHUB_CLIENT_SECRET: '' },
}

/** Starts the hub unless `E2E_URL` names one that runs. Tests find it under `E2E_URL`, and its database under `E2E_DATABASE_URL`. */
export default async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.E2E_URL) return undefined
  const folder = mkdtempSync(path.join(tmpdir(), 'laurel-e2e-'))
  const logFile = path.join(ROOT, 'test-results/hub.log')
  mkdirSync(path.dirname(logFile), { recursive: true })
  const log = openSync(logFile, 'w')
  const env = { ...process.env, ...SILENCED, DATA_DIR: folder, PORT: '0', HOST: '127.0.0.1', DEMO: '1' }
  const hub = spawn(process.execPath, ['app/entry.start.js'], { cwd: ROOT, env, stdio: ['ignore', log, log, 'ipc'] })
  const ended = new Promise<void>((resolve) => hub.once('exit', () => resolve()))
  const ready = new Promise<Ready>((resolve) => hub.on('message', (message) => resolve(message as Ready)))
  const answer = await Promise.race([ready, ended])
  if (!answer) throw new Error(`The hub for the browser tests did not start:\n${readFileSync(logFile, 'utf8').slice(-3_000)}`)
  process.env.E2E_URL = answer.url
  process.env.E2E_DATABASE_URL = answer.databaseUrl
  return async () => {
    hub.kill('SIGTERM')
    await ended
    rmSync(folder, { recursive: true, force: true })
  }
}
