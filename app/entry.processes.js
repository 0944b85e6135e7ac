// The processes that `npm start` keeps alive: started again when they crash, stopped together, with their output in log files.
import { spawn } from 'node:child_process'
import { createWriteStream, existsSync, mkdirSync, readFileSync, renameSync, statSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { ROOT } from './entry.ground.js'
import { elapsed } from './entry.steps.js'

/** @typedef {{ name: string, pid: () => number | undefined, stop: (now?: boolean) => Promise<void>, restart: () => void, crashes: () => number, lastLines: () => string }} Kept */

const LONGEST_PAUSE = 15_000
const LARGEST_LOG = 20_000_000

/**
 * Keeps one process of the hub running. Its output goes to `<logs>/<name>.log`; errors are shown here too.
 * @param {{ name: string, file: string, env: Record<string, string | undefined>, logs: string }} options
 * @returns {Kept}
 */
export function keepRunning({ name, file, env, logs }) {
  const logFile = openLog(logs, name)
  const log = createWriteStream(logFile, { flags: 'a' })
  /** @type {import('node:child_process').ChildProcess | undefined} */
  let child
  let crashes = 0
  let stopping = false
  let wanted = false
  const launch = () => {
    if (stopping) return
    const from = Date.now()
    child = spawnProcess(file, env)
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (text) => record(log, name, text, stream === child?.stderr))
    child.once('exit', (code, signal) => {
      if (stopping) return
      if (wanted) {
        wanted = false
        return launch()
      }
      crashes = Date.now() - from > 15_000 ? 1 : crashes + 1
      const pause = Math.min(LONGEST_PAUSE, 250 * 2 ** crashes)
      console.error(
        `${elapsed()}  ${name} ended (${signal ?? `exit code ${code}`}); starting it again in ${pause / 1000} s. Log: ${path.relative(ROOT, logFile)}`,
      )
      setTimeout(launch, pause).unref()
    })
  }
  const stop = async (now = false) => {
    stopping = true
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const ended = new Promise((resolve) => child?.once('exit', resolve))
    child.kill(now ? 'SIGKILL' : 'SIGTERM')
    const late = sleep(10_000, 'late', { ref: false })
    if ((await Promise.race([ended, late])) === 'late') child.kill('SIGKILL')
    await ended
  }
  const restart = () => {
    wanted = true
    child?.kill('SIGTERM')
  }
  launch()
  return {
    name,
    pid: () => child?.pid,
    stop,
    restart,
    crashes: () => crashes,
    lastLines: () => readFileSync(logFile, 'utf8').trim().split('\n').slice(-12).join('\n'),
  }
}

/** @param {string} file @param {Record<string, string | undefined>} env */
function spawnProcess(file, env) {
  const preload = pathToFileURL(path.join(ROOT, 'app/entry.preload.js')).href
  // A group of its own: Ctrl-C reaches the starter alone, which stops everything in the right order. The channel is the leash.
  const compiler = file.endsWith('.ts') ? ['--import', 'tsx'] : []
  // What one batch of a thousand deeds needs lives until its commit: with room for it, it is not copied about again and again.
  const room = /worker\.[jt]s$/.test(file) ? ['--max-semi-space-size=64'] : []
  return spawn(process.execPath, ['--enable-source-maps', ...room, '--import', preload, ...compiler, file], {
    cwd: ROOT,
    env: { ...process.env, ...env, LAUREL_LEASH: '1' },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    detached: process.platform !== 'win32',
  })
}

/** @param {string} logs @param {string} name */
function openLog(logs, name) {
  mkdirSync(logs, { recursive: true })
  const file = path.join(logs, `${name}.log`)
  if (existsSync(file) && statSync(file).size > LARGEST_LOG) renameSync(file, `${file}.1`)
  return file
}

/** @param {import('node:fs').WriteStream} log @param {string} name @param {string} text @param {boolean} always */
function record(log, name, text, always) {
  log.write(text)
  for (const line of text.split('\n')) {
    const shown = always ? line : errorOf(line)
    if (shown) console.error(`[${name}] ${shown}`)
  }
}

/**
 * The message of a log line at level error or worse, else nothing.
 * @param {string} line
 */
function errorOf(line) {
  if (!/"level":(50|60|"error"|"fatal")/.test(line)) return ''
  try {
    const { msg, err, error } = JSON.parse(line)
    return [msg, err?.message ?? error?.message ?? error].filter((part) => typeof part === 'string').join(': ')
  } catch {
    return line // a line that arrived in two pieces
  }
}
