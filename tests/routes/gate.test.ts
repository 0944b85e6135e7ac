import { EventEmitter } from 'node:events'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import type { ServerBuild } from '@remix-run/node'
import express from 'express'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { clientAddress, clientOf, requestOrigin } from '#app/auth/client.server.ts'
import { returnPath, signInPath } from '#app/auth/return-path.ts'
import { foreignFault } from '#app/auth/same-origin.server.ts'
import { type Doors, hubServer } from '#app/entry.app.ts'
import { readBody } from '#app/routes/webhooks/receive-body.server.ts'
import { healthDoor, readyDoor } from '#app/routes/resources/health.server.ts'
import { resetDatabase } from '#tests/support/database.ts'
import { openHub } from '#tests/support/hub.ts'

const seen: { headers: Record<string, string>; nonce: string }[] = []
const received = async ({ request, context }: { request: Request; context: { nonce: string } }) => {
  seen.push({ headers: Object.fromEntries(request.headers), nonce: context.nonce })
  return new Response(request.method === 'POST' ? await request.text() : 'read', { headers: { 'content-type': 'text/plain' } })
}
const build = {
  ...{
    assets: { entry: { module: '', imports: [] }, routes: {}, url: '', version: '1' },
    assetsBuildDirectory: '',
    publicPath: '/',
    basename: '/',
    mode: 'test',
  },
  ...{
    isSpaMode: false,
    future: { v3_singleFetch: true, v3_relativeSplatPath: true, v3_throwAbortReason: true, v3_fetcherPersist: true, v3_lazyRouteDiscovery: false },
  },
  entry: { module: { default: () => new Response('page') } },
  routes: { any: { id: 'any', path: '*', module: { loader: received, action: received } } },
} as unknown as ServerBuild

const hook = (): Doors['webhookDoor'] => (request, response) => void response.end(`door ${request.method}`)
const doors: Doors = { webhookDoor: hook(), liveDoor: hook(), healthDoor, readyDoor }
const { server } = hubServer({ build, doors, files: express.Router() })

type Answer = { status: number; body: string; headers: http.IncomingHttpHeaders }

function send(method: string, path: string, headers: Record<string, string> = {}, body?: string): Promise<Answer> {
  const { port } = server.address() as AddressInfo
  return new Promise((resolve, reject) => {
    const request = http.request(
      { port, host: '127.0.0.1', method, path, agent: false, headers: { host: 'localhost:3000', ...headers } },
      (response) => {
        let text = ''
        response.on('data', (chunk: Buffer) => (text += chunk.toString()))
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body: text, headers: response.headers }))
      },
    )
    request.on('error', reject)
    request.end(body)
  })
}

beforeAll(async () => {
  await resetDatabase()
  await openHub()
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
})
afterAll(() => new Promise<void>((closed) => server.close(() => closed())))

const own = { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' }

test('[PV-08] the same-origin gate lets in what our own pages send, and nothing else', async () => {
  const outcomes: [Record<string, string>, number][] = [
    [{ 'sec-fetch-site': 'same-origin' }, 200],
    [{ 'sec-fetch-site': 'none' }, 200],
    [{ 'sec-fetch-site': 'same-site' }, 403],
    [{ 'sec-fetch-site': 'cross-site' }, 403],
    [{ 'sec-fetch-site': 'cross-site', origin: 'http://localhost:3000' }, 403],
    [{ origin: 'http://localhost:3000' }, 200],
    [{ origin: 'https://localhost:3000' }, 403],
    [{ origin: 'http://localhost:3001' }, 403],
    [{ origin: 'http://evil.example', 'x-forwarded-host': 'evil.example' }, 403],
    [{ origin: 'null' }, 403],
    [{}, 403],
    [{ cookie: '__Host-laurel=abc' }, 403],
  ]
  for (const [headers, status] of outcomes) {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      const answer = await send(method, '/resource', { 'content-type': 'application/x-www-form-urlencoded', 'content-length': '0', ...headers })
      expect([method, headers, answer.status]).toEqual([method, headers, status])
    }
  }
  expect((await send('POST', '/resource', { 'sec-fetch-site': 'cross-site' })).body).toMatch(/another site/)
  expect((await send('GET', '/resource', { 'sec-fetch-site': 'cross-site' })).status).toBe(200)
  expect(foreignFault('post', {}, ['http://localhost:3000'])).toMatch(/does not say/)
})

test('[PV-08] channels have a door of their own in front of the gate', async () => {
  expect(await send('POST', '/webhooks/github', {}, '{}')).toMatchObject({ status: 200, body: 'door POST' })
  expect(await send('GET', '/live')).toMatchObject({ status: 200, body: 'door GET' })
  expect((await send('POST', '/webhooks', {}, '{}')).status).toBe(403)
})

