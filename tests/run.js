// `npm test`: prepares like `npm start`, runs every check even when an earlier one fails, and ends with one line that counts them.
// `npm test -- --only vitest tests/flows` runs one step with further arguments for its tool.
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import path from 'node:path'

/** @typedef {{ title: string, file: string, status: 'passed' | 'failed' | 'skipped', step: string, message?: string }} Result */

const { ROOT, Fault } = await import('#app/entry.ground.js')
const { runNode, seconds, step } = await import('#app/entry.steps.js')
const { prepareClient, preparePackages, preparePages } = await import('#app/entry.prepare.js')
const { readBrowserResults, readUnitResults } = await import('#tests/support/results.js')

const RESULTS = path.join(ROOT, 'test-results')
const [only, extra] = readArguments(process.argv.slice(2))
/** @type {Result[]} */
const results = []
/** @type {string[]} */
const summary = []

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.once(signal, () => process.exit(130)) // ends the running tool too
console.log('\nLaurel: all checks\n')
mkdirSync(RESULTS, { recursive: true })
await check('Prepare', prepare)
await sources([
  [
    'lint',
    'Lint',
    [
      ...['node_modules/eslint/bin/eslint.js', '--max-warnings', '0'],
      ...['--cache', '--cache-strategy', 'content', '--cache-location', 'node_modules/.cache/eslint'],
    ],
    ['.'],
  ],
  ['types', 'Types', ['node_modules/typescript/bin/tsc', '-p', '.', '--pretty', 'false'], []],
  ['unused', 'Unused', ['node_modules/knip/bin/knip.js', '--no-progress', '--no-config-hints'], []],
  ['format', 'Format', ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '--cache', '--cache-strategy', 'content'], ['.']],
])
await suite(
  'vitest',
  'Tests',
  ['node_modules/vitest/vitest.mjs', 'run', '-c', 'tests/vitest.config.ts', '--reporter=json', `--outputFile=${path.join(RESULTS, 'vitest.json')}`],
  {
    file: path.join(RESULTS, 'vitest.json'),
    read: readUnitResults,
  },
)
await suite('browser', 'Browser', ['node_modules/@playwright/test/cli.js', 'test', '-c', 'tests/playwright.config.ts', '--pass-with-no-tests'], {
  file: path.join(RESULTS, 'browser.json'),
  read: readBrowserResults,
  prepare: async () => {
    process.env.CHROMIUM_PATH = (await runNode('Finding Chromium', ['--import', 'tsx', 'tests/support/chromium.ts'])).trim().split('\n').at(-1)
  },
})
finish()

async function prepare() {
  await preparePackages()
  await prepareClient()
}

/** One check that counts as one. @param {string} title @param {() => Promise<unknown>} work */
async function check(title, work) {
  const from = Date.now()
  try {
    await work()
    record(title, [{ title, file: '', status: 'passed', step: title }], from)
  } catch (error) {
    const message = error instanceof Fault ? error.message : String(error instanceof Error ? error.stack : error)
    record(title, [{ title, file: '', status: 'failed', step: title, message }], from)
  }
}

/**
 * The build and the tools that read the same sources, as many at once as there are cores: the longest has one core for itself, the build and then
 * the others share what is left. More at once would share the same cores and want more memory. What they say is shown in this order, the
 * build's first; a step's time is how long one waited for it.
 * @param {[name: string, title: string, args: string[], targets: string[]][]} asked
 */
async function sources(asked) {
  const turn = turns(Math.max(2, availableParallelism()))
  const start = (/** @type {typeof asked} */ some) =>
    some
      .filter(([name]) => !only || only === name)
      .map(([, title, args, targets]) => ({
        title,
        run: turn(() => runNode(title, [...args, ...(extra.length ? extra : targets)])).then(() => ''),
      }))
  const longest = start(asked.slice(0, 1))
  const pages = !only || only === 'browser' ? turn(() => check('Pages', preparePages)) : undefined
  const running = [...longest, ...start(asked.slice(1))]
  for (const { run } of running) run.catch(() => undefined) // told below, in its turn
  await pages
  for (const { title, run } of running) await check(title, () => step(title, () => run))
}

/**
 * Begins what it is given in order, so many at a time.
 * @param {number} most
 * @returns {<T>(work: () => Promise<T>) => Promise<T>}
 */
function turns(most) {
  let free = most
  /** @type {(() => void)[]} */
  const waiting = []
  return async (work) => {
    if (free > 0) free--
    else await new Promise((/** @type {(value?: undefined) => void} */ resolve) => waiting.push(resolve))
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else free++
    }
  }
}

/**
 * A test runner: each of its tests counts. A runner that fails without a failed test counts as one failure.
 * @param {string} name @param {string} title @param {string[]} args
 * @param {{ file: string, read: (file: string) => Omit<Result, 'step'>[], prepare?: () => Promise<void> }} options
 */
async function suite(name, title, args, { file, read, prepare: first }) {
  if (only && only !== name) return
  const from = Date.now()
  rmSync(file, { force: true })
  /** @type {unknown} */
  let fault
  await step(title, async () => {
    await first?.()
    await runNode(title, [...args, ...extra], { env: { NODE_ENV: 'test', FORCE_COLOR: '0' } })
  }).catch((error) => (fault = error))
  const tests = existsSync(file) ? read(file).map((test) => ({ ...test, step: title })) : []
  if (fault && !tests.some(({ status }) => status === 'failed')) {
    tests.push({
      title: `${title} ran to its end`,
      file: '',
      status: 'failed',
      step: title,
      message: String(fault instanceof Error ? fault.message : fault),
    })
  }
  record(title, tests, from)
}

/** @param {string} title @param {Result[]} tests @param {number} from */
function record(title, tests, from) {
  results.push(...tests)
  for (const { file, title: name, message } of tests.filter(({ status }) => status === 'failed')) {
    console.log(`\n✗ ${[file, name].filter(Boolean).join(' › ')}\n${(message ?? '').trim().replace(/^/gm, '    ')}\n`)
  }
  summary.push(
    `  ${title.padEnd(10)} ${count(tests, 'passed')} passed, ${count(tests, 'failed')} failed, ${count(tests, 'skipped')} skipped (${seconds(Date.now() - from)})`,
  )
}

/** @param {Result[]} tests @param {Result['status']} status */
function count(tests, status) {
  return tests.filter((test) => test.status === status).length
}

function finish() {
  const failed = count(results, 'failed')
  // A narrowed run says nothing about the rest, so it leaves the results of the last full run alone.
  if (!only) {
    const tests = results.map(({ message: _message, ...test }) => test)
    writeFileSync(path.join(RESULTS, 'results.json'), JSON.stringify({ finishedAt: new Date().toISOString(), tests }, null, 1) + '\n')
  }
  console.log(`\n${summary.join('\n')}\n\n${count(results, 'passed')} passed, ${failed} failed`)
  process.exitCode = failed ? 1 : 0
}

/** @param {string[]} args @returns {[string | undefined, string[]]} */
function readArguments(args) {
  if (args[0] !== '--only') return [undefined, []]
  const names = ['format', 'lint', 'unused', 'types', 'vitest', 'browser']
  if (!names.includes(args[1] ?? '')) {
    console.error(`--only takes one of ${names.join(', ')}, then arguments for its tool.`)
    process.exit(1)
  }
  return [args[1], args.slice(2)]
}
