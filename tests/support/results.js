// Reads what the test runners write into one shape.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { ROOT } from '#app/entry.ground.js'

/** @typedef {{ title: string, file: string, status: 'passed' | 'failed' | 'skipped', message?: string }} Test */
/** @typedef {{ status: string, fullName: string, failureMessages?: string[] }} UnitTest */
/** @typedef {{ name: string, status: string, message?: string, assertionResults: UnitTest[] }} UnitFile */
/** @typedef {{ status: string, results: { errors?: { message?: string, stack?: string }[] }[] }} BrowserRun */
/** @typedef {{ title: string, file: string, tests: BrowserRun[] }} BrowserTest */
/** @typedef {{ title: string, specs?: BrowserTest[], suites?: BrowserSuite[] }} BrowserSuite */

/**
 * The tests of Vitest's JSON report. A file that could not be loaded is one failed test.
 * @param {string} file
 * @returns {Test[]}
 */
export function readUnitResults(file) {
  /** @type {{ testResults: UnitFile[] }} */
  const report = JSON.parse(readFileSync(file, 'utf8'))
  return report.testResults.flatMap(({ name, status, message, assertionResults }) => {
    const from = path.relative(ROOT, name)
    if (status === 'failed' && !assertionResults.some((test) => test.status === 'failed')) {
      return [{ title: 'the file loads and its hooks pass', file: from, status: /** @type {const} */ ('failed'), message }]
    }
    return assertionResults.map((test) => ({
      title: test.fullName,
      file: from,
      status: test.status === 'passed' ? 'passed' : test.status === 'failed' ? 'failed' : 'skipped',
      message: test.failureMessages?.join('\n'),
    }))
  })
}

/**
 * The tests of Playwright's JSON report.
 * @param {string} file
 * @returns {Test[]}
 */
export function readBrowserResults(file) {
  /** @type {{ suites: BrowserSuite[] }} */
  const report = JSON.parse(readFileSync(file, 'utf8'))
  return report.suites.flatMap((suite) => readSuite(suite, ''))
}

/** @param {BrowserSuite} suite @param {string} prefix @returns {Test[]} */
function readSuite({ specs = [], suites = [] }, prefix) {
  const own = specs.flatMap(({ title, file, tests }) =>
    tests.map(({ status, results }) => ({
      title: `${prefix}${title}${status === 'flaky' ? ' (flaky: passed at its second try)' : ''}`,
      file: `tests/e2e/${file}`,
      status: /** @type {Test['status']} */ (status === 'skipped' ? 'skipped' : status === 'unexpected' ? 'failed' : 'passed'),
      message: results.flatMap(({ errors = [] }) => errors.map(({ stack, message }) => stack ?? message ?? '')).join('\n'),
    })),
  )
  return [...own, ...suites.flatMap((inner) => readSuite(inner, `${prefix}${inner.title} `))]
}
