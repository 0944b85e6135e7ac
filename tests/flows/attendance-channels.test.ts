// Channels that tell who came, who learned and whose idea it was: their own laws, beyond those that the contract kit holds every adapter to.
import { createHash, createHmac } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Adapter } from '#app/contract/adapter.ts'
import { inTransaction, sqlAlone } from '#app/db/transaction.server.ts'
import { setPlainAccess } from '#app/domain/activities/commands.server.ts'
import { linkByAddress } from '#app/flows/link-by-address.server.ts'
import { unlinkAddress } from '#app/flows/unlink-address.server.ts'
import { takeWalkStep } from '#app/flows/take-walk-step.server.ts'
import { askOutside } from '#app/flows/ask-outside.server.ts'
import { beginPolls } from '#app/jobs/walk-channels.server.ts'
import { webhookDoor } from '#app/routes/webhooks/receive.server.ts'
import { calendly } from '#integrations/calendly/adapter.ts'
import { featurebase } from '#integrations/featurebase/adapter.ts'
import { luma } from '#integrations/luma/adapter.ts'
import { adapterById, adapters } from '#integrations/registry.ts'
import { xapi } from '#integrations/xapi/adapter.ts'
import { zoom } from '#integrations/zoom/adapter.ts'
import { fixture } from '#tests/integrations/fixtures.ts'
import { resetDatabase } from '#tests/support/database.ts'
import { addMember, addRule, balanceOf, linkAccount, openHub, settleAll } from '#tests/support/hub.ts'
import { connectPortal, Portal, portalSecret, send } from '#tests/support/portal.ts'

