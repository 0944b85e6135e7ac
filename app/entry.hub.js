// The run of one hub: prepares, starts database, web and worker, fills the demo, and stops them all in order.
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { bringUpToDate, openDatabase } from './entry.database.js'
import { isAlive } from './entry.postgres.js'
import { Fault, ROOT } from './entry.ground.js'
import { prepareClient, preparePackages, preparePages } from './entry.prepare.js'
import { keepRunning } from './entry.processes.js'
import { chooseSettings, describeSettings } from './entry.settings.js'
import { elapsed, runNode, step } from './entry.steps.js'
import { watchSources } from './entry.watch.js'

/** @typedef {import('./entry.processes.js').Kept} Kept */
/** @typedef {import('./entry.settings.js').Settings} Settings */

/** @type {Kept[]} */
const processes = []
/** @type {(() => Promise<void>)[]} */
const endings = []
/** @type {(() => void)[]} */
const beginnings = []
let stopping = 0

/**
 * Runs the hub until it is told to stop. `--dev` reloads on changes, `--build` only prepares.
 * @param {string[]} args
 */
export async function main(args) {
  if (existsSync(path.join(ROOT, '.env'))) process.loadEnvFile(path.join(ROOT, '.env'))
  const dev = args.includes('--dev')
  try {
    if (args.includes('--build')) return await build()
    listenForTheEnd()
    await run(dev)
  } catch (error) {
    if (stopping) return
    console.error(error instanceof Fault ? `\n${error.message}` : error)
    process.exitCode = 1
    await endEverything()
    process.exit(1)
  }
}

async function build() {
  await preparePackages()
  await prepareClient()
  await preparePages({ always: true })
}

/** @param {boolean} dev */
async function run(dev) {
  console.log(`\nLaurel ${JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')).version}\n`)
  const settings = await chooseSettings(dev)
  await claimFolder(settings)
  await settings.checkPort()
  await preparePackages()
  await prepareClient()
  if (!dev) await preparePages()
  const { url, embedded } = await openDatabase(settings.folder)
  if (embedded) endings.unshift(embedded.stop)
  const birth = await bringUpToDate(url)
  const env = settings.environment(url)
  const logs = path.join(settings.folder, 'logs')
  await step('Web', async (_tell, conclude) => {
    processes.push(keepRunning({ name: 'web', file: dev ? 'app/entry.http.ts' : 'build/http.js', env, logs }))
    processes.push(keepRunning({ name: 'worker', file: dev ? 'app/entry.worker.ts' : 'build/worker.js', env, logs }))
    noteProcesses(settings)
    await untilReady(settings)
    conclude('web and worker are up')
  })
  if (settings.demo) await fillDemo(settings, env, birth)
  if (dev) endings.push(watchSources(processes))
  console.log(describeSettings(settings, elapsed()))
  process.send?.({ ready: true, url: settings.publicUrl, databaseUrl: url })
}

/** One run a data folder: two would share one database server. What a killed run left behind is ended. @param {Settings} settings */
async function claimFolder({ folder }) {
  mkdirSync(folder, { recursive: true })
  const file = path.join(folder, 'run.json')
  const earlier = readRun(file)
  // One that is stopping needs a moment.
  for (const until = Date.now() + 20_000; readRun(file).stopping && isOurs(earlier.starter) && Date.now() < until;) await sleep(100)
  if (isOurs(earlier.starter)) {
    throw new Fault(
      `Laurel runs already from this folder, at ${earlier.url} (process ${earlier.starter}): use that one, or stop it with Ctrl-C first.`,
    )
  }
  // The processes of a killed starter end by themselves when their channel breaks; give them a moment.
  const leftovers = () => Object.values(earlier.children ?? {}).filter(isOurs)
  for (const until = Date.now() + 5_000; leftovers().length && Date.now() < until;) await sleep(50)
  for (const pid of leftovers()) process.kill(pid, 'SIGKILL')
  endings.push(async () => rmSync(file, { force: true }))
  beginnings.push(() => writeRun(file, { ...readRun(file), stopping: true }))
  writeRun(file, { starter: process.pid })
}

/** @param {Settings} settings */
function noteProcesses({ folder, publicUrl }) {
  const children = Object.fromEntries(processes.map(({ name, pid }) => [name, pid()]))
  writeRun(path.join(folder, 'run.json'), { starter: process.pid, url: publicUrl, children })
}

/** @param {string} file */
function readRun(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
}

/** @param {string} file @param {object} content */
function writeRun(file, content) {
  writeFileSync(`${file}.new`, JSON.stringify(content))
  renameSync(`${file}.new`, file)
}

/** @param {number | undefined} pid */
function isOurs(pid) {
  if (!pid || pid === process.pid || !isAlive(pid)) return false
  const file = `/proc/${pid}/cmdline`
  return existsSync('/proc/self/cmdline') ? existsSync(file) && readFileSync(file, 'utf8').includes('app/entry.') : true
}

/** @param {Settings} settings */
async function untilReady({ localUrl }) {
  for (const until = Date.now() + 90_000; Date.now() < until; await sleep(50)) {
    const failing = processes.find(({ crashes }) => crashes() >= 3)
    if (failing) throw new Fault(`The ${failing.name} process does not start. The end of its log:\n\n${failing.lastLines()}`)
    const answer = await fetch(`${localUrl}/readyz`, { signal: AbortSignal.timeout(3_000) }).catch(() => undefined)
    if (answer?.ok) return
  }
  throw new Fault(`The web process did not become ready within 90 s: see ${processes[0]?.lastLines()}`)
}

/** @param {Settings} settings @param {Record<string, string | undefined>} env @param {string} birth */
async function fillDemo({ folder, localUrl }, env, birth) {
  const stamp = path.join(folder, 'demo')
  const seed = path.join(ROOT, 'prisma/seed.ts')
  if (!existsSync(seed) || (existsSync(stamp) && readFileSync(stamp, 'utf8') === birth)) return
  await step('Demo', async (tell) => {
    tell('filling the demo community')
    // Through the local door, even where the public address is not reachable from here.
    const door = process.env.PUBLIC_URL ? { PUBLIC_URL: localUrl } : {}
    await runNode('Filling the demo community', ['--import', 'tsx', 'prisma/seed.ts'], { env: { ...env, ...door }, onLine: tell })
    writeFileSync(stamp, birth)
    return 'the demo community is in'
  })
}

function listenForTheEnd() {
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, () => void stop())
  process.once('disconnect', () => void stop())
  if (!process.env.npm_execpath) return
  // Started by npm: end with it, however it ended.
  const ancestors = () => `${process.ppid} ${parentOf(process.ppid)}`
  const atStart = ancestors()
  setInterval(() => stopping === 0 && ancestors() !== atStart && void stop(), 500).unref()
}

/** npm runs us through a shell, so that npm itself is the parent's parent. @param {number} pid */
function parentOf(pid) {
  const file = `/proc/${pid}/stat`
  return existsSync(file) ? readFileSync(file, 'utf8').split(') ').at(-1)?.split(' ')[1] : undefined
}

async function stop() {
  if (stopping) {
    // npm passes Ctrl-C on a second time at once; only a later one means "now".
    if (Date.now() - stopping < 800) return
    await Promise.all(processes.map(({ stop: end }) => end(true)))
    process.exit(130)
  }
  stopping = Date.now()
  console.log('\nStopping …')
  await endEverything()
  console.log(`Stopped.`)
  process.exit(0)
}

async function endEverything() {
  for (const begin of beginnings) begin()
  await Promise.all(processes.map(({ stop: end }) => end()))
  for (const end of endings) await end()
}
