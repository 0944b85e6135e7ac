import { beforeEach, expect, test } from 'vitest'
import type { Adapter } from '#app/contract/adapter.ts'
import { sqlAlone } from '#app/db/transaction.server.ts'
import { sourcesWithHealth } from '#app/domain/activities/queries.server.ts'
import { openSource } from '#app/domain/activities/queries/open-source.server.ts'
import { findDeliveries } from '#app/domain/activities/queries/search.server.ts'
import type { DeliverySearch } from '#app/domain/activities/search.ts'
import { programKey } from '#app/domain/programs/queries.server.ts'
import { addSource } from '#app/flows/add-source.server.ts'
import { connectSource } from '#app/flows/connect-source.server.ts'
import { accessOf } from '#app/domain/activities/queries/access.server.ts'
import { saveAccess } from '#app/flows/save-access.server.ts'
import { previewReplay } from '#app/flows/preview-replay.server.ts'
import { receiveDelivery } from '#app/flows/receive-delivery.server.ts'
import { replayMany } from '#app/flows/replay-many.server.ts'
import { discourse } from '#integrations/discourse/adapter.ts'
import { generic } from '#integrations/generic/adapter.ts'
import { adapterById } from '#integrations/registry.ts'
import { resetDatabase } from '#tests/support/database.ts'
import { post } from '#tests/support/forum.ts'
import { addMember, addRule, balanceOf, genericSecret, linkAccount, message, openHub, send, settleAll } from '#tests/support/hub.ts'

let actor = { program: 1, by: 0 }
beforeEach(async () => {
  await resetDatabase()
  await openHub()
  actor = { program: 1, by: await addMember('manager', { linked: false }) }
})

async function arrive(adapter: Adapter, said: unknown, receivedAt = new Date()): Promise<string> {
  const source = await openSource(1, 'generic')
  if (!source) throw new Error('closed')
  const body = Buffer.from(JSON.stringify(said))
  const headers = adapter.sign(body, {}, genericSecret, receivedAt)
  return (await receiveDelivery(adapter, { ...source, key: await programKey(1) }, { headers, body, receivedAt })).kind
}

const all: DeliverySearch = { sourceId: null, outcome: '', from: null, until: null, text: '' }
const found = async (search: Partial<DeliverySearch>) => (await findDeliveries(1, { ...all, ...search }, null, 100)).map((row) => row.id)

test('[IN-20] deliveries are found by channel, outcome, day and text in the body; dead ones name their reason', async () => {
  const [one, two] = [await send(message({ id: 'a1' })), await send(message({ id: 'a2', type: 'never.heard' }))]
  const [first, second] = [one, two].map((stored) => ('delivery' in stored ? stored.delivery : 0))
  const [source] = await sqlAlone<{ id: number }>(`SELECT id FROM source WHERE slug = 'generic'`)
  expect(await found({})).toEqual([second, first])
  expect(await found({ outcome: 'unsupported' })).toEqual([second])
  expect(await found({ text: '"id":"a1"' })).toEqual([first])
  expect(await found({ text: 'NEVER' })).toEqual([second])
  expect(await found({ text: '%' })).toEqual([])
  expect(await found({ sourceId: source?.id ?? 0, from: new Date(Date.now() - 60_000), until: new Date(Date.now() + 60_000) })).toHaveLength(2)
  expect(await found({ sourceId: (source?.id ?? 0) + 1 })).toEqual([])
  expect(await found({ until: new Date(Date.now() - 60_000) })).toEqual([])
  expect(await found({ outcome: 'dead' })).toEqual([])
  await sqlAlone(`UPDATE inbox SET state = 'parked', attempts = 12, error = 'division by zero'`)
  expect(await findDeliveries(1, { ...all, outcome: 'dead' }, null, 9)).toMatchObject([{ id: first, parked: 1, error: 'division by zero' }])
})

test('[IN-18][F6] what an adapter could not read is read again in one go, once, after a preview of how much that is', async () => {
  const ines = await addMember('ines')
  await addRule({ kinds: ['generic:article.published'], points: 10 })
  await send(message({ id: 'known' }))
  // Three that an adapter of the past did not understand.
  const past: Adapter = { ...generic, read: () => ({ kind: 'unsupported', event: 'article.published' }) }
  for (const id of ['b1', 'b2', 'b3']) expect(await arrive(past, message({ id }))).toBe('stored')
  await settleAll()
  expect((await balanceOf(ines)).lifetime).toBe(10)
  const search: DeliverySearch = { ...all, outcome: 'unsupported' }
  expect(await previewReplay(1, adapterById, search)).toMatchObject({ all: 3, looked: 3, found: 3, fresh: 3, gone: 0 })
  expect(await previewReplay(1, adapterById, all)).toMatchObject({ all: 4, found: 4, fresh: 3 })
  expect(await replayMany(adapterById, { search: all, after: 0 }, actor)).toMatchObject({ looked: 4, added: 3, next: null })
  expect(await replayMany(adapterById, { search: all, after: 0 }, actor)).toMatchObject({ looked: 4, added: 0 })
  await settleAll()
  expect((await balanceOf(ines)).lifetime).toBe(40)
  expect(await sqlAlone(`SELECT 1 FROM audit_entry WHERE action = 'delivery.replayed_many'`)).toHaveLength(2)
})

