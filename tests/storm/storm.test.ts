import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

test('[IN-02][OP-07][LE-01][ST-02][ST-04] killing the door and the till, workers, a backend and the postmaster under load loses nothing acknowledged and doubles nothing', async () => {
  const preload = ['--import', './app/entry.preload.js', '--import', 'tsx']
  const small = ['--cycles', process.env.STORM_CYCLES ?? '20', '--deliveries', '40', '--forgetful']
  const options = { cwd: path.resolve(import.meta.dirname, '../..'), env: { ...process.env, DATABASE_URL: '' } }
  const { stdout } = await promisify(execFile)(process.execPath, [...preload, 'tests/storm/run.ts', ...small], options)
  expect(stdout.trim().split('\n').at(-1)).toMatch(
    /^\d+ cycles: 0 lost, 0 doubled, 0 invariants broken; \d{2,} facts acknowledged.* \d{2,} orders, killed [1-9]\d* of \d+ times inside redeeming/,
  )
}, 600_000)
