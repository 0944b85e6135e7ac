import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

test('a bench runs from an empty folder to one line of well-formed JSON that names ours, the baseline and their ratio', async () => {
  const preload = ['--import', './app/entry.preload.js', '--import', 'tsx']
  const options = { cwd: path.resolve(import.meta.dirname, '../..'), env: { ...process.env, DATABASE_URL: '' } }
  const { stdout } = await promisify(execFile)(process.execPath, [...preload, 'tests/bench/run.ts', 'award', '--quick'], options)
  const figure = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Record<string, unknown>
  expect(figure).toMatchObject({ bench: 'award', unit: expect.any(String) as string, goal: expect.any(String) as string, pairs: 1 })
  for (const name of ['ours', 'baseline', 'ratio']) expect(figure[name]).toBeGreaterThan(0)
}, 60_000)
