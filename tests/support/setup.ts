// Runs before every test file: names the environment, gives the file its database, and turns stray console output into a failure.
import { afterEach, beforeEach, expect, vi } from 'vitest'
import { freshDatabase } from '#tests/support/database.ts'

const STREAMS = ['log', 'info', 'warn', 'error'] as const

Object.assign(process.env, {
  NODE_ENV: 'test',
  TZ: 'UTC',
  PUBLIC_URL: 'http://localhost:3000',
  LAUREL_SECRET: 'bGF1cmVsLXRlc3Qtc2VjcmV0LW9mLTMyLWJ5dGVzISE=',
  DEMO: '0',
  LOG_LEVEL: 'silent',
  DATABASE_URL: await freshDatabase(),
})
for (const name of ['GITHUB_WEBHOOK_SECRET', 'GENERIC_WEBHOOK_SECRET', 'SMTP_URL', 'GITHUB_CLIENT_ID', 'GITHUB_CLIENT_SECRET'])
  delete process.env[name]

beforeEach(() => {
  for (const stream of STREAMS) vi.spyOn(console, stream).mockImplementation(() => undefined)
})

afterEach(() => {
  const said = STREAMS.flatMap((stream) => vi.mocked(console[stream]).mock?.calls.map((words) => `console.${stream}: ${words.join(' ')}`) ?? [])
  for (const stream of STREAMS) vi.mocked(console[stream]).mockRestore?.()
  // A test that wants output spies on the console itself and clears the spy (mockClear) after looking.
  expect(said, 'stray console output').toEqual([])
})
