// Runs before every test file: names the environment, gives the file an empty database, and turns stray console output into a failure.
import { afterEach, beforeEach, expect, vi } from 'vitest'
import { forgetEnv } from '#app/foundation/env.ts'
import { ownDatabase } from '#tests/support/database.ts'

const STREAMS = ['log', 'info', 'warn', 'error'] as const

// Files of one worker share a process: what the one before set is gone, and nothing remembers it.
const kept = globalThis as { laurelTestEnv?: NodeJS.ProcessEnv; laurelDisk?: unknown }
delete kept.laurelDisk
kept.laurelTestEnv ??= { ...process.env }
for (const name of Object.keys(process.env)) if (!(name in kept.laurelTestEnv)) delete process.env[name]

Object.assign(process.env, kept.laurelTestEnv, {
  NODE_ENV: 'test',
  TZ: 'UTC',
  PUBLIC_URL: 'http://localhost:3000',
  LAUREL_SECRET: 'bGF1cmVsLXRlc3Qtc2VjcmV0LW9mLTMyLWJ5dGVzISE=',
  DEMO: '0',
  LOG_LEVEL: 'silent',
  DATABASE_URL: await ownDatabase(),
})
for (const name of ['GITHUB_WEBHOOK_SECRET', 'GENERIC_WEBHOOK_SECRET', 'SMTP_URL', 'GITHUB_CLIENT_ID', 'GITHUB_CLIENT_SECRET'])
  delete process.env[name]
forgetEnv()

beforeEach(() => {
  for (const stream of STREAMS) vi.spyOn(console, stream).mockImplementation(() => undefined)
})

afterEach(() => {
  const said = STREAMS.flatMap((stream) => vi.mocked(console[stream]).mock?.calls.map((words) => `console.${stream}: ${words.join(' ')}`) ?? [])
  for (const stream of STREAMS) vi.mocked(console[stream]).mockRestore?.()
  // A test that wants output spies on the console itself and clears the spy (mockClear) after looking.
  expect(said, 'stray console output').toEqual([])
})
