// `npm run bench` measures everything and ends with a table; `npm run bench -- award` measures one and ends with one line of JSON.
// `--statements` also lists where PostgreSQL spent its time; `--quick` shows that a bench works, in seconds; its figures mean nothing.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import type { Context, Figure } from '#tests/bench/context.ts'

const benches = ['intake', 'award', 'freshness', 'rank', 'growth', 'store']
const folder = import.meta.dirname

Object.assign(process.env, { TZ: 'UTC', DEMO: '0', LOG_LEVEL: 'silent', LAUREL_SECRET: 'bGF1cmVsLWJlbmNoLXNlY3JldC1vZi0zMi1ieXRlcyE=' })
delete process.env.SMTP_URL

const { positionals, values } = parseArgs({
  args: process.argv.slice(2),
  allowPositionals: true,
  options: {
    quick: { type: 'boolean', default: false },
    pairs: { type: 'string' },
    rows: { type: 'string' },
    seconds: { type: 'string' },
    statements: { type: 'boolean', default: false },
  },
})
const unknown = positionals.filter((name) => !benches.includes(name))
if (unknown.length > 0) {
  console.error(`There is no bench ${unknown.join(', ')}. Choose from ${benches.join(', ')}.`)
  process.exit(1)
}
const chosen = benches.filter((name) => (positionals.length === 0 || positionals.includes(name)) && existsSync(path.join(folder, `${name}.ts`)))
await (positionals.length === 1 && chosen[0] ? one(chosen[0]) : all(chosen))

/** Runs one bench in this process. */
async function one(name: string): Promise<void> {
  const undo: (() => unknown)[] = []
  const end = async (): Promise<void> => {
    for (let step = undo.pop(); step; step = undo.pop()) await step()
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void end().finally(() => process.exit(130)))
  const context: Context = {
    quick: values.quick,
    statements: values.statements,
    option: (option, fallback) => Number((values as Record<string, unknown>)[option] ?? fallback),
    tell: (line) => console.log(`  ${line}`),
    later: (step) => undo.push(step),
  }
  try {
    const { default: run } = (await import(path.join(folder, `${name}.ts`))) as { default: (context: Context) => Promise<Figure> }
    const figure = await run(context)
    await end()
    console.log(JSON.stringify(figure))
    process.exit(0)
  } catch (error) {
    await end()
    console.error(error)
    process.exit(1)
  }
}

/** Runs each bench in a process of its own, so that none warms up another, and prints the table. */
async function all(names: readonly string[]): Promise<void> {
  const figures: Figure[] = []
  for (const name of names) {
    console.log(`\n${name}`)
    const figure = await inChild(name)
    if (figure) figures.push(figure)
    else process.exitCode = 1
  }
  console.log(`\n${['bench', 'ours', 'baseline', 'unit', 'ratio', 'spread', 'goal'].map((head, column) => cell(head, column)).join('')}`)
  for (const { bench, ours, baseline, unit, ratio, spread, goal } of figures) {
    console.log([bench, ours, baseline, unit, ratio, spread.join(' to '), goal].map((text, column) => cell(String(text), column)).join(''))
  }
}

function cell(text: string, column: number): string {
  return text.padEnd([12, 12, 12, 34, 8, 16, 0][column] ?? 0)
}

function inChild(name: string): Promise<Figure | null> {
  const flags = process.argv.slice(2).filter((argument) => !benches.includes(argument))
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [...process.execArgv, import.meta.filename, name, ...flags], { stdio: ['ignore', 'pipe', 'inherit'] })
    let said = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text
      process.stdout.write(text)
    })
    child.once('close', (code) => resolve(code === 0 ? (JSON.parse(said.trim().split('\n').at(-1) ?? 'null') as Figure) : null))
  })
}
