import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { beforeEach, expect, test, vi } from 'vitest'
import { openSession } from '#app/auth/sessions.server.ts'
import { inTransaction, sqlAlone } from '#app/db/transaction.server.ts'
import { doneChallenges } from '#app/domain/challenges/queries/done.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { closeChallenges } from '#app/flows/close-challenges.server.ts'
import { failStage } from '#app/flows/fail-stage.server.ts'
import { saveDraft } from '#app/flows/save-draft.server.ts'
import { startChallenge } from '#app/flows/start-challenge.server.ts'
import { submitStage } from '#app/flows/submit-stage.server.ts'
import { env } from '#app/foundation/env.ts'
import { action as pressOn, loader as lookAt } from '#app/routes/hub/challenge.tsx'
import { codeOf } from '#app/routes/hub/challenge-here.server.ts'
import { publish, stage } from '#tests/support/challenges.ts'
import { resetDatabase } from '#tests/support/database.ts'
import { addMember, balanceOf, openHub } from '#tests/support/hub.ts'
import { Browser, visit } from '#tests/support/people.ts'

let program: Program
let ines: number
beforeEach(async () => {
  await resetDatabase()
  program = await openHub()
  ines = await addMember('ines')
})

const looked = { accounts: [], code: 'laurel-aaaaaa', page: null }
type Challenge = { slug: string; stages: readonly number[] }
const submit = (
  challenge: Challenge,
  content: object = {},
  more: { by?: number; now?: Date; stage?: number; looked?: object; order?: object } = {},
) =>
  submitStage(
    { program: 1, by: more.by ?? ines },
    program,
    { slug: challenge.slug, stageId: challenge.stages[more.stage ?? 0] ?? 0, content: { ...content }, ...more.order },
    { ...looked, ...more.looked },
    more.now,
  )
const submissions = () => sqlAlone<{ state: string; content: Record<string, unknown> }>('SELECT state, content FROM submission ORDER BY id')

test('[CH-15] what was written is kept when it is not enough, as a draft, and when it is handed in; it waits once', async () => {
  const essay = await publish({ stages: [stage({ type: 'text', settings: { least: 20 } })] })
  expect(await submit(essay, { text: 'Too short' })).toMatchObject({ kind: 'not_yet', message: expect.stringContaining('20') })
  expect(await submissions()).toEqual([{ state: 'draft', content: { text: 'Too short' } }])
  const by = { program: 1, by: ines }
  const order = { slug: essay.slug, stageId: essay.stages[0] ?? 0, content: { text: 'A draft for later' } }
  expect(await saveDraft(by, program, order)).toEqual({ kind: 'saved' })
  expect(await submissions()).toEqual([{ state: 'draft', content: { text: 'A draft for later' } }])
  const answers = await Promise.all(Array.from({ length: 5 }, () => submit(essay, { text: 'This one is long enough.' })))
  expect(answers.filter((answer) => answer.kind === 'waiting')).toHaveLength(1)
  expect(await submissions()).toEqual([{ state: 'waiting', content: { text: 'This one is long enough.' } }])
  expect(await saveDraft(by, program, order)).toMatchObject({ kind: 'not_there' })
  await sqlAlone(`UPDATE submission SET state = 'returned'`)
  expect(await submit(essay, { text: 'This one is even better than before.' })).toEqual({ kind: 'waiting' })
  expect(await submissions()).toHaveLength(1)
})

test('[CH-23] the same link from anyone a second time is refused, however it is written; what was rejected may come again', async () => {
  const report = await publish({ stages: [stage({ type: 'self_report' })] })
  const other = await publish({ stages: [stage({ type: 'own_work' })] })
  const omar = await addMember('omar')
  const talk = { what: 'talk', title: 'Backups', link: 'https://www.video.example/watch?v=1&utm_source=x' }
  expect(await submit(report, talk)).toEqual({ kind: 'waiting' })
  const again = { ...talk, link: 'http://video.example/watch/?v=1' }
  expect(await submit(report, again, { by: omar })).toMatchObject({ kind: 'not_yet', field: 'link' })
  expect(await submit(other, { link: again.link }, { by: omar })).toMatchObject({ kind: 'not_yet', field: 'link' })
  expect(await submit(report, { ...again, link: 'https://video.example/watch?v=2' }, { by: omar })).toEqual({ kind: 'waiting' })
  await sqlAlone(`UPDATE submission SET state = 'rejected' WHERE member_id = $1`, [ines])
  expect(await submit(other, { link: again.link }, { by: omar })).toEqual({ kind: 'waiting' })
})

