// Playwright's global setup: a hub of its own (built pages, embedded database, demo community) on a free port, started as a stranger would.
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { freePort } from '../../app/entry.postgres.js'
import { startGithub } from './emulate-github.ts'

const ROOT = path.resolve(import.meta.dirname, '../..')

type Ready = { ready: true; url: string; databaseUrl: string }

/** What a developer's own environment may say must not reach the tests. */
const SILENCED = {
  ...{ DATABASE_URL: '', PUBLIC_URL: '', LAUREL_SECRET: '', SMTP_URL: '', npm_execpath: '' },
  ...{ GITHUB_WEBHOOK_SECRET: '', GENERIC_WEBHOOK_SECRET: '', GITHUB_CLIENT_ID: '', GITHUB_CLIENT_SECRET: '' },
}

/** Known to everybody: the demo's. */
const demoSecret = 'demo-github-secret'

/**
 * Starts the hub unless `E2E_URL` names one that runs. Tests find it under `E2E_URL`, and its database under
 * `E2E_DATABASE_URL`. It may call this machine, where the platforms of the tests are. Beside it runs a GitHub of its own, whose repository sends its webhooks to the hub; ines-okafor and yuki-tan have
 * merged work there.
 */
export default async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.E2E_URL) return undefined
  const folder = mkdtempSync(path.join(tmpdir(), 'laurel-e2e-'))
  const logFile = path.join(ROOT, 'test-results/hub.log')
  mkdirSync(path.dirname(logFile), { recursive: true })
  const log = openSync(logFile, 'w')
  const port = await freePort()
  const github = await startGithub([`http://localhost:${port}/auth/github/callback`])
  const partner = { GITHUB_URL: github.url, GITHUB_API_URL: github.url, GITHUB_CLIENT_ID: github.clientId, GITHUB_CLIENT_SECRET: github.clientSecret }
  const env = { ...process.env, ...SILENCED, ...partner, DATA_DIR: folder, PORT: String(port), HOST: '127.0.0.1', DEMO: '1', OUTBOUND_PRIVATE: '1' }
  const hub = spawn(process.execPath, ['app/entry.start.js'], { cwd: ROOT, env, stdio: ['ignore', log, log, 'ipc'] })
  const ended = new Promise<void>((resolve) => hub.once('exit', () => resolve()))
  const ready = new Promise<Ready>((resolve) => hub.on('message', (message) => resolve(message as Ready)))
  const answer = await Promise.race([ready, ended])
  if (!answer) throw new Error(`The hub for the browser tests did not start:\n${readFileSync(logFile, 'utf8').slice(-3_000)}`)
  process.env.E2E_URL = answer.url
  process.env.E2E_DATABASE_URL = answer.databaseUrl
  await github.hook(`${answer.url}/webhooks/github`, demoSecret)
  await github.merge('ruben-castillo', await github.openPullRequest('ines-okafor', 'Translate the glossary'))
  await github.merge('ruben-castillo', await github.openPullRequest('yuki-tan', 'Name the glossary'))
  return async () => {
    hub.kill('SIGTERM')
    await ended
    await github.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
