// What a run of the hub is told by the environment, with the defaults of a machine that was told nothing.
import { createHmac, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { freePort, portFault } from './entry.postgres.js'
import { Fault, ROOT } from './entry.ground.js'

/**
 * @typedef {{
 *   folder: string, demo: boolean, dev: boolean, port: number, localUrl: string, publicUrl: string, secrets: Record<string, string>,
 *   checkPort: () => Promise<void>, environment: (databaseUrl: string) => Record<string, string | undefined>
 * }} Settings
 */

/** Known to everybody, so they hold in demo mode only. */
export const DEMO_SECRETS = {
  GITHUB_WEBHOOK_SECRET: 'demo-github-secret',
  GENERIC_WEBHOOK_SECRET: `whsec_${Buffer.from('laurel-demo-generic-secret-bytes').toString('base64')}`,
}

/**
 * Reads the environment of `npm start`. It listens on this machine alone unless HOST says otherwise: the demo's passwords are public.
 * @param {boolean} dev
 * @returns {Promise<Settings>}
 */
export async function chooseSettings(dev) {
  const folder = path.resolve(ROOT, process.env.DATA_DIR || '.data')
  const demo = process.env.DEMO ? process.env.DEMO !== '0' : !process.env.DATABASE_URL
  const host = process.env.HOST || '127.0.0.1'
  const port = await choosePort()
  const localUrl = `http://${['0.0.0.0', '::'].includes(host) ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host}:${port}`
  const publicUrl = (process.env.PUBLIC_URL || `http://localhost:${port}`).replace(/\/+$/, '')
  const secrets = { LAUREL_SECRET: process.env.LAUREL_SECRET || keptSecret(folder), ...(demo ? given(DEMO_SECRETS) : {}) }
  return {
    ...{ folder, demo, dev, port, localUrl, publicUrl, secrets },
    checkPort: () => checkPort(port, host),
    environment: (databaseUrl) => ({
      ...secrets,
      NODE_ENV: dev ? 'development' : 'production',
      HOST: host,
      PORT: String(port),
      PUBLIC_URL: publicUrl,
      DATABASE_URL: databaseUrl,
      DATA_DIR: folder,
      DEMO: demo ? '1' : '0',
    }),
  }
}

/**
 * The lines shown when the hub is up.
 * @param {Settings} settings @param {string} time
 */
export function describeSettings({ demo, publicUrl, secrets, folder, dev }, time) {
  const logs = path.relative(ROOT, path.join(folder, 'logs')) || folder
  const lines = [`\nLaurel is ready after ${time}${dev ? ', and reloads on changes' : ''}.\n`, `  Open       ${publicUrl}`]
  if (demo) {
    lines.push('  Sign in    member@laurel.example, manager@laurel.example or owner@laurel.example, password laurel-demo-1')
    lines.push(`  Secrets    GitHub: ${secrets.GITHUB_WEBHOOK_SECRET}   signed JSON: ${secrets.GENERIC_WEBHOOK_SECRET}`)
    lines.push('', '  Send a signed delivery and watch the points arrive:', '')
    lines.push('    npm run simulate -- github pull_request__merged --fresh --as maya-lindqvist:70411001')
    const curl = demoCurl(folder, publicUrl, secrets.GITHUB_WEBHOOK_SECRET ?? '')
    if (curl) lines.push('', '  The same door by hand:', '', `    ${curl}`)
  }
  return [...lines, '', `  Logs are in ${logs}. Ctrl-C stops everything.`, ''].join('\n')
}

/**
 * A line for the shell that sends one signed delivery; its body is written beside the data.
 * @param {string} folder @param {string} publicUrl @param {string} secret
 */
function demoCurl(folder, publicUrl, secret) {
  const fixture = path.join(ROOT, 'integrations/github/fixtures/issues__opened.json')
  if (!existsSync(fixture)) return ''
  const file = path.join(folder, 'demo-delivery.json')
  const { headers, body } = JSON.parse(readFileSync(fixture, 'utf8'))
  const text = JSON.stringify(body)
  writeFileSync(file, text)
  const signature = createHmac('sha256', secret).update(text).digest('hex')
  const named = { 'content-type': 'application/json', ...headers, 'x-hub-signature-256': `sha256=${signature}` }
  const shown = Object.entries(named).map(([name, value]) => `-H '${name}: ${value}'`)
  return `curl ${publicUrl}/webhooks/github ${shown.join(' ')} --data-binary @${path.relative(ROOT, file)}`
}

async function choosePort() {
  const port = Number(process.env.PORT || 3000)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Fault(`PORT is "${process.env.PORT}": set it to a number from 1 to 65535, or unset it for 3000.`)
  return port === 0 ? await freePort() : port
}

/** @param {number} port @param {string} host */
async function checkPort(port, host) {
  const code = await portFault(port, host)
  if (code === 'EADDRINUSE')
    throw new Fault(`Port ${port} is taken by another program: stop that one, or choose another port, for example PORT=${port + 1} npm start.`)
  if (code === 'EACCES') throw new Fault(`Port ${port} is reserved for the system here: choose one above 1023, for example PORT=3000 npm start.`)
  if (code)
    throw new Fault(`HOST is "${host}", and this machine cannot listen there (${code}): set it to 127.0.0.1, 0.0.0.0 or an address of this machine.`)
}

/** @param {string} folder */
function keptSecret(folder) {
  const file = path.join(folder, 'secret')
  if (existsSync(file)) return readFileSync(file, 'utf8').trim()
  mkdirSync(folder, { recursive: true })
  const secret = randomBytes(32).toString('base64url')
  writeFileSync(file, secret + '\n', { mode: 0o600 })
  return secret
}

/** @param {Record<string, string>} defaults */
function given(defaults) {
  return Object.fromEntries(Object.entries(defaults).map(([name, value]) => [name, process.env[name] || value]))
}