test('[CH-22][CH-07] two visits on one local day pay once, wherever the day ends; tomorrow pays again', async () => {
  const hello = await publish({ award: { points: 2 }, recurrence: { every: 'day' } })
  const aroha = await addMember('aroha', { timeZone: 'Pacific/Auckland' })
  const visit = (at: string) => submit(hello, {}, { by: aroha, now: new Date(at) })
  expect(await visit('2026-11-22T10:30:00Z')).toMatchObject({ kind: 'completed', points: 2 })
  expect((await Promise.all([visit('2026-11-22T10:40:00Z'), visit('2026-11-22T10:59:59Z')])).map((answer) => answer.kind)).toEqual(['wait', 'wait'])
  expect(await visit('2026-11-22T11:00:00Z')).toMatchObject({ kind: 'completed', points: 2 })
  expect(await balanceOf(aroha)).toMatchObject({ lifetime: 4 })
})

test('[CH-08] whoever is outside the audience, or has not done what comes first, cannot take part', async () => {
  const first = await publish()
  const gated = await publish({ audience: { levelFrom: 3 } })
  const after = await publish({ needs: [first.id] })
  expect(await submit(gated)).toMatchObject({ kind: 'not_found' })
  expect(await submit(after)).toMatchObject({ kind: 'needs' })
  await submit(first)
  expect(await submit(after)).toMatchObject({ kind: 'completed' })
  expect(await submit(after)).toMatchObject({ kind: 'done' })
})

test('[CH-06] a challenge opens and closes by its own times with nobody signed in, and is closed in writing within seconds', async () => {
  const timed = await publish({ opensAt: new Date('2026-12-01T08:00:00Z'), closesAt: new Date('2026-12-02T08:00:00Z') })
  const start = (at: string) => startChallenge({ program: 1, by: ines }, program, timed.slug, new Date(at))
  expect(await start('2026-12-01T07:59:59Z')).toMatchObject({ kind: 'not_open' })
  expect(await start('2026-12-01T08:00:00Z')).toMatchObject({ kind: 'started' })
  expect(await submit(timed, {}, { now: new Date('2026-12-02T08:00:00Z') })).toMatchObject({ kind: 'not_open' })
  expect(await closeChallenges(program, new Date('2026-12-02T07:59:59Z'))).toBe(0)
  expect(await closeChallenges(program, new Date('2026-12-02T08:00:03Z'))).toBe(1)
  expect(await closeChallenges(program, new Date('2026-12-02T08:00:08Z'))).toBe(0)
  expect(await sqlAlone('SELECT state FROM challenge')).toEqual([{ state: 'closed' }])
})

test('[CH-02] a wrong answer uses up a try until the cooldown is over; a link must be opened and stayed at', async () => {
  const asked = await publish({ recurrence: { cooldownMinutes: 10 }, stages: [stage({ type: 'text', settings: { answers: ['42'] } })] })
  const at = (minute: number): Date => new Date(Date.UTC(2026, 11, 1, 8, minute))
  expect(await submit(asked, { text: '41' }, { now: at(0) })).toMatchObject({ kind: 'failed', retryAt: at(10) })
  expect(await submit(asked, { text: '42' }, { now: at(9) })).toMatchObject({ kind: 'wait' })
  expect(await submit(asked, { text: '42' }, { now: at(10) })).toMatchObject({ kind: 'completed' })
  const page = await publish({ stages: [stage({ type: 'visit', settings: { url: 'https://example.test', seconds: 60 } })] })
  expect(await submit(page, {}, { now: at(0) })).toMatchObject({ kind: 'not_yet' })
  await saveDraft(
    { program: 1, by: ines },
    program,
    { slug: page.slug, stageId: page.stages[0] ?? 0, content: { openedAt: at(1).toISOString() } },
    at(1),
  )
  expect(await submit(page, {}, { now: new Date(at(1).getTime() + 59_000) })).toMatchObject({ kind: 'not_yet' })
  expect(await submit(page, {}, { now: at(2) })).toMatchObject({ kind: 'completed' })
})

test('[AB-08] a challenge can ask whether a machine wrote it, and keeps the answer', async () => {
  const said = await publish({ generatedPolicy: 'declare', stages: [stage({ type: 'text' })] })
  const own = await publish({ generatedPolicy: 'refused', stages: [stage({ type: 'text' })] })
  expect(await submit(said, { text: 'Words' })).toMatchObject({ kind: 'not_yet', field: 'generated' })
  expect(await submit(said, { text: 'Words' }, { order: { generated: true } })).toEqual({ kind: 'waiting' })
  expect(await sqlAlone('SELECT declared_generated AS declared FROM submission')).toEqual([{ declared: true }])
  expect(await submit(own, { text: 'Words' }, { order: { generated: true } })).toMatchObject({ kind: 'not_yet' })
  expect(await submit(own, { text: 'Words' }, { order: { generated: false } })).toEqual({ kind: 'waiting' })
})

