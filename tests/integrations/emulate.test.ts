import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { Activity } from '#app/contract/activity.ts'
import { github } from '#integrations/github/adapter.ts'
import { maintainer, startGithub } from '#tests/support/emulate-github.ts'
import { deliveryOf } from './fixtures.ts'

type Received = { headers: Record<string, string>; body: Buffer }

/** A door that keeps every request as it came. */
async function listen() {
  const received: Received[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      received.push({ headers: request.headers as Record<string, string>, body: Buffer.concat(chunks) })
      response.writeHead(202).end()
    })
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks/github`
  return { url, received, close: () => new Promise((closed) => server.close(closed)) }
}

test(
  '[IN-06] a real signed GitHub: opening an issue, opening, reviewing and merging a pull request arrive as the expected activities',
  { timeout: 60_000 },
  async () => {
    const [hub, platform] = await Promise.all([listen(), startGithub()])
    onTestFinished(() => Promise.all([platform.close(), hub.close()]).then(() => {}))
    const secret = github.newSecret()
    await platform.hook(hub.url, secret)
    const issue = await platform.openIssue('amara-diallo', 'The board is cut off')
    const request = await platform.openPullRequest('ines-okafor', 'Let the board scroll')
    await platform.review('yuki-tan', request, 'APPROVE')
    await platform.merge(maintainer, request)
    const revert = await platform.openPullRequest(maintainer, 'Revert "Let the board scroll"', `Reverts ${platform.repository}#${request}`)
    await platform.merge(maintainer, revert)

    const events = () => hub.received.map(({ headers }) => headers['x-github-event'])
    await vi.waitFor(() => expect(events().filter((event) => event === 'pull_request')).toHaveLength(4), { timeout: 10_000 })
    await vi.waitFor(() => expect(events()).toEqual(expect.arrayContaining(['issues', 'pull_request_review', 'push'])), { timeout: 10_000 })
    const found: Activity[] = []
    for (const { headers, body } of hub.received) {
      const delivery = deliveryOf(body, headers)
      expect(github.verify(delivery, { webhook: [secret] }), headers['x-github-event']).toBe(true)
      expect(github.verify(delivery, { webhook: [github.newSecret()] })).toBe(false)
      const reading = github.read(delivery)
      expect(reading.kind, `${headers['x-github-event']}: ${JSON.stringify(reading)}`).not.toBe('malformed')
      if (reading.kind === 'activities') found.push(...reading.activities)
    }
    const expected = [
      ['issues.opened', 'amara-diallo'],
      ['pull_request.opened', 'ines-okafor'],
      ['pull_request_review.submitted', 'yuki-tan'],
      ['pull_request.merged', 'ines-okafor'],
    ] as const
    for (const [kind, login] of expected) {
      const deeds = found.filter((activity) => activity.kind === kind && activity.actor.handle === login)
      expect(
        deeds.map((activity) => activity.actor.id),
        kind,
      ).toEqual([await platform.idOf(login)])
    }
    const merged = found.find((activity) => activity.kind === 'pull_request.merged' && activity.actor.handle === 'ines-okafor')
    const review = found.find((activity) => activity.kind === 'pull_request_review.submitted')
    expect(review).toMatchObject({
      object: { id: merged?.object.id },
      facts: { state: 'approved' },
      others: [{ handle: 'ines-okafor', role: 'author' }],
    })
    expect(merged?.others).toMatchObject([{ handle: maintainer, role: 'merged_by' }])
    expect(found.find((activity) => activity.kind === 'pull_request.reverted')?.undoes).toBe(merged?.externalId)
    expect(found.find((activity) => activity.kind === 'issues.opened')?.object.url).toMatch(new RegExp(`/issues/${issue}$`))
  },
)

test('the emulated sign-in page gives a token that names the numeric id, and refuses an unknown app', { timeout: 30_000 }, async () => {
  const platform = await startGithub(['http://127.0.0.1:3000/back'])
  onTestFinished(() => platform.close())
  const page = (clientId: string, redirect: string) =>
    fetch(`${platform.url}/login/oauth/authorize?${new URLSearchParams({ client_id: clientId, redirect_uri: redirect, state: 's' })}`)
  const shown = await page(platform.clientId, 'http://127.0.0.1:3000/back')
  expect([shown.status, (await shown.text()).includes('yuki-tan')]).toEqual([200, true])
  expect((await page('somebody', 'http://127.0.0.1:3000/back')).status).toBe(400)
  expect(await platform.idOf('yuki-tan')).toMatch(/^\d+$/)
  expect(await platform.api('yuki-tan', 'GET', '/user/emails')).toMatchObject([{ email: 'yuki-tan@mail.example', primary: true, verified: true }])
})
