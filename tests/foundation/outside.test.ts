import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { fetchPublic, isPublicAddress } from '#app/foundation/fetch-public.server.ts'
import { renderMarkdown } from '#app/foundation/markdown.server.ts'

let server: Server
let address: string
beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url === '/loop') return void response.writeHead(302, { Location: '/loop' }).end()
    if (request.url === '/inside') return void response.writeHead(302, { Location: 'http://169.254.169.254/latest/meta-data' }).end()
    if (request.url === '/endless') {
      const pour = (): void => void (response.writableEnded || response.destroyed || response.write('x'.repeat(65_536), () => setImmediate(pour)))
      return pour()
    }
    response.end(`${request.method} ${request.url} ${request.headers.authorization ?? ''}`)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => new Promise((done) => server.close(done)))

test('nothing inside our own networks is asked, by number, by name or by a redirect', async () => {
  for (const inside of ['10.0.0.1', '127.0.0.1', '169.254.169.254', '::1', '::ffff:127.0.0.1', 'fc00::1', '100.64.0.1', '0.0.0.0', '224.0.0.1'])
    expect(isPublicAddress(inside), inside).toBe(false)
  for (const outside of ['93.184.215.14', '2606:4700::6810:84e5']) expect(isPublicAddress(outside), outside).toBe(true)
  await expect(fetchPublic(address)).rejects.toThrow('127.0.0.1 is not an address of the public internet.')
  await expect(fetchPublic(address.replace('127.0.0.1', 'localhost'))).rejects.toThrow('localhost is not an address of the public internet.')
  await expect(fetchPublic('http://0x7f.1/')).rejects.toThrow('not an address of the public internet')
  await expect(fetchPublic('file:///etc/passwd')).rejects.toThrow('Only http and https')
})

test('an answer is read whole within its limits, and a key is not carried on to another address', async () => {
  const { env } = await import('#app/foundation/env.ts')
  vi.spyOn(env(), 'OUTBOUND_PRIVATE', 'get' as never).mockReturnValue('1' as never)
  const answer = await fetchPublic(`${address}/hello`, { method: 'POST', headers: { authorization: 'key' } })
  expect([answer.status, answer.text]).toEqual([200, 'POST /hello key'])
  await expect(fetchPublic(`${address}/loop`)).rejects.toThrow('without an end')
  await expect(fetchPublic(`${address}/endless`)).rejects.toThrow('more than 2 MB')
})

test('Markdown becomes HTML that cannot run, load or pretend', () => {
  expect(renderMarkdown('**Bold** and `code`\n\n- [x] done')).toContain('<strong>Bold</strong> and <code>code</code>')
  expect(renderMarkdown('```js\nconst a = 1\n```')).toContain('hljs-keyword')
  for (const bad of [
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '[a](javascript:alert(1))',
    '<iframe src="https://evil.example"></iframe>',
    '![](http://tracker.example/pixel.gif)',
    '<a href="https://x" style="position:fixed">x</a>',
    '<p class="hljs-keyword fixed">x</p>',
  ]) {
    expect(renderMarkdown(bad), bad).not.toMatch(/<script|onerror|javascript:|<iframe|src="http:|style=|class="[^"]*fixed/)
  }
})