test('[IN-05][IN-01] two forums at once: the same account number is two people, and a secret opens one door only', async () => {
  const ours = await connectSource(discourse, actor)
  const added = await addSource(discourse, 'Partner forum', actor)
  expect(added).toEqual({ kind: 'added', slug: 'discourse-partner-forum' })
  expect(await addSource(discourse, 'partner FORUM', actor)).toMatchObject({ kind: 'taken' })
  expect(await addSource(discourse, ' … ', actor)).toMatchObject({ kind: 'no_name' })
  const theirs = await connectSource(discourse, actor, { slug: 'discourse-partner-forum', title: 'Partner forum' })
  if (!('secrets' in ours) || !('secrets' in theirs)) throw new Error('not connected')
  const [noor, ines] = [await addMember('noor', { linked: false }), await addMember('ines')]
  await linkAccount(noor, '1041', 1, 'discourse')
  await linkAccount(ines, '1041', 1, 'discourse-partner-forum')
  await addRule({ kinds: ['discourse:post.created'], points: 5 })
  const tell = async (slug: string, secret: string, id: number) => {
    const source = await openSource(1, slug, true)
    if (!source) throw new Error('closed')
    const body = Buffer.from(JSON.stringify({ post: post(id, { id: 1041, username: 'someone' }) }))
    const headers = discourse.sign(body, { 'x-discourse-event': 'post_created' }, secret, new Date())
    return (await receiveDelivery(discourse, { ...source, key: await programKey(1) }, { headers, body, receivedAt: new Date() })).kind
  }
  const [one = '', other = ''] = [ours, theirs].map(({ secrets }) => secrets[0]?.value)
  expect(await tell('discourse', one, 7)).toBe('stored')
  expect(await tell('discourse-partner-forum', one, 7)).toBe('bad_signature')
  expect(await tell('discourse-partner-forum', other, 7)).toBe('stored')
  expect(await tell('discourse-partner-forum', other, 8)).toBe('stored')
  await settleAll()
  expect([(await balanceOf(noor)).lifetime, (await balanceOf(ines)).lifetime]).toEqual([5, 10])
})

test('[IN-20] a channel shows its last event, its usual delay and how much of it cannot be read', async () => {
  const received = new Date('2026-11-22T12:00:00Z')
  for (const minutes of [1, 2, 30]) {
    await send(message({ id: `late-${minutes}`, time: new Date(received.getTime() - minutes * 60_000).toISOString() }), { receivedAt: received })
  }
  expect(await arrive(generic, { id: 1, type: 'x' }, received)).toBe('malformed')
  const health = (await sourcesWithHealth(1, new Date(received.getTime() + 1000))).find((one) => one.slug === 'generic')
  expect(health).toMatchObject({ lag: 120, deliveries: 4, lastAt: received })
})

test('[PV-08] a sealed key never follows an address to another server, nor goes over plain http', async () => {
  const made = await connectSource(discourse, actor)
  const sourceId = 'sourceId' in made ? made.sourceId : 0
  const save = (values: Record<string, string>) => saveAccess(discourse, { sourceId, values }, actor)
  expect(await save({ site: 'http://forum.example', api_key: 'forum-key' })).toMatchObject({ kind: 'not_an_address' })
  expect(await save({ site: 'https://forum.example', api_key: 'forum-key' })).toEqual({ kind: 'saved' })
  for (const site of ['https://thief.example', 'https://forum.example@thief.example', 'https://forum.example:8443', '']) {
    expect([site, await save({ site })]).toMatchObject([site, { kind: 'keys_again', message: expect.stringContaining('“API key”') }])
  }
  expect(await save({ site: 'http://forum.example' })).toMatchObject({ kind: 'not_an_address' })
  expect(await accessOf(1, sourceId)).toEqual({ site: 'https://forum.example', api_key: 'forum-key' })
  expect(await save({ site: 'https://forum.example/community', api_username: 'system' })).toEqual({ kind: 'saved' })
  expect(await save({ site: 'https://new.example', api_key: 'another-key' })).toEqual({ kind: 'saved' })
  expect(await accessOf(1, sourceId)).toEqual({ site: 'https://new.example', api_key: 'another-key' })
  const discord = adapterById('discord')
  const bot = discord && (await connectSource(discord, actor))
  if (!discord || !bot || !('sourceId' in bot)) throw new Error('Discord was not connected.')
  await saveAccess(discord, { sourceId: bot.sourceId, values: { token: 'bot-token' } }, actor)
  const moved = await saveAccess(discord, { sourceId: bot.sourceId, values: { api: 'https://thief.example' } }, actor)
  expect(moved).toMatchObject({ kind: 'keys_again' })
  expect(await accessOf(1, bot.sourceId)).toEqual({ token: 'bot-token' })
})
