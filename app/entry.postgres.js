// The embedded PostgreSQL server: plain JavaScript, because `npm start` and `npm test` need it before anything is compiled.
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync, chownSync, existsSync, mkdirSync, openSync, closeSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Fault } from './entry.ground.js'
import { ancestorsLetIn, findServerUser, homeOf, placeBinaries } from './entry.postgres-place.js'

/** @typedef {import('./entry.postgres-place.js').ServerUser} ServerUser */
/** @typedef {{ url: string, port: number, data: string, reused: boolean, notes: string[], stop: () => Promise<void> }} PostgresServer */
/** @typedef {{ port: number, password: string, data: string }} Kept */
/** @typedef {{ pid: number, port: number, ready: boolean }} Postmaster */

const ROLE = 'laurel'
const SETTINGS = { listen_addresses: '127.0.0.1', unix_socket_directories: '', timezone: 'UTC', log_timezone: 'UTC', max_connections: '200' }

/**
 * Starts (or takes over) the server whose data lies in `<folder>/postgres`, and answers its address. Its port and password are kept
 * in `<folder>/postgres.json`. `settings` are added to the server's own, e.g. `{ fsync: 'off' }` for tests.
 * @param {{ folder: string, settings?: Record<string, string> }} options
 * @returns {Promise<PostgresServer>}
 */
export async function startPostgres({ folder, settings = {} }) {
  mkdirSync(folder, { recursive: true })
  const user = findServerUser()
  if (user) letIn(folder, user)
  const place = await placeBinaries(user)
  const kept = readKept(folder)
  const data =
    kept?.data && existsSync(kept.data) ? kept.data : !user || ancestorsLetIn(folder, user) ? path.join(folder, 'postgres') : homeOf(folder)
  const notes = [...place.notes]
  if (!kept && !data.startsWith(folder))
    notes.push(`The database lies in ${data}, because the user "${user?.name}" that runs it cannot reach this folder.`)
  const running = findPostmaster(data)
  const password = kept?.password ?? randomBytes(18).toString('base64url')
  if (running && kept && (await untilReady(data, running.pid, () => !isAlive(running.pid))))
    return describe({ ...kept, port: running.port }, true, notes)
  if (!existsSync(data)) await createCluster(place.bin, data, password, user, settings.fsync !== 'off')
  else if (!kept) await setPassword(place.bin, data, password, user)
  const port = kept && !(await portFault(kept.port)) ? kept.port : await freePort()
  await launch(place.bin, data, { ...SETTINGS, port: String(port), ...settings }, user)
  writeFileSync(path.join(folder, 'postgres.json'), JSON.stringify({ port, password, data }, null, 2) + '\n', { mode: 0o600 })
  return describe({ port, password, data }, false, notes)
}

/**
 * Stops the server that runs on `data`, if any, and waits until it is gone. `now` skips writing back to disk: for throwaway data.
 * @param {string} data @param {'cleanly' | 'now'} [manner]
 */
export async function stopPostgres(data, manner = 'cleanly') {
  const running = findPostmaster(data)
  if (!running) return
  /** @type {[NodeJS.Signals, number][]} */
  const steps = [
    ['SIGINT', 15],
    ['SIGQUIT', 5],
    ['SIGKILL', 5],
  ]
  for (const [signal, seconds] of manner === 'now' ? steps.slice(1) : steps) {
    sendSignal(running.pid, signal)
    const until = Date.now() + seconds * 1000
    while (Date.now() < until) {
      if (!isAlive(running.pid)) return
      await sleep(15)
    }
  }
}

/**
 * The address of another database of the same server.
 * @param {string} serverUrl @param {string} database
 */
export function inDatabase(serverUrl, database) {
  const url = new URL(serverUrl)
  url.pathname = `/${database}`
  return url.href
}

/**
 * Answers a port of this machine that nobody listens on.
 * @returns {Promise<number>}
 */
export function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

/**
 * Why nobody could listen on this port of this host (an error code such as EADDRINUSE), or undefined.
 * @param {number} port
 * @param {string} [host]
 * @returns {Promise<string | undefined>}
 */
export function portFault(port, host = '127.0.0.1') {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', (/** @type {NodeJS.ErrnoException} */ error) => resolve(error.code ?? error.message))
    probe.listen(port, host, () => probe.close(() => resolve(undefined)))
  })
}

/**
 * Answers whether a process with this id exists.
 * @param {number} pid
 */
export function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM'
  }
}

/**
 * @param {Kept} kept @param {boolean} reused @param {string[]} notes
 * @returns {PostgresServer}
 */
function describe(kept, reused, notes) {
  const url = `postgresql://${ROLE}:${kept.password}@127.0.0.1:${kept.port}/${ROLE}`
  return { url, port: kept.port, data: kept.data, reused, notes, stop: () => stopPostgres(kept.data) }
}

/** @param {string} folder @returns {Kept | undefined} */
function readKept(folder) {
  try {
    return JSON.parse(readFileSync(path.join(folder, 'postgres.json'), 'utf8'))
  } catch {
    return undefined // missing on the first start, and made anew when damaged
  }
}

/**
 * The live server of this data folder. A lock file that a killed server left behind is removed: its process id may belong to
 * somebody else by now, which PostgreSQL itself cannot tell.
 * @param {string} data @returns {Postmaster | undefined}
 */