test('[CH-07] after a rejection with a cooldown the next try begins where the last one failed', async () => {
  const two = await publish({ award: { points: 9 }, recurrence: { cooldownMinutes: 10 }, stages: [stage(), stage({ type: 'approval' })] })
  const at = (minute: number): Date => new Date(Date.UTC(2026, 11, 1, 8, minute))
  await submit(two, {}, { now: at(0) })
  await submit(two, {}, { stage: 1, now: at(1) })
  const [round] = await sqlAlone<{ id: number }>('SELECT id FROM participation')
  const order = { participationId: round?.id ?? 0, stageId: two.stages[1] ?? 0, how: 'for_good' as const }
  await sqlAlone(`UPDATE submission SET state = 'rejected'`)
  await inTransaction({ program: 1, by: null }, (scope) => failStage(scope, order), at(2))
  expect(await submit(two, {}, { stage: 1, now: at(11) })).toMatchObject({ kind: 'wait' })
  expect(await submit(two, {}, { stage: 1, now: at(12) })).toEqual({ kind: 'waiting' })
})

/** A browser in which this member is signed in. */
async function browserOf(member: number): Promise<Browser> {
  const browser = new Browser()
  const [name = '', value = ''] = ((await openSession(browser.request('/'), 1, member)).split(';')[0] ?? '').split('=')
  browser.cookies.set(name, value)
  return browser
}

const handInLink = (browser: Browser, challenge: Challenge, link: string) =>
  visit(browser, (args) => pressOn({ ...args, params: { slug: challenge.slug } }), `/challenges/${challenge.slug}`, {
    ...{ do: 'submit', stage: String(challenge.stages[0]), link },
  })