process.env.OUTBOUND_PRIVATE = '1'
const portal = new Portal()
let server: Server
let door = ''
let noor = 0
beforeAll(async () => {
  await portal.open()
  server = createServer((request, response) => void webhookDoor(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  door = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(async () => {
  await portal.close()
  await new Promise((resolve) => server.close(resolve))
})
beforeEach(async () => {
  await resetDatabase()
  await openHub()
  Object.assign(portal, { answers: {}, asked: [], otherwise: () => undefined })
  noor = await addMember('noor', { linked: false })
})

const address = 'email:noor@laurel-labs.example'
const points = async (): Promise<number> => {
  await settleAll()
  return (await balanceOf(noor)).lifetime
}
async function tell(adapter: Adapter, body: unknown, headers: Record<string, string> = {}): Promise<number> {
  await send(adapter, body, headers)
  return points()
}
const told = (adapter: Adapter, name: string) => fixture(adapter, name).body as Record<string, never>
const lastNote = async () => (await sqlAlone<{ note: string }>('SELECT note FROM delivery ORDER BY id DESC LIMIT 1'))[0]?.note

test('[IN-11] a meeting booked by Calendly pays once however often it is moved, in either order, and canceling the last one takes it back', async () => {
  await connectPortal(calendly, portal)
  await linkAccount(noor, address, 1, 'calendly')
  await addRule({ kinds: ['calendly:meeting.booked'], points: 40 })
  const [booked, moved, other] = ['invitee.created__booked', 'invitee.created__moved', 'invitee.canceled__moved'].map((name) => told(calendly, name))
  // The move arrives before the booking that it moves.
  expect([await tell(calendly, other), await tell(calendly, moved), await tell(calendly, booked)]).toEqual([0, 40, 40])
  expect(await tell(calendly, moved)).toBe(40)
  const canceled = structuredClone(moved) as unknown as { event: string; created_at: string }
  expect(await tell(calendly, { ...canceled, event: 'invitee.canceled', created_at: '2026-10-09T08:00:00Z' })).toBe(0)
  expect(await sqlAlone("SELECT 1 FROM award WHERE state = 'open'")).toEqual([])
})

test('[IN-11] a missed meeting is taken back, and stands again when the mark was a mistake', async () => {
  await connectPortal(calendly, portal)
  await linkAccount(noor, address, 1, 'calendly')
  await addRule({ kinds: ['calendly:meeting.booked'], points: 40 })
  const names = ['invitee.created__booked', 'invitee_no_show.created__missed', 'invitee_no_show.deleted__came']
  const after: number[] = []
  for (const name of names) after.push(await tell(calendly, told(calendly, name)))
  expect(after).toEqual([40, 0, 40])
})

const byAddress = adapters.filter((adapter) => adapter.byAddress).map((adapter) => adapter.id)

test('[ME-02][IN-11] a member links what is done under their own address: what waited is paid once, what comes later at once, until they unlink it', async () => {
  for (const adapter of [calendly, xapi]) await connectPortal(adapter, portal)
  await addRule({ kinds: ['calendly:meeting.booked', 'xapi:course.completed'], points: 40 })
  const [member, other] = [await addMember('other', { linked: false }), noor]
  await sqlAlone("UPDATE member SET email = 'noor@laurel-labs.example' WHERE id = $1", [other])
  const hashed = told(xapi, 'completed__by_sha1') as unknown as { actor: { mbox_sha1sum: string } }
  hashed.actor.mbox_sha1sum = createHash('sha1').update('mailto:noor@laurel-labs.example').digest('hex').toUpperCase()
  expect([await tell(calendly, told(calendly, 'invitee.created__booked')), await tell(xapi, hashed)]).toEqual([0, 0])
  expect(await linkByAddress({ program: 1, by: member }, member, byAddress)).toEqual({ kind: 'linked', waited: 0 })
  expect(await points()).toBe(0)
  const both = await Promise.all([1, 2].map(() => linkByAddress({ program: 1, by: noor }, noor, byAddress)))
  expect(both.map((done) => done.waited).sort()).toEqual([0, 2])
  expect(await points()).toBe(80)
  const again = structuredClone(told(calendly, 'invitee.created__booked')) as unknown as {
    payload: { uri: string; scheduled_event: { uri: string } }
  }
  again.payload.uri = again.payload.uri.replace(/[^/]+$/, 'ANOTHER')
  again.payload.scheduled_event.uri = again.payload.scheduled_event.uri.replace(/[^/]+$/, 'ANOTHER')
  expect(await tell(calendly, again)).toBe(120)
  expect(await unlinkAddress({ program: 1, by: noor }, noor)).toEqual({ kind: 'unlinked' })
  again.payload.uri = again.payload.uri.replace(/[^/]+$/, 'LATER')
  again.payload.scheduled_event.uri = again.payload.scheduled_event.uri.replace(/[^/]+$/, 'LATER')
  expect(await tell(calendly, again)).toBe(120)
  expect(byAddress).toEqual(expect.not.arrayContaining(['segment', 'generic', 'canny', 'fider', 'aha']))
})

const signed = (text: string, key = portalSecret) => createHmac('sha256', key).update(text).digest('hex')

test('[IN-02] Calendly, Luma, Featurebase and Zoom verify what is signed as their documents say, and no older than they say', () => {
  const [body, at] = ['{"a":"✓"}', 1_791_100_800]
  const dated = (seconds: number) => ({ body: Buffer.from(body), digest: '', receivedAt: new Date((at + seconds) * 1000) })
  const headers = new Map<Adapter, Record<string, string>>([
    [calendly, { 'calendly-webhook-signature': `t=${at},v1=${signed(`${at}.${body}`)}` }],
    [luma, { 'webhook-signature': `t=${at},v1=${signed(`${at}.${body}`)}`, 'webhook-timestamp': String(at), 'webhook-id': 'msg_1' }],
    [featurebase, { 'x-webhook-signature': signed(`${at}.${body}`), 'x-webhook-timestamp': String(at) }],
    [zoom, { 'x-zm-signature': `v0=${signed(`v0:${at}:${body}`)}`, 'x-zm-request-timestamp': String(at) }],
  ])
  for (const [adapter, given] of headers) {
    const most = adapter === calendly ? 180 : 300
    const verified = (seconds: number) => adapter.verify({ ...dated(seconds), headers: given }, { webhook: [portalSecret] })
    expect.soft([0, most, -most, most + 1, -most - 1].map(verified), adapter.id).toEqual([true, true, true, false, false])
  }
})

test('[IN-02] a learning record store proves itself by a password or by a signature of the body, and by nothing else', () => {
  const body = Buffer.from(JSON.stringify(told(xapi, 'passed__hooked')))
  const delivery = { body, digest: '', receivedAt: new Date() }
  const basic = (text: string) => ({ authorization: `Basic ${Buffer.from(text).toString('base64')}` })
  const hmac = createHmac('sha1', portalSecret).update(body).digest('hex')
  const verified = (headers: Record<string, string>, bytes = body) =>
    xapi.verify({ ...delivery, body: bytes, headers }, { webhook: ['', portalSecret] })
  expect(
    [basic(`any:${portalSecret}`), { authorization: `Bearer ${portalSecret}` }, { 'x-lrs-signature': hmac }].map((one) => verified(one)),
  ).toEqual([true, true, true])
  const wrong = [basic('any:'), basic('any'), basic(`any:${portalSecret}x`), { ...basic(`any:${portalSecret}`), 'x-lrs-signature': 'x' }]
  expect(wrong.map((one) => verified(one))).toEqual([false, false, false, false])
  expect(verified({ 'x-lrs-signature': hmac }, Buffer.concat([body, Buffer.from(' ')]))).toBe(false)
  expect([xapi.trust?.({ ...delivery, headers: basic('a:b') }), xapi.trust?.({ ...delivery, headers: { 'x-lrs-signature': hmac } })]).toEqual([
    'token',
    'signed',
  ])
})

test('[IN-11] Zoom is answered with its own token once it proves itself, and nobody can have a message signed that way', async () => {
  await connectPortal(zoom, portal)
  const knock = async (body: unknown, secret = portalSecret) => {
    const bytes = Buffer.from(JSON.stringify(body))
    return fetch(`${door}/webhooks/zoom`, { method: 'POST', body: bytes, headers: zoom.sign(bytes, {}, secret, new Date()) })
  }
  const asked = told(zoom, 'endpoint.url_validation__asked') as unknown as { payload: { plainToken: string } }
  const { plainToken } = asked.payload
  const answered = await knock(asked)
  expect([answered.status, await answered.json()]).toEqual([200, { plainToken, encryptedToken: signed(plainToken) }])
  expect((await knock(asked, 'somebody-elses-secret')).status).toBe(401)
  const forged = await knock({ ...asked, payload: { plainToken: 'v0:1791100800:{"event":"meeting.participant_joined"}' } })
  expect([forged.status, Object.keys((await forged.json()) as object)]).toEqual([202, ['delivery', 'state']])
})

test('[MA-11] coming to a Zoom meeting counts once however often somebody rejoins, and thirty minutes in all pay once, in any order of arrival', async () => {
  await connectPortal(zoom, portal)
  await linkAccount(noor, address, 1, 'zoom')
  await addRule({ title: 'Came', kinds: ['zoom:meeting.joined'], points: 5 })
  await addRule({
    title: 'Stayed',
    kinds: ['zoom:meeting.attended'],
    points: 50,
    condition: { all: [{ fact: 'minutes', op: 'at_least', value: 30 }] },
  })
  const names = ['joined__first', 'left__after_twenty_minutes', 'joined__again', 'left__for_good'].map((name) => `meeting.participant_${name}`)
  const after: number[] = []
  for (const name of names) after.push(await tell(zoom, told(zoom, name)))
  expect(after).toEqual([5, 5, 5, 55])
  await tell(zoom, told(zoom, names[3] ?? ''))
  expect(await points()).toBe(55)
  // The next time it is held, everything arrives the wrong way round.
  const again = (name: string) => JSON.parse(JSON.stringify(told(zoom, name)).replaceAll('qx1Yx0LsRlS2', 'another1time')) as unknown
  for (const name of [...names].reverse()) await tell(zoom, again(name))
  expect(await points()).toBe(110)
})

test('[MA-11] a check-in on Luma pays, an old message does not take it back, and canceling the event does', async () => {
  await connectPortal(luma, portal)
  await linkAccount(noor, address, 1, 'luma')
  await addRule({ kinds: ['luma:event.registered'], points: 10 })
  await addRule({ kinds: ['luma:event.attended'], points: 100 })
  const [registered, here] = [told(luma, 'guest.registered__approved'), told(luma, 'guest.updated__checked_in')] as unknown as { data: object }[]
  const gone = told(luma, 'guest.updated__check_in_undone')
  const truth = 'GET /v1/events/guests/get?event_id=evt-laurel1&id=gst-noor1'
  expect(await tell(luma, registered, { 'webhook-id': '1' })).toBe(10)
  expect(await tell(luma, here, { 'webhook-id': '2' })).toBe(110)
  portal.answers[truth] = here?.data
  expect(await tell(luma, gone, { 'webhook-id': '3' })).toBe(110)
  portal.answers[truth] = registered?.data
  await tell(luma, here, { 'webhook-id': '4' })
  expect(await tell(luma, gone, { 'webhook-id': '5' })).toBe(10)
  expect(portal.asked.every((one) => one === truth)).toBe(true)
  expect(await tell(luma, told(luma, 'event.canceled__known'), { 'webhook-id': '6' })).toBe(0)
})

test('[IN-18] Luma’s guests are asked for every night, and what was heard before is not paid again', async () => {
  await connectPortal(luma, portal)
  await linkAccount(noor, address, 1, 'luma')
  await addRule({ kinds: ['luma:event.registered', 'luma:event.attended'], points: 10 })
  const here = told(luma, 'guest.updated__checked_in') as unknown as { data: { event: object } }
  const recent = new Date().toISOString()
  const guest = { ...here.data, registered_at: recent, event_tickets: [{ name: 'Standard', checked_in_at: recent }] }
  expect(await tell(luma, { ...here, data: guest })).toBe(20)
  portal.otherwise = (asked) => ({ entries: asked.includes('/calendars/') ? [here.data.event] : [guest, { ...guest, id: 'gst-2' }], has_more: false })
  expect(await beginPolls(1, adapterById)).toBe(1)
  await takeWalkStep({ program: 1, adapterById, fetch: askOutside, now: new Date() })
  expect(await points()).toBe(40)
})

test('[IN-08] an idea on Featurebase pays in stages by the type of its status, and steps back', async () => {
  await connectPortal(featurebase, portal)
  await linkAccount(noor, '65aa0000000000000000n001', 1, 'featurebase')
  for (const [kind, amount] of [
    ['submitted', 100],
    ['planned', 500],
    ['done', 3000],
  ] as const)
    await addRule({ title: kind, kinds: [`featurebase:idea.${kind}`], points: amount })
  const names = [
    'post.created__submitted',
    ...['planned', 'own_word', 'completed', 'rejected'].map((word) => `post.updated__${word}`),
    'post.deleted__deleted',
  ]
  const after: number[] = []
  for (const name of names) after.push(await tell(featurebase, told(featurebase, name)))
  expect(after).toEqual([100, 600, 600, 3600, 100, 0])
})

test('[IN-11] a vote on Featurebase is known as one’s own by asking whose idea it is', async () => {
  await connectPortal(featurebase, portal)
  await linkAccount(noor, '65aa0000000000000000n002', 1, 'featurebase')
  await addRule({ kinds: ['featurebase:idea.voted'], points: 3 })
  const { data } = told(featurebase, 'post.created__submitted') as unknown as { data: { item: { id: string; author: object } } }
  const path = `GET /v2/posts/${data.item.id}`
  portal.answers[path] = { ...data.item, author: { id: '65aa0000000000000000n002', name: 'Inês Duarte', type: 'customer' } }
  expect(await tell(featurebase, told(featurebase, 'post.voted__added'))).toBe(0)
  expect(await tell(featurebase, told(featurebase, 'post.voted__removed'))).toBe(0)
  portal.answers[path] = data.item
  const later = { ...told(featurebase, 'post.voted__added'), id: 'notif_later', createdAt: '2026-10-05T15:00:00.000Z' }
  expect(await tell(featurebase, later)).toBe(3)
})

async function connectStore(): Promise<void> {
  const id = await connectPortal(xapi, portal)
  await inTransaction({ program: 1, by: null }, (scope) => setPlainAccess(scope, id, { site: portal.site, name: 'reader' }))
  await linkAccount(noor, 'https://learn.laurel-labs.example#1041', 1, 'xapi')
  await addRule({ title: 'Course', kinds: ['xapi:course.completed'], points: 60 })
  await addRule({ title: 'Exam', kinds: ['xapi:exam.passed'], points: 90 })
}

const asks = (query: Record<string, string>) => `GET /statements?${new URLSearchParams(query).toString()}`
const first = told(xapi, 'completed__by_account') as unknown as {
  id: string
  verb: { id: string }
  actor: { account: object }
  object: { id: string }
}
const sameAgain = asks({ verb: first.verb.id, agent: JSON.stringify({ account: first.actor.account }), activity: first.object.id, limit: '10' })
const whatItSaid = asks({ voidedStatementId: first.id })

test('[IN-12] a course pays once for each member however often it is said, an exam beside it, and a voided record takes back what no other says', async () => {
  await connectStore()
  const later = { ...first, id: '6690e6c9-3ef0-4ed3-8b37-7f3964730bff', timestamp: '2026-10-05T20:00:00.000Z' }
  expect(await tell(xapi, first)).toBe(60)
  expect(await tell(xapi, [later, first])).toBe(60)
  expect(await tell(xapi, told(xapi, 'passed__batch'))).toBe(150)
  portal.answers = { [whatItSaid]: first, [sameAgain]: { statements: [later], more: '' } }
  expect(await tell(xapi, told(xapi, 'voided__untold'))).toBe(150)
  expect(await lastNote()).toBe('what was voided did not count')
  portal.answers = { [whatItSaid.replace(first.id, later.id)]: later, [sameAgain]: { statements: [], more: '' } }
  const second = { ...told(xapi, 'voided__untold'), id: '6690e6c9-3ef0-4ed3-8b37-7f3964730bfe', object: { objectType: 'StatementRef', id: later.id } }
  expect(await tell(xapi, second)).toBe(90)
  const anew = { ...first, id: '6690e6c9-3ef0-4ed3-8b37-7f3964730bfd', timestamp: '2026-10-20T08:00:00.000Z' }
  expect(await tell(xapi, anew)).toBe(150)
})

test('[IN-12] [IN-18] a store is asked for what is new, page by page on its own server alone, and nothing that was forwarded is paid twice', async () => {
  await connectStore()
  const recent = { ...first, stored: new Date().toISOString() }
  expect(await tell(xapi, recent)).toBe(60)
  const exam = { ...(told(xapi, 'passed__batch') as unknown as object[])[1], timestamp: new Date().toISOString() }
  portal.answers = { 'GET /more?page=2': { statements: [exam], more: 'https://elsewhere.example/statements' } }
  portal.otherwise = () => ({ statements: [recent], more: '/more?page=2' })
  expect(await beginPolls(1, adapterById)).toBe(1)
  const step = (minutes: number) => takeWalkStep({ program: 1, adapterById, fetch: askOutside, now: new Date(Date.now() + minutes * 60_000) })
  await step(0)
  expect(await points()).toBe(60)
  await step(1)
  expect(await points()).toBe(150)
  await step(2)
  expect(portal.asked.filter((one) => !one.startsWith('GET /statements?since=') && one !== 'GET /more?page=2')).toEqual([])
})
