// What `npm start` and `npm test` show while they work: one line a step, with its time.
import { spawn } from 'node:child_process'
import { Fault, ROOT } from './entry.ground.js'

const started = Date.now()
/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set()
process.on('exit', () => running.forEach((child) => child.kill('SIGTERM')))
const lively = Boolean(process.stdout.isTTY) && !process.env.CI

/** Seconds since this program started, as text. */
export function elapsed() {
  return seconds(Date.now() - started)
}

/** @param {number} milliseconds */
export function seconds(milliseconds) {
  return `${(milliseconds / 1000).toFixed(1)} s`
}

/**
 * Runs one step and prints its title, the time it took, and what came of it: the text it answered, or else what it told to `conclude`.
 * `tell` shows what is going on in between.
 * @template T
 * @param {string} title
 * @param {(tell: (text: string) => void, conclude: (text: string) => void) => Promise<T> | T} work
 * @returns {Promise<T>}
 */
export async function step(title, work) {
  const from = Date.now()
  let now = ''
  const label = title.padEnd(12)
  const draw = () =>
    process.stdout.write(`\r\x1b[2K  · ${label} ${seconds(Date.now() - from).padStart(7)}  ${now}`.slice(0, (process.stdout.columns ?? 100) + 4))
  const beat = lively ? setInterval(draw, 100) : undefined
  let told = 0
  const tell = (/** @type {string} */ text) => {
    now = text
    if (lively || Date.now() - told < 2_000) return
    told = Date.now()
    console.log(`  · ${label} ${seconds(Date.now() - from).padStart(7)}  ${text}`)
  }
  const end = (/** @type {string} */ mark, /** @type {string} */ text) => {
    clearInterval(beat)
    console.log(`${lively ? '\r\x1b[2K' : ''}  ${mark} ${label} ${seconds(Date.now() - from).padStart(7)}  ${text}`.trimEnd())
  }
  try {
    const result = await work(tell, (text) => (now = text))
    end('✓', typeof result === 'string' ? result : now)
    return result
  } catch (error) {
    end('✗', '')
    throw error
  }
}

/**
 * Runs a program of this repository to its end and answers what it printed. Fails with a `Fault` that ends in its last lines.
 * @param {string} what How the sentence calls it, e.g. "The build"
 * @param {string[]} args Arguments of node
 * @param {{ env?: Record<string, string | undefined>, onLine?: (line: string) => void }} [options]
 * @returns {Promise<string>}
 */
export function runNode(what, args, { env = {}, onLine } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: ROOT, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
    running.add(child)
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
        output += text
        if (onLine) for (const line of text.split('\n')) if (line.trim()) onLine(line.trim())
      })
    }
    child.on('error', reject)
    child.on('close', (code, signal) => {
      running.delete(child)
      if (code === 0) return resolve(output)
      reject(new Fault(`${what} failed (${signal ?? `exit code ${code}`}).${output.trim() ? `\n\n${shorten(output.trim())}` : ''}`))
    })
  })
}

/**
 * Tools say what is wrong at the beginning or at the end.
 * @param {string} output
 */
function shorten(output) {
  const lines = output.split('\n')
  return lines.length <= 60 ? output : [...lines.slice(0, 30), `… (${lines.length - 60} lines)`, ...lines.slice(-30)].join('\n')
}