test('[PV-08] every page has a policy with a nonce of its own, and tells nothing about the server', async () => {
  const nonces = new Set<string>()
  for (let round = 0; round < 3; round += 1) {
    const { headers } = await send('GET', '/resource')
    const policy = headers['content-security-policy'] ?? ''
    const nonce = /script-src 'self' 'nonce-([\w+/=]{24})'/.exec(String(policy))?.[1] ?? ''
    expect(nonce).toBe(seen.at(-1)?.nonce)
    nonces.add(nonce)
    expect(policy).toContain("default-src 'self'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).toContain("form-action 'self' https://github.com")
    expect(policy).not.toContain('upgrade-insecure-requests')
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'same-origin', 'cache-control': 'private, no-cache' })
    expect([headers['strict-transport-security'], headers['x-powered-by']]).toEqual([undefined, undefined])
  }
  expect(nonces.size).toBe(3)
})

test('[PV-08] what only the entry may say cannot be said from outside', async () => {
  await send('GET', '/resource', {
    'x-request-id': 'mine',
    'x-laurel-address': '1.2.3.4',
    'x-laurel-origin': 'https://evil.example',
    'x-forwarded-host': 'evil.example',
    'x-forwarded-for': '1.2.3.4',
  })
  expect(seen.at(-1)?.headers).toMatchObject({ 'x-laurel-address': '127.0.0.1', 'x-laurel-origin': 'http://localhost:3000' })
  expect(seen.at(-1)?.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/)
  expect(seen.at(-1)?.headers).not.toHaveProperty('x-forwarded-host')
  expect((await send('GET', '/resource', { host: 'a b' })).status).toBe(400)
})

test('[PV-08] a form holds one megabyte at most and says how long it is', async () => {
  expect((await send('POST', '/resource', { ...own, 'content-length': '10' }, 'a=12345678')).body).toBe('a=12345678')
  expect(await send('POST', '/resource', { ...own, 'content-length': '1000001' })).toMatchObject({
    status: 413,
    body: expect.stringContaining('1 MB'),
  })
  expect((await send('POST', '/resource', { ...own, 'transfer-encoding': 'chunked' }, 'a=1')).status).toBe(411)
  expect((await send('POST', '/resource', { ...own, 'content-type': 'application/json' }, '{}')).status).toBe(415)
  expect((await send('GET', '/%E0%A4%A')).status).toBeLessThan(500)
})

test('/healthz and /readyz answer with a sentence', async () => {
  expect(await send('GET', '/healthz')).toMatchObject({ status: 200, body: 'The process is up.\n' })
  expect(await send('GET', '/readyz')).toMatchObject({ status: 200, body: 'The hub is ready.\n' })
  await resetDatabase()
  expect(await send('GET', '/readyz')).toMatchObject({ status: 503, body: expect.stringContaining('no program') })
  await openHub()
  expect((await send('GET', '/readyz')).status).toBe(200)
})

test('[PV-08] one leads back to paths of the hub alone', () => {
  for (const to of [
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    '/\t/evil.example',
    'javascript:alert(1)',
    '',
    '/sign-in?to=/',
    '/auth/github',
    '/..//evil.example',
  ])
    expect([to, returnPath(to)]).toEqual([to, '/'])
  expect(returnPath('/activity?page=2#top')).toBe('/activity?page=2#top')
  expect(returnPath('/settings?index')).toBe('/settings')
  expect(signInPath('/manage/rules?q=a b')).toBe('/sign-in?to=%2Fmanage%2Frules%3Fq%3Da%2520b')
})

test('[PV-08] the client’s address is the socket’s, and one IPv6 network counts as one client', () => {
  expect(clientAddress({ 'x-forwarded-for': '1.2.3.4' }, '10.0.0.1')).toBe('10.0.0.1')
  expect(requestOrigin({ host: 'hub.example', 'x-forwarded-proto': 'https' })).toBe('http://hub.example')
  expect(requestOrigin({ host: 'hub.example/evil' })).toBeNull()
  const of = (address: string) => clientOf(new Request('http://localhost', { headers: { 'x-laurel-address': address } }))
  expect(of('::ffff:203.0.113.7')).toBe('203.0.113.7')
  expect(of('2001:db8:0:1::5')).toBe(of('2001:0db8:0000:0001:ffff:ffff:ffff:ffff'))
  expect(of('2001:db8:0:1::5')).not.toBe(of('2001:db8:0:2::5'))
})

test('[IN-02] a few large bodies that never end keep other large ones out, but no small one', async () => {
  const part = Buffer.alloc(1_000_000)
  const arriving = () => Object.assign(new EventEmitter(), { headers: {}, complete: false, pause: () => undefined })
  const send = (request: ReturnType<typeof arriving>, parts: Buffer[]) => {
    const read = readBody(request as unknown as http.IncomingMessage)
    for (const one of parts) request.emit('data', one)
    return read
  }
  const large = Array.from({ length: 9 }, arriving)
  const reads = large.map((request) =>
    send(request, Array<Buffer>(25).fill(part)).then(
      (body) => body?.byteLength ?? 0,
      () => 'refused',
    ),
  )
  expect(await Promise.race([reads[8], reads[0]])).toBe('refused')
  const delivery = arriving()
  const read = send(delivery, [Buffer.from('{"a":1}')])
  delivery.emit('end')
  expect((await read)?.byteLength).toBe(7)
  for (const request of large) request.emit('close')
  expect(new Set(await Promise.all(reads))).toEqual(new Set(['refused']))
})
