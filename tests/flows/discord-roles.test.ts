import { generateKeyPairSync, sign } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { sqlAlone } from '#app/db/transaction.server.ts'
import { announceRuleSchema } from '#app/domain/announcements/announcements.ts'
import { askOutside } from '#app/flows/ask-outside.server.ts'
import { claimAccount } from '#app/flows/claim-account.server.ts'
import { joinByIdentity } from '#app/flows/join-by-identity.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { answerCommand } from '#app/flows/answer-command.server.ts'
import { correctPoints } from '#app/flows/correct-points.server.ts'
import { giveLeave } from '#app/flows/give-leave.server.ts'
import { issueCode } from '#app/flows/issue-code.server.ts'
import { saveAnnounceRule } from '#app/flows/save-announce-rule.server.ts'
import { announce } from '#app/jobs/announce.server.ts'
import { tellNews } from '#app/jobs/tell-news.server.ts'
import { webhookDoor } from '#app/routes/webhooks/receive.server.ts'
import { discord } from '#integrations/discord/adapter.ts'
import { adapterById, adapters } from '#integrations/registry.ts'
import { publish } from '#tests/support/challenges.ts'
import { resetDatabase } from '#tests/support/database.ts'
import { DiscordPeer, rooms } from '#tests/support/discord.ts'
import { connectDiscord } from '#tests/support/discord-channel.ts'
import { addMember, addRule, balanceOf, linkAccount, message, openHub, send, settleAll } from '#tests/support/hub.ts'

process.env.OUTBOUND_PRIVATE = '1'
const [maya, tomasz] = ['730000000000000011', '730000000000000012']
const role = '820000000000000555'
const { publicKey, privateKey } = generateKeyPairSync('ed25519')
const hub = { program: 1, by: null }
const peer = new DiscordPeer()
let door: Server
let program: Program
let source = 0
let member = { maya: 0, tomasz: 0 }

beforeAll(async () => {
  await peer.start()
  door = createServer((request, response) => void webhookDoor(request, response))
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve))
})
afterAll(async () => {
  await peer.stop()
  await new Promise((resolve) => door.close(resolve))
})
beforeEach(async () => {
  await resetDatabase()
  program = await openHub()
  Object.assign(peer, { asked: [], roles: new Map(), messages: new Map(), figures: new Map(), revoked: new Set(), limit: null, renewed: 0 })
  const key = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex')
  source = await connectDiscord(peer, { cards: rooms.offTopic, public_key: key })
  member = { maya: await addMember('maya'), tomasz: await addMember('tomasz') }
  await linkAccount(member.maya, maya, 1, 'discord')
  await linkAccount(member.tomasz, tomasz, 1, 'discord')
  await addRule({ kinds: ['generic:article.published'], points: 600 })
})

const news = () => tellNews(1, adapterById, askOutside)
/** Looks until there was something new: a look that meets somebody who settles sees nothing. */
async function someNews(): Promise<void> {
  for (let looks = 0; looks < 50 && (await news()) === 0; looks += 1) await sleep(100)
}
const posts = () => (peer.messages.get(rooms.offTopic) ?? []).map((one) => String(one.content))

/** An article for six hundred points: enough for the second level. */
async function publishArticle(actor: string): Promise<void> {
  await send(message({ actor }))
  await settleAll()
}

async function takeBack(memberId: number): Promise<void> {
  await correctPoints(
    { memberId, amount: -600, reason: 'It was written by somebody else.', key: `back-${memberId}` },
    { program: 1, by: member.tomasz },
    program,
  )
  await settleAll()
}

