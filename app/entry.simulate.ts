// `npm run simulate -- <adapter> <fixture>`: signs a fixture as its platform would and posts it to the local door.
import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import type { Adapter } from '#app/contract/adapter.ts'
import { Fault, ROOT } from '#app/entry.ground.js'
import { DEMO_SECRETS } from '#app/entry.settings.js'
import { actAs, freshen, type Json } from '#app/entry.simulate-change.ts'
import { adapterById, adapters } from '#integrations/registry.ts'

const USAGE = `npm run simulate -- <adapter> <fixture> [--fresh] [--as handle:id] [--curl]

  --fresh         a new fact: other object ids, and the time is now (without it, only the delivery's id is new)
  --as handle:id  the work of this account instead of the fixture's
  --curl          prints the line that sends it instead of sending it`

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { fresh: { type: 'boolean' }, as: { type: 'string' }, curl: { type: 'boolean' } },
})

/** The fixture as a signed delivery of now, changed as the options ask. */
function prepareDelivery(adapter: Adapter, name: string): { body: Buffer; headers: Record<string, string> } {
  const fixture = readFixture(adapter, name)
  let content = fixture.body
  if (values.as) content = actAs(adapter, fixture.headers, content, values.as)
  if (values.fresh) content = freshen(content, new Date())
  const body = Buffer.from(typeof content === 'string' ? content : JSON.stringify(content))
  const secret = secretOf(adapter)
  const first = adapter.sign(body, fixture.headers, secret, new Date())
  // The platform's own header for the delivery's id, found by what the adapter reads it from.
  const digest = randomUUID()
  const { deliveryId } = adapter.envelope({ headers: first, body, receivedAt: new Date(), digest })
  const named = Object.entries(first).find(([, value]) => value === deliveryId)?.[0]
  const headers = named ? { ...fixture.headers, [named]: newIdLike(deliveryId) } : fixture.headers
  return { body, headers: { 'content-type': 'application/json', ...adapter.sign(body, headers, secret, new Date()) } }
}

function readFixture(adapter: Adapter, name: string): { headers: Record<string, string>; body: Json } {
  const folder = path.join(ROOT, 'integrations', adapter.id, 'fixtures')
  const file = path.join(folder, `${name.replace(/\.json$/, '')}.json`)
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8'))
  const names = existsSync(folder) ? readdirSync(folder).map((entry) => `  ${entry.replace('.json', '')}`) : []
  throw new Fault(`There is no fixture "${name}" of ${adapter.id}. There are:\n${names.join('\n')}`)
}

function newIdLike(id: string): string {
  return /^[0-9a-f]{8}-/.test(id) ? randomUUID() : `${id.split('_')[0]}_${randomUUID().replaceAll('-', '').slice(0, 24)}`
}

function secretOf(adapter: Adapter): string {
  const name = `${adapter.id.toUpperCase().replaceAll('-', '_')}_WEBHOOK_SECRET`
  const known: Record<string, string> = DEMO_SECRETS
  const secret = process.env[name] || known[name]
  if (!secret) throw new Fault(`Set ${name} to the secret of this channel: there is no demo secret for it.`)
  return secret
}

async function main(): Promise<void> {
  const [id, name] = positionals
  if (!id || !name) throw new Fault(`${USAGE}\n\nAdapters: ${adapters.map((adapter) => adapter.id).join(', ')}`)
  const adapter = adapterById(id)
  if (!adapter) throw new Fault(`There is no adapter "${id}". There are: ${adapters.map((known) => known.id).join(', ')}`)
  const { body, headers } = prepareDelivery(adapter, name)
  const url = `${(process.env.PUBLIC_URL || `http://localhost:${process.env.PORT || 3000}`).replace(/\/+$/, '')}/webhooks/${adapter.id}`
  if (values.curl) return printCurl(url, body, headers)
  const answer = await fetch(url, { method: 'POST', headers, body: new Uint8Array(body), signal: AbortSignal.timeout(30_000) }).catch(
    (error: Error) => {
      throw new Fault(
        `Nobody answers at ${url} (${String(error.cause ?? error.message)}): start the hub with npm start, or name its address in PUBLIC_URL.`,
      )
    },
  )
  console.log(`${answer.status} ${answer.statusText}  ${await answer.text()}`)
  if (!answer.ok) process.exitCode = 1
}

function printCurl(url: string, body: Buffer, headers: Record<string, string>): void {
  const folder = path.resolve(ROOT, process.env.DATA_DIR || '.data')
  mkdirSync(folder, { recursive: true })
  const file = path.join(folder, 'simulated-body.json')
  writeFileSync(file, body)
  const named = Object.entries(headers).map(([name, value]) => `-H '${name}: ${value}'`)
  console.log(`curl -i ${url} ${named.join(' ')} --data-binary @${path.relative(process.cwd(), file)}`)
}

await main().catch((error: unknown) => {
  console.error(error instanceof Fault ? error.message : error)
  process.exitCode = 1
})
