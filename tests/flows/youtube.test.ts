import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sqlAlone } from '#app/db/transaction.server.ts'
import { sourceBySlug } from '#app/domain/activities/queries.server.ts'
import { profileToken } from '#app/domain/members/queries/tokens.server.ts'
import { connectSource } from '#app/flows/connect-source.server.ts'
import { linkByProfile } from '#app/flows/link-by-profile.server.ts'
import { saveAccess } from '#app/flows/save-access.server.ts'
import { webhookDoor } from '#app/routes/webhooks/receive.server.ts'
import { youtube } from '#integrations/youtube/adapter.ts'
import { resetDatabase } from '#tests/support/database.ts'
import { addMember, addRule, balanceOf, linkAccount, openHub, settleAll } from '#tests/support/hub.ts'
import { Rounds, Web } from '#tests/support/web.ts'

process.env.OUTBOUND_PRIVATE = '1'
process.env.PUBLIC_URL = 'https://hub.example'
const web = new Web()
let server: Server
let door = ''
beforeAll(async () => {
  await resetDatabase()
  await openHub()
  await web.open()
  server = createServer((request, response) => void webhookDoor(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  door = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks/youtube`
})
afterAll(async () => {
  await web.close()
  await new Promise((resolve) => server.close(resolve))
})

const channel = 'UCaaaaaaaaaaaaaaaaaaaaaa'
const topic = `https://www.youtube.com/xml/feeds/videos.xml?channel_id=${channel}`
const feed = (inner: string) =>
  `<feed xmlns:yt="http://www.youtube.com/xml/schemas/2015" xmlns:at="http://purl.org/atompub/tombstones/1.0" xmlns="http://www.w3.org/2005/Atom">${inner}</feed>`
const video = (id: string, title: string, published = '2026-10-05T19:00:00+00:00') =>
  `<entry><yt:videoId>${id}</yt:videoId><yt:channelId>${channel}</yt:channelId><title>${title}</title><author><name>Noor</name></author><published>${published}</published></entry>`
const removed = (id: string, when: string) =>
  `<at:deleted-entry ref="yt:video:${id}" when="${when}"><at:by><name>Noor</name><uri>https://www.youtube.com/channel/${channel}</uri></at:by></at:deleted-entry>`

test('[IN-11][IN-04] YouTube: the subscription is asked for and meant, videos are told signed and pay once, a removed one gives back, and what was not told is found', async () => {
  const noor = await addMember('noor', { linked: false })
  const actor = { program: 1, by: noor }
  await linkAccount(noor, channel, 1, 'youtube')
  await addRule({ kinds: ['youtube:video.published'], points: 40 })
  const points = async () => {
    await settleAll()
    return (await balanceOf(noor)).lifetime
  }
  const made = await connectSource(youtube, actor)
  if (!('sourceId' in made)) throw new Error(made.message)
  const secret = made.secrets[0]?.value ?? ''
  await saveAccess(youtube, { sourceId: made.sourceId, values: { channels: channel } }, actor)

  web.pages['https://pubsubhubbub.appspot.com/subscribe'] = { status: 202, body: '' }
  web.pages['https://www.youtube.com/feeds/videos.xml'] = { body: feed('') }
  const rounds = new Rounds(web)
  await rounds.poll(0)
  const asked = new URLSearchParams(web.asked.find(({ method }) => method === 'POST')?.body)
  expect(Object.fromEntries(asked)).toMatchObject({
    'hub.mode': 'subscribe',
    'hub.topic': topic,
    'hub.callback': expect.stringMatching(/^https:\/\/hub\.example\/webhooks\/youtube\?token=[0-9a-f]{40}$/) as string,
    'hub.secret': secret,
  })
  const token = new URL(asked.get('hub.callback') ?? '').searchParams.get('token') ?? ''
  const confirm = (more: Record<string, string>) =>
    fetch(`${door}?${new URLSearchParams({ token, 'hub.challenge': 'c-4711', 'hub.lease_seconds': '432000', ...more })}`)
  const meant = await confirm({ 'hub.mode': 'subscribe', 'hub.topic': topic })
  expect([meant.status, await meant.text(), meant.headers.get('content-type')]).toEqual([200, 'c-4711', 'text/plain; charset=utf-8'])
  expect((await confirm({ 'hub.mode': 'subscribe', 'hub.topic': topic.replace('UCaa', 'UCbb') })).status).toBe(404)
  expect((await confirm({ 'hub.mode': 'unsubscribe', 'hub.topic': topic })).status).toBe(404)
  // Somebody else has the hub at Google ask about our address, with a secret of their own.
  for (const guess of ['', 'x', token.slice(1), token.replace(/./, (first) => (first === '0' ? '1' : '0')), secret])
    expect([guess, (await confirm({ token: guess, 'hub.mode': 'subscribe', 'hub.topic': topic })).status]).toEqual([guess, 404])
  expect((await fetch(door)).status).toBe(405)
  expect((await fetch(door.replace('youtube', 'generic') + '?hub.challenge=x&hub.mode=subscribe&hub.topic=y')).status).toBe(404)

  const tell = async (inner: string, by = secret) => {
    const body = Buffer.from(feed(inner))
    return (await fetch(door, { method: 'POST', body, headers: youtube.sign(body, {}, by, new Date()) })).status
  }
  expect(await tell(video('dQlaurel001', 'First'))).toBe(202)
  expect(await tell(video('dQlaurel001', 'First, edited'))).toBe(202)
  expect(await tell(video('dQlaurel666', 'Forged'), 'another-secret')).toBe(401)
  expect(await points()).toBe(40)
  const untold = video('dQlaurel002', 'Never told', new Date().toISOString())
  const before = video('dQlaurel000', 'From before the channel was connected')
  web.pages['https://www.youtube.com/feeds/videos.xml'] = { body: feed(video('dQlaurel001', 'First') + untold + before) }
  await rounds.poll(25)
  expect(await points()).toBe(80)
  expect(await tell(removed('dQlaurel001', '2026-10-12T07:30:00+00:00'))).toBe(202)
  expect(await points()).toBe(40)
  await rounds.poll(25)
  expect(await points()).toBe(80)
  // It subscribes anew every day, before the lease ends.
  const subscribed = web.asked.filter(({ method }) => method === 'POST')
  expect(subscribed).toHaveLength(3)
  expect(new Set(subscribed.map(({ body }) => new URLSearchParams(body).get('hub.callback')))).toHaveProperty('size', 1)
  expect(await sqlAlone(`SELECT DISTINCT state FROM walk`)).toEqual([{ state: 'done' }])
})

test('[ME-02][IN-11] a channel on YouTube is proved by its id and what its owner wrote below a video; it alone is asked', async () => {
  const ines = await addMember('ines', { linked: false })
  const source = (await sourceBySlug(1, 'youtube'))?.id ?? 0
  const others = Array.from({ length: 30 }, (_, n) => `UC${String(n).padStart(22, 'b')}`)
  await saveAccess(youtube, { sourceId: source, values: { channels: [...others, channel].join('\n') } }, { program: 1, by: ines })
  const token = profileToken(1, ines, source)
  const described = (title: string, words: string) =>
    video('dQlaurel001', title).replace('</entry>', `<media:group><media:description>${words}</media:description></media:group></entry>`)
  const press = (handle: string) => linkByProfile({ program: 1, by: ines }, { adapter: youtube, sourceId: source, handle, fetch: web.fetch })
  web.asked = []
  web.pages['https://www.youtube.com/feeds/videos.xml'] = { body: feed(described('First', 'Mine') + `<other>${token}</other>`) }
  expect(await press('Noor')).toMatchObject({ kind: 'no_such_account' })
  expect(web.asked).toEqual([])
  expect(await press(channel)).toMatchObject({ kind: 'no_token' })
  await sqlAlone('DELETE FROM identity')
  web.pages['https://www.youtube.com/feeds/videos.xml'] = { body: feed(described('First', `Mine, ${token}`)) }
  expect(await press(channel)).toMatchObject({ kind: 'linked' })
  expect(web.asked).toHaveLength(2)
})