test('[IN-16] a post is opened over the network and must be public, the member’s own, and say what was asked; a repeat is refused, and so is an address inside our networks', async () => {
  const posts: Record<string, string> = {
    '/of-others': 'We built it with #laurel in a week. By somebody else, with thanks to @ines.',
    '/without': 'Something else by ines altogether.',
    '/own': 'We built it with <b>#Laurel</b> in a week.',
  }
  const peer = createServer((request, response) => {
    const text = posts[request.url?.split('?')[0] ?? '']
    if (request.url?.startsWith('/short')) return response.writeHead(302, { location: '/own' }).end()
    if (request.url?.startsWith('/search')) return response.writeHead(200).end(`Nothing found for ${decodeURIComponent(request.url)}`)
    response.writeHead(text ? 200 : request.url === '/friends-only' ? 403 : 404, { 'content-type': 'text/html' }).end(text ?? 'Not for you.')
  })
  await new Promise<void>((done) => peer.listen(0, '127.0.0.1', done))
  const at = `http://127.0.0.1:${(peer.address() as AddressInfo).port}`
  const shared = await publish({ award: { points: 30 }, stages: [stage({ type: 'share', settings: { contains: '#laurel', own: true, hosts: [] } })] })
  posts['/own'] += codeOf(1, shared.id, ines)
  const browser = await browserOf(ines)
  const said = async (link: string) => {
    const { status, to, body } = await handInLink(browser, shared, link)
    return to ?? `${status} ${(body as { answer?: { message: string } }).answer?.message}`
  }
  expect(await said(`${at}/own`)).toMatch(/^400 We could not open this post/)
  const outbound = vi.spyOn(env(), 'OUTBOUND_PRIVATE', 'get' as never).mockReturnValue('1' as never)
  expect(await said(`${at}/friends-only`)).toMatch(/^400 We could not open this post/)
  expect(await said(`${at}/without`)).toMatch(/^400 The post does not contain “#laurel”/)
  expect(await said(`${at}/of-others`)).toMatch(/^400 We cannot tell that this post is yours/)
  const code = codeOf(1, shared.id, ines)
  for (const search of [`/search?q=${code}%20%23laurel`, `/search/${code.replace('-', '%2D')}/%23laurel`])
    expect(await said(at + search)).toMatch(/^400 We cannot tell that this post is yours/)
  expect(await balanceOf(ines)).toMatchObject({ lifetime: 0 })
  expect(await said(`${at}/own`)).toMatch(/told=completed/)
  expect(await balanceOf(ines)).toMatchObject({ lifetime: 30 })
  const again = await publish({ stages: [stage({ type: 'share', settings: { contains: '', own: false, hosts: [] } })] })
  const repeat = await handInLink(browser, again, `${at}/own?utm_source=mail`)
  expect(repeat).toMatchObject({ status: 400, body: { answer: { message: expect.stringMatching(/before/) } } })
  expect(await handInLink(browser, again, `${at}/short?a=1`)).toMatchObject({
    status: 400,
    body: { answer: { message: expect.stringMatching(/before/) } },
  })
  const work = await publish({ stages: [stage({ type: 'own_work', settings: { check: 'none', hosts: [] } })] })
  expect(await handInLink(browser, work, `${at}/own/`)).toMatchObject({ status: 400 })
  expect(await handInLink(browser, work, `${at}/without`)).toMatchObject({ to: expect.stringContaining('told=completed') })
  outbound.mockRestore()
  await new Promise((done) => peer.close(done))
})

test('[AB-10] whoever was removed can do nothing in a challenge; to whom earning is paused it is open to read, and says that they cannot take part and where to read why', async () => {
  const hello = await publish()
  const browser = await browserOf(ines)
  const press = (what: string) =>
    visit(browser, (args) => pressOn({ ...args, params: { slug: hello.slug } }), `/challenges/${hello.slug}`, {
      ...{ do: what, stage: String(hello.stages[0]) },
    })
  await sqlAlone(`UPDATE member SET state = 'removed' WHERE id = $1`, [ines])
  for (const what of ['start', 'draft', 'keep', 'open', 'submit']) expect((await press(what)).status, what).toBe(403)
  expect(await sqlAlone('SELECT 1 AS one FROM participation')).toEqual([])
  await sqlAlone(`UPDATE member SET state = 'paused' WHERE id = $1`, [ines])
  const page = await visit(browser, (args) => lookAt({ ...args, params: { slug: hello.slug } }), `/challenges/${hello.slug}`)
  expect(page).toMatchObject({ status: 200, body: { view: { paused: true, card: { title: 'A challenge' } } } })
  expect(await press('submit')).toMatchObject({ status: 409, body: { answer: { message: expect.stringMatching(/paused .* how to appeal/) } } })
  await sqlAlone(`UPDATE member SET state = 'active' WHERE id = $1`, [ines])
  expect(await press('submit')).toMatchObject({ to: expect.stringContaining('told=completed') })
})

test('[LE-07][CH-07] a merged person has done what either account did: once is once, and what comes first counts', async () => {
  const once = await publish()
  const after = await publish({ needs: [once.id] })
  const second = await addMember('second', { linked: false })
  expect(await submit(once, {}, { by: second })).toMatchObject({ kind: 'completed' })
  expect(await submit(after)).toMatchObject({ kind: 'needs' })
  await sqlAlone('UPDATE member SET merged_into = $1 WHERE id = $2', [ines, second])
  expect(await submit(once)).toMatchObject({ kind: 'done' })
  expect((await doneChallenges(1, [ines])).get(ines)).toEqual(new Set([once.slug]))
  expect(await submit(after)).toMatchObject({ kind: 'completed' })
})

test('[ME-06] what a visitor tried shortens no wait of a member, and one address has only so much kept without an account', async () => {
  const settings = { seconds: 0, question: 'Which port?', answers: ['5432'] }
  const asked = {
    award: { points: 10 },
    audience: { visitors: true },
    recurrence: { cooldownMinutes: 60 },
    stages: [stage({ type: 'read', settings })],
  }
  const guess = await publish(asked)
  const door = (browser: Browser, form?: Record<string, string>) =>
    visit(browser, (args) => (form ? pressOn : lookAt)({ ...args, params: { slug: guess.slug } }), `/challenges/${guess.slug}`, form)
  const answer = (port: string) => ({ do: 'submit', stage: String(guess.stages[0]), answer: port })
  const browser = await browserOf(ines)
  expect(await door(browser, answer('80'))).toMatchObject({ status: 400 })
  expect(await door(browser, answer('5432'))).toMatchObject({ status: 409 })
  const visitor = new Browser()
  expect((await door(visitor, answer('5432'))).to).toMatch(/told=tried/)
  visitor.take(new Response(null, { headers: { 'set-cookie': await openSession(visitor.request('/'), 1, ines) } }))
  expect((await door(visitor)).status).toBe(303)
  expect(await balanceOf(ines)).toMatchObject({ lifetime: 0 })
  const kept: number[] = []
  for (let n = 0; n < 31; n += 1) kept.push((await door(new Browser(), answer('5432'))).status)
  expect([kept.filter((status) => status === 303).length, kept.at(-1)]).toEqual([29, 429])
})
