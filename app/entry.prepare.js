// Everything between a fresh clone and a program that can run: packages, database client, pages. Each is done only when its sources changed.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { ROOT } from './entry.ground.js'
import { runNode, step } from './entry.steps.js'

/** @typedef {{ packages: Record<string, { version?: string, optional?: boolean, devOptional?: boolean, link?: boolean }> }} Lock */

const CLIENT_SOURCES = ['prisma/schema', 'prisma.config.ts', 'node_modules/prisma/package.json']
const PAGE_SOURCES = ['app', 'integrations', 'public', 'prisma/schema', 'vite.config.ts', 'tsconfig.json', 'package.json', 'package-lock.json']

/** Installs the packages of the lock file unless exactly these are installed. */
export function preparePackages() {
  return step('Packages', async (tell) => {
    if (packagesAreInstalled()) return 'installed'
    tell('npm ci (a few minutes at most)')
    const npm = process.env.npm_execpath ?? path.join(path.dirname(process.execPath), '../lib/node_modules/npm/bin/npm-cli.js')
    await runNode('The installation of packages (npm ci)', [npm, 'ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'])
    return 'installed by npm ci'
  })
}

/** Generates the database client unless it was made from the same schema. */
export function prepareClient() {
  return step('Client', async () => {
    const stamp = path.join(ROOT, 'prisma/generated/.stamp')
    const hash = hashOf(CLIENT_SOURCES)
    if (isCurrent(stamp, hash)) return 'unchanged'
    // Generating needs no schema engine, but wants to download one unless some file is named as such.
    const env = { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, CHECKPOINT_DISABLE: '1', PRISMA_HIDE_UPDATE_MESSAGE: '1' }
    await runNode('The generation of the database client', ['node_modules/prisma/build/index.js', 'generate'], { env })
    writeFileSync(stamp, hash)
    return 'generated from prisma/schema'
  })
}

/**
 * Builds the pages and the processes unless their sources are unchanged.
 * @param {{ always?: boolean }} [options]
 */
export function preparePages({ always = false } = {}) {
  return step('Pages', async (tell) => {
    const stamp = path.join(ROOT, 'build/.stamp')
    const hash = hashOf(PAGE_SOURCES)
    if (!always && isCurrent(stamp, hash)) return 'unchanged'
    tell('building')
    const env = { NODE_ENV: 'production' }
    rmSync(path.join(ROOT, 'build'), { recursive: true, force: true })
    await runNode('The build', ['node_modules/@remix-run/dev/dist/cli.js', 'vite:build', '--logLevel', 'warn'], { env })
    await runNode('The build of the processes', ['app/entry.build.js'], { env })
    writeFileSync(stamp, hash)
    return 'built'
  })
}

/** npm notes what it installed in a lock file of its own: compare that with ours. Packages for other systems may be absent. */
function packagesAreInstalled() {
  const note = path.join(ROOT, 'node_modules/.package-lock.json')
  if (!existsSync(note)) return false
  /** @type {Lock} */
  const wanted = JSON.parse(readFileSync(path.join(ROOT, 'package-lock.json'), 'utf8'))
  /** @type {Lock} */
  const present = JSON.parse(readFileSync(note, 'utf8'))
  return Object.entries(wanted.packages).every(([name, { version, optional, devOptional }]) => {
    const found = present.packages[name]
    return name === '' || found?.version === version || (!found && (optional || devOptional))
  })
}

/** @param {string} stamp @param {string} hash */
function isCurrent(stamp, hash) {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === hash
}

/**
 * One hash over the names and contents of these files and folders.
 * @param {string[]} sources
 */
function hashOf(sources) {
  const hash = createHash('sha256')
  for (const source of sources) {
    const at = path.join(ROOT, source)
    const files = path.extname(source)
      ? ['']
      : existsSync(at)
        ? readdirSync(at, { recursive: true, withFileTypes: true }).filter(isFile).map(toName(at))
        : []
    for (const file of files.sort()) hash.update(`${source}/${file}\0`).update(readFileSync(path.join(at, file)))
  }
  return hash.digest('hex')
}

/** @param {import('node:fs').Dirent} entry */
function isFile(entry) {
  return entry.isFile()
}

/** @param {string} folder */
function toName(folder) {
  return (/** @type {import('node:fs').Dirent} */ entry) => path.relative(folder, path.join(entry.parentPath ?? entry.path, entry.name))
}
