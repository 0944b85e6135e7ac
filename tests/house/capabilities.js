// `npm run capabilities`: which capabilities the last full run of `npm test` proved, by group. `-- --json` for programs.
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

/** @typedef {{ id: string, title: string, worksMeans: string, priority: 'core' | 'expected' | 'delight', group: string }} Capability */

const RESULTS = path.resolve(import.meta.dirname, '../../test-results/results.json')

/**
 * Everything the hub is to be able to do.
 * @returns {Capability[]}
 */
export function listCapabilities() {
  return JSON.parse(readFileSync(path.join(import.meta.dirname, 'capabilities.json'), 'utf8'))
}

/**
 * The ids that a test's title claims, as in `[IN-03][LE-01] …` or `[IN-03, LE-01] …`.
 * @param {string} title
 */
export function claimedIds(title) {
  return [...title.matchAll(/\[([^\]]*)\]/g)].flatMap(([, inside = '']) => inside.match(/\b[A-Z]{2}-\d{2}\b/g) ?? [])
}

/**
 * Divides the capabilities: proven means that a passing test carries the id and no failing one does.
 * @param {{ title: string, status: string }[]} tests
 */
export function divideCapabilities(tests) {
  const passed = new Set(tests.filter(({ status }) => status === 'passed').flatMap(({ title }) => claimedIds(title)))
  const failed = new Set(tests.filter(({ status }) => status === 'failed').flatMap(({ title }) => claimedIds(title)))
  const ids = listCapabilities().map(({ id }) => id)
  const proven = ids.filter((id) => passed.has(id) && !failed.has(id))
  return { proven, open: ids.filter((id) => !proven.includes(id)) }
}

function main() {
  if (!existsSync(RESULTS)) {
    console.error('There are no results yet: run npm test first.')
    process.exitCode = 1
    return
  }
  const { finishedAt, tests } = JSON.parse(readFileSync(RESULTS, 'utf8'))
  const divided = divideCapabilities(tests)
  if (process.argv.includes('--json')) return console.log(JSON.stringify(divided))
  for (const [group, members] of groups()) {
    const proven = members.filter(({ id }) => divided.proven.includes(id)).length
    console.log(`\n${group}: ${proven} of ${members.length}\n`)
    for (const { id, title, priority } of members) console.log(`  ${divided.proven.includes(id) ? '✓' : '·'} ${id}  ${title} (${priority})`)
  }
  console.log(`\n${divided.proven.length} proven, ${divided.open.length} open, by the run of ${finishedAt}`)
}

/** @returns {Map<string, Capability[]>} */
function groups() {
  const map = new Map()
  for (const capability of listCapabilities()) map.set(capability.group, [...(map.get(capability.group) ?? []), capability])
  return map
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) main()