test('[PR-19][IN-07] a role is held from the promotion to the demotion, also when Discord asks for patience', async () => {
  const form = { sourceId: source, trigger: 'level', level: '2', give: 'role', target: role }
  expect(await saveAnnounceRule(discord, announceRuleSchema.parse(form), hub)).toMatchObject({ kind: 'saved' })
  await announce(1, adapterById, askOutside)
  peer.limit = { path: /\/roles\//, times: 1, seconds: 60 }
  await publishArticle('maya')
  await announce(1, adapterById, askOutside)
  expect(peer.roles.get(maya)?.has(role) ?? false).toBe(false)
  const [waits] = await sqlAlone<{ state: string; attempts: number; seconds: number }>(
    `SELECT state, attempts, round(extract(epoch FROM retry_at - now()))::int AS seconds FROM announcement WHERE foreign_id = $1`,
    [maya],
  )
  // What Discord asked for costs no try, and is waited out: within two minutes of the promotion all the same.
  expect(waits).toMatchObject({ state: 'waiting', attempts: 0 })
  expect(waits?.seconds).toBeGreaterThan(0)
  expect(waits?.seconds).toBeLessThanOrEqual(60)
  await sqlAlone('UPDATE announcement SET retry_at = NULL')
  await announce(1, adapterById, askOutside)
  expect([...(peer.roles.get(maya) ?? [])]).toEqual([role])
  expect(peer.roles.has(tomasz)).toBe(false)
  await takeBack(member.maya)
  expect((await sqlAlone('SELECT 1 FROM announce_due')).length).toBe(1)
  await announce(1, adapterById, askOutside)
  const said = await sqlAlone(`SELECT move, state, error FROM announcement ORDER BY id`)
  expect(said).toEqual([
    { move: 'grant', state: 'done', error: null },
    { move: 'revoke', state: 'done', error: null },
  ])
  expect([...(peer.roles.get(maya) ?? [])]).toEqual([])
})

test('[IN-07] linked-role figures follow each change of level, with the member’s leave alone', async () => {
  const access = { api: peer.api, application: '820000000000000999', client_secret: 'a-client-secret' }
  const ask = { access, fetch: askOutside, now: new Date() }
  const page = new URL(discord.figures?.page(access, 'https://hub.test/figures/discord', 'a-state') ?? '')
  expect([page.pathname, page.searchParams.get('scope'), page.searchParams.get('state')]).toEqual([
    '/oauth2/authorize',
    'identify role_connections.write',
    'a-state',
  ])
  const leave = await discord.figures?.arrive(ask, 'https://hub.test/figures/discord', `code-${maya}`)
  if (!leave) throw new Error('no leave')
  expect(await giveLeave({ program: 1, by: member.tomasz }, member.tomasz, source, leave)).toMatchObject({ kind: 'taken' })
  expect(await giveLeave({ program: 1, by: member.maya }, member.maya, source, leave)).toMatchObject({ kind: 'given' })
  expect(JSON.stringify(await sqlAlone(`SELECT encode(sealed, 'escape') AS sealed FROM echo_leave`))).not.toContain(`token-${maya}`)
  await someNews()
  expect(peer.figures.get(maya)).toMatchObject({ level: '1', points: '0' })
  await publishArticle('maya')
  await publishArticle('tomasz')
  await someNews()
  expect(peer.figures.get(maya)).toMatchObject({ level: '2', points: '600' })
  expect(peer.figures.has(tomasz)).toBe(false)
  await takeBack(member.maya)
  await someNews()
  expect(peer.figures.get(maya)).toMatchObject({ level: '1', points: '0' })
  peer.revoked.add(maya)
  await publishArticle('maya')
  await someNews()
  expect(await sqlAlone('SELECT 1 FROM echo_leave')).toEqual([])
})

test('[IN-07][IN-21] new levels and challenges are told once in the chosen channel; who does not want to be seen is not named', async () => {
  await news()
  await sqlAlone(`UPDATE member SET profile = 'hidden' WHERE id = $1`, [member.tomasz])
  await publishArticle('maya')
  await publishArticle('tomasz')
  await publish({ title: 'Write a recipe', publishedAt: new Date() })
  await publish({ title: 'For some alone', publishedAt: new Date(), audience: { levelFrom: 3 } })
  peer.limit = { path: /\/messages$/, times: 1, seconds: 2 }
  await news()
  await sqlAlone('UPDATE echo_card SET retry_at = NULL')
  await news()
  await news()
  expect(posts()).toHaveLength(2)
  expect(posts().find((words) => words.includes('**maya** has reached **Sprout**'))).toBeDefined()
  expect(posts().find((words) => words.includes('New challenge: **Write a recipe**'))).toBeDefined()
})

test('[ME-02] a link from the bot works once, for whoever opens it signed in, and what waited is theirs; a code from the settings does the same', async () => {
  const stranger = { id: '730000000000000077', handle: 'new-here' }
  await addRule({ kinds: ['discord:message.posted'], points: 5 })
  const asked = (about: 'link' | 'points', code?: string) => answerCommand(1, source, { about, asker: stranger, ...(code ? { code } : {}) }, adapters)
  expect((await asked('points')).words).toContain('I do not know yet who you are')
  const token = /\/link\/([\w-]+)/.exec((await asked('link')).words)?.[1] ?? ''
  const ines = await addMember('ines', { linked: false })
  expect(await claimAccount({ program: 1, by: ines }, ines, token)).toMatchObject({ kind: 'linked', sourceId: source })
  const arriving = { sourceId: source, foreignId: stranger.id, handle: stranger.handle, displayName: 'New', email: null, timeZone: 'UTC' }
  expect(await joinByIdentity({ program: 1, by: null }, arriving)).toMatchObject({ kind: 'no_key' })
  expect(await claimAccount({ program: 1, by: member.maya }, member.maya, token)).toMatchObject({ kind: 'link_gone' })
  expect((await asked('link')).words).toContain('linked to **ines**')
  await sqlAlone('DELETE FROM identity WHERE foreign_id = $1', [stranger.id])
  const { code } = await issueCode({ program: 1, by: ines }, ines)
  expect((await asked('link', code)).words).toContain('Linked to **ines**')
  expect((await asked('link', code)).words).toContain('linked to **ines**')
  expect((await asked('points')).words).toContain('**0 points**')
  expect((await balanceOf(ines)).lifetime).toBe(0)
})

async function knock(body: string, { timestamp = Math.floor(Date.now() / 1_000), signed = body } = {}): Promise<{ status: number; body: unknown }> {
  const signature = sign(null, Buffer.from(`${timestamp}${signed}`), privateKey).toString('hex')
  const headers = { 'content-type': 'application/json', 'x-signature-ed25519': signature, 'x-signature-timestamp': String(timestamp) }
  const answer = await fetch(`http://127.0.0.1:${(door.address() as AddressInfo).port}/webhooks/discord/questions`, { method: 'POST', headers, body })
  const text = await answer.text()
  return { status: answer.status, body: text ? JSON.parse(text) : null }
}

test('[IN-07] interactions by HTTP: a ping is answered, a wrong or old signature is 401, a command is answered to the asker alone', async () => {
  expect(await knock('{"type":1}')).toEqual({ status: 200, body: { type: 1 } })
  expect((await knock('{"type":1}', { signed: '{"type":2}' })).status).toBe(401)
  expect((await knock('{"type":1}', { timestamp: Math.floor(Date.now() / 1_000) - 3_600 })).status).toBe(401)
  expect((await knock('{"version":1,"application_id":"1","type":0}')).status).toBe(204)
  await publishArticle('maya')
  const command = { id: '1', token: 't', type: 2, member: { user: { id: maya, username: 'maya.l' } }, data: { name: 'points' } }
  const answered = await knock(JSON.stringify(command))
  expect(answered).toMatchObject({ status: 200, body: { type: 4, data: { flags: 64 } } })
  expect(JSON.stringify(answered.body)).toContain('**600 points**')
})