function findPostmaster(data) {
  const file = path.join(data, 'postmaster.pid')
  if (!existsSync(file)) return undefined
  const lines = readFileSync(file, 'utf8').split('\n')
  const pid = Number(lines[0])
  if (pid > 0 && isAlive(pid) && isPostgres(pid, data)) return { pid, port: Number(lines[3]), ready: (lines[7] ?? '').trim() === 'ready' }
  rmSync(file, { force: true })
  return undefined
}

/** @param {number} pid @param {string} data */
function isPostgres(pid, data) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(data)
  } catch {
    return !existsSync('/proc/self/cmdline') // without /proc, trust the lock file
  }
}

/** @param {string} folder @param {ServerUser} user */
function letIn(folder, user) {
  const { mode } = statSync(folder)
  if ((mode & 0o001) === 0 && ancestorsLetIn(path.dirname(folder), user)) chmodSync(folder, mode | 0o011)
}

/**
 * Made under another name first, so that a killed start leaves no half of a cluster behind.
 * @param {string} bin @param {string} data @param {string} password @param {ServerUser | undefined} user @param {boolean} sync
 */
async function createCluster(bin, data, password, user, sync) {
  const draft = `${data}.new`
  const passwordFile = `${data}.password`
  rmSync(draft, { recursive: true, force: true })
  mkdirSync(draft, { mode: 0o700 })
  writeFileSync(passwordFile, password + '\n', { mode: 0o600 })
  if (user) for (const name of [draft, passwordFile]) chownSync(name, user.uid, user.gid)
  const args = ['-D', draft, '-U', ROLE, '--auth=scram-sha-256', `--pwfile=${passwordFile}`, '--encoding=UTF8', '--locale=C']
  try {
    await run(path.join(bin, 'initdb'), [...args, '--locale-provider=builtin', '--builtin-locale=C.UTF-8', ...(sync ? [] : ['--no-sync'])], '', user)
    await run(path.join(bin, 'postgres'), ['--single', '-D', draft, 'postgres'], `CREATE DATABASE ${ROLE}\n`, user)
    renameSync(draft, data)
  } finally {
    rmSync(passwordFile, { force: true })
  }
}

/** @param {string} bin @param {string} data @param {string} password @param {ServerUser | undefined} user */
async function setPassword(bin, data, password, user) {
  await stopPostgres(data)
  await run(path.join(bin, 'postgres'), ['--single', '-D', data, 'postgres'], `ALTER ROLE ${ROLE} PASSWORD '${password}'\n`, user)
}

/**
 * @param {string} command @param {string[]} args @param {string} input @param {ServerUser | undefined} user
 * @returns {Promise<void>}
 */
function run(command, args, input, user) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: '/', uid: user?.uid, gid: user?.gid, env: serverEnvironment() })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
    child.stdin.on('error', () => undefined)
    child.stdin.end(input)
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0) resolve()
      else reject(new Fault(`PostgreSQL could not be set up (${path.basename(command)}): ${output.trim().split('\n').slice(-3).join(' ')}`))
    })
  })
}

/** @param {string} bin @param {string} data @param {Record<string, string>} settings @param {ServerUser | undefined} user */
async function launch(bin, data, settings, user) {
  const logFile = path.join(data, 'server.log')
  const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  for (let attempt = 1; ; attempt++) {
    const from = existsSync(logFile) ? statSync(logFile).size : 0
    const log = openSync(logFile, 'a')
    if (user) chownSync(logFile, user.uid, user.gid)
    const options = { cwd: '/', uid: user?.uid, gid: user?.gid, env: serverEnvironment(), detached: true }
    const child = spawn(path.join(bin, 'postgres'), ['-D', data, ...args], { ...options, stdio: ['ignore', log, log] })
    const spawned = new Promise((resolve, reject) => child.once('spawn', resolve).once('error', reject))
    closeSync(log)
    await spawned
    child.unref()
    if (await untilReady(data, Number(child.pid), () => child.exitCode !== null)) return Number(child.pid)
    const said = readFileSync(logFile, 'utf8').slice(from)
    // After a kill -9 of the server its last backends may need a moment to notice.
    if (attempt < 20 && said.includes('shared memory block')) await sleep(500)
    else throw new Fault(`PostgreSQL did not start: ${said.trim().split('\n').slice(-3).join(' ')} (log: ${logFile})`)
  }
}

/**
 * @param {string} data @param {number} pid @param {() => boolean} ended
 * @returns {Promise<boolean>}
 */
async function untilReady(data, pid, ended) {
  for (const until = Date.now() + 60_000; Date.now() < until; await sleep(15)) {
    if (ended()) return false
    const file = path.join(data, 'postmaster.pid')
    const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []
    if (Number(lines[0]) === pid && (lines[7] ?? '').trim() === 'ready') return true
  }
  return false
}

function serverEnvironment() {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('PG') && !name.startsWith('LC_'))
  return { ...Object.fromEntries(kept), NODE_ENV: process.env.NODE_ENV, LC_ALL: 'C' }
}

/** @param {number} pid @param {NodeJS.Signals} signal */
function sendSignal(pid, signal) {
  try {
    process.kill(pid, signal)
  } catch {
    // it ended by itself in the meantime
  }
}
