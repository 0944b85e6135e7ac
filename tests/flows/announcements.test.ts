import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { inTransaction, sqlAlone } from '#app/db/transaction.server.ts'
import { sourceBySlug } from '#app/domain/activities/queries.server.ts'
import { openSource } from '#app/domain/activities/queries/open-source.server.ts'
import { accessSecret } from '#app/domain/activities/activities.ts'
import { addSecret, setPlainAccess } from '#app/domain/activities/commands.server.ts'
import { announceRuleSchema, mostTries } from '#app/domain/announcements/announcements.ts'
import { announceRules, announcementsIn as saidIn } from '#app/domain/announcements/queries.server.ts'
import { programKey } from '#app/domain/programs/queries.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { askOutside } from '#app/flows/ask-outside.server.ts'
import { correctPoints } from '#app/flows/correct-points.server.ts'
import { linkIdentity } from '#app/flows/link-identity.server.ts'
import { mergeMembers } from '#app/flows/merge-members.server.ts'
import { planAnnouncements } from '#app/flows/plan-announcements.server.ts'
import { receiveDelivery } from '#app/flows/receive-delivery.server.ts'
import { retryAnnouncements } from '#app/flows/retry-announcements.server.ts'
import { saveAnnounceRule } from '#app/flows/save-announce-rule.server.ts'
import { splitMembers } from '#app/flows/split-members.server.ts'
import { switchAnnounceRule } from '#app/flows/switch-announce-rule.server.ts'
import { tellPlatform } from '#app/flows/tell-platform.server.ts'
import { unlinkIdentity } from '#app/flows/unlink-identity.server.ts'
import { announce } from '#app/jobs/announce.server.ts'
import { discourse } from '#integrations/discourse/adapter.ts'
import { github } from '#integrations/github/adapter.ts'
import { adapterById } from '#integrations/registry.ts'
import { resetDatabase } from '#tests/support/database.ts'
import { startGithub } from '#tests/support/emulate-github.ts'
import { connectForum, Forum } from '#tests/support/forum.ts'
import { addMember, addRule, message, openHub, send, settleAll } from '#tests/support/hub.ts'
import { addPerson } from '#tests/support/people.ts'

process.env.OUTBOUND_PRIVATE = '1'
const forum = new Forum()
await forum.open()
afterAll(() => forum.close())

const hub = { program: 1, by: null }
let program: Program
let forumId = 0
let ines = 0
beforeEach(async () => {
  await resetDatabase()
  program = await openHub()
  Object.assign(forum, { badges: [], groups: new Map(), titles: new Map(), asked: [], busy: 0 })
  await connectForum(forum)
  forumId = (await sourceBySlug(1, 'discourse'))?.id ?? 0
  ines = await addMember('ines')
  await linkIdentity({ program: 1, by: ines }, ines, { sourceId: forumId, foreignId: '1077', handle: 'ines-duarte' })
})

const announcementsIn = async (source = forumId) => await saidIn(1, source, 5)
const tell = () => announce(1, adapterById, askOutside)
const rule = (more: Record<string, unknown>) =>
  saveAnnounceRule(
    discourse,
    announceRuleSchema.parse({ sourceId: forumId, trigger: 'badge', badge: 'author', give: 'badge', target: '102', ...more }),
    hub,
  )
const writes = () => forum.asked.filter((line) => !line.startsWith('GET'))

async function badge(): Promise<void> {
  await sqlAlone(
    `INSERT INTO badge (program_id, id, slug, title, story, kinds, tiers) VALUES (1, 1, 'author', 'Author', '', '{generic:article.published}', '{1}')`,
  )
  await addRule({ kinds: ['generic:article.published'], points: 600 })
}

test('[IN-21] a badge earned in the hub appears on the linked forum account once, and goes with its revocation', async () => {
  await badge()
  await rule({})
  await send(message({ id: 'a1' }))
  await settleAll()
  // Nothing is told inside the story: the forum is asked by the worker alone.
  expect(writes()).toEqual([])
  await tell()
  expect(forum.badges).toMatchObject([{ username: 'ines-duarte', badge_id: 102 }])
  await Promise.all(Array.from({ length: 8 }, tell))
  await send(message({ id: 'a2' }))
  await settleAll()
  await tell()
  expect(writes()).toEqual(['POST /user_badges.json'])
  for (const id of ['a1', 'a2'])
    await send({ ...message({ id: `u-${id}`, actor: 'mod' }), type: 'article.published.reversed', reverses: id, time: '2026-03-03T10:00:00Z' })
  await settleAll()
  await tell()
  expect(forum.badges).toEqual([])
  expect((await announceRules(1))[0]).toMatchObject({ done: 2, waiting: 0, parked: 0 })
})

test('[PR-19] a level opens a group on the forum and a demotion closes it, for whoever held it before the rule too', async () => {
  const boss = await addPerson('boss', ['manager'])
  const give = (amount: number) =>
    correctPoints({ memberId: ines, amount, reason: 'For a test of levels.', key: randomUUID() }, { program: 1, by: boss }, program)
  await give(600)
  const saved = await rule({ trigger: 'level', level: '2', give: 'group', target: '41' })
  await tell()
  expect([...(forum.groups.get('41') ?? [])]).toEqual(['ines-duarte'])
  await give(-300)
  await tell()
  expect([...(forum.groups.get('41') ?? [])]).toEqual([])
  await give(300)
  await tell()
  await switchAnnounceRule('id' in saved ? saved.id : 0, 'off', hub)
  await tell()
  expect([...(forum.groups.get('41') ?? [])]).toEqual([])
})

test('[IN-21][ME-02] an account that is unlinked loses what it had, and whoever proves it next gets what is theirs; a merge and a split alike', async () => {
  await badge()
  await rule({})
  await send(message({ id: 'a1' }))
  await settleAll()
  await tell()
  const [bob, boss] = [await addPerson('bob'), await addPerson('boss', ['owner'])]
  await sqlAlone(`INSERT INTO credential (program_id, member_id, password_hash) VALUES (1, $1, 'x')`, [ines])
  await unlinkIdentity({ program: 1, by: ines }, ines, forumId)
  await linkIdentity({ program: 1, by: bob }, bob, { sourceId: forumId, foreignId: '1077', handle: 'ines-duarte' })
  await tell()
  expect(forum.badges).toEqual([])
  const by = { program: 1, by: boss, roles: ['owner' as const] }
  await mergeMembers(by, { memberId: bob, intoId: ines, reason: 'Both are one person.' }, program)
  await tell()
  expect(forum.badges).toHaveLength(1)
  await splitMembers(by, bob, program)
  await tell()
  expect(forum.badges).toEqual([])
})

test('[IN-21] a platform that fails is asked again later each time, is parked in the end, and a manager can try again', async () => {
  await badge()
  await rule({})
  await send(message({ id: 'a1' }))
  await settleAll()
  const down = async () => ({ status: 502, body: '' })
  let now = Date.now()
  const waits: number[] = []
  await announce(1, adapterById, down)
  for (let tries = 1; tries < mostTries; tries += 1) {
    const [row] = await sqlAlone<{ at: Date; state: string }>('SELECT retry_at AS at, state FROM announcement')
    expect([tries, row?.state]).toEqual([tries, 'waiting'])
    waits.push(Number(row?.at) - now)
    expect(await tellPlatform({ program: 1, adapterById, fetch: down, now: new Date(Number(row?.at) - 1) })).toBe(false)
    now = Number(row?.at)
    expect(await tellPlatform({ program: 1, adapterById, fetch: down, now: new Date(now) })).toBe(true)
  }
  expect(waits.every((wait, n) => n === 0 || wait >= (waits[n - 1] ?? 0))).toBe(true)
  expect(await announcementsIn()).toMatchObject([{ state: 'parked', attempts: mostTries, error: expect.stringContaining('502') }])
  expect(await retryAnnouncements(hub)).toMatchObject({ count: 1 })
  // Asked for patience, it waits as long as it was told, and that costs no try.
  forum.busy = 1
  await tell()
  expect(await announcementsIn()).toMatchObject([{ state: 'waiting', attempts: 0 }])
  await tellPlatform({ program: 1, adapterById, fetch: askOutside, now: new Date(Date.now() + 8_000) })
  expect(forum.badges).toHaveLength(1)
})

test('[IN-21] a granted and lost badge that nobody was told of in between is not told at all; a claim that ran out is taken up again', async () => {
  await badge()
  await rule({})
  await send(message({ id: 'a1' }))
  await settleAll()
  await planAnnouncements(1)
  await send({ ...message({ id: 'u1', actor: 'mod' }), type: 'article.published.reversed', reverses: 'a1', time: '2026-03-03T10:00:00Z' })
  await settleAll()
  await tell()
  expect([writes(), (await announcementsIn()).map((row) => row.state)]).toEqual([[], ['moot']])
  await send(message({ id: 'a2' }))
  await settleAll()
  await planAnnouncements(1)
  await sqlAlone(`UPDATE announcement SET state = 'sending', attempts = 1, retry_at = now() - interval '1 second' WHERE state = 'waiting'`)
  await tell()
  expect(forum.badges).toHaveLength(1)
})

test('[IN-21] a merged pull request gets one comment with its points, and loses it when it no longer counts', { timeout: 60_000 }, async () => {
  const peer = await startGithub()
  const source = (await sourceBySlug(1, 'github'))?.id ?? 0
  const number = await peer.openPullRequest('ines-okafor', 'Translate the glossary')
  await inTransaction(hub, async (scope) => {
    await setPlainAccess(scope, source, { api: peer.url })
    await addSecret(scope, { sourceId: source, name: accessSecret('api_token'), value: await peer.tokenOf('ruben-castillo'), othersEndAt: null })
    await addSecret(scope, { sourceId: source, name: 'webhook', value: 'a-secret-of-github', othersEndAt: null })
  })
  const words = 'Thank you, {name}: this gave you {points} points.'
  const form = { sourceId: source, trigger: 'deed', kind: 'github:pull_request.merged', give: 'comment', words }
  await saveAnnounceRule(github, announceRuleSchema.parse(form), hub)
  await addRule({ kinds: ['github:pull_request.merged'], points: 150 })
  const body = JSON.parse(readFileSync('integrations/github/fixtures/pull_request__merged.json', 'utf8')) as { body?: unknown; payload?: unknown }
  const payload = (body.body ?? body.payload ?? body) as { pull_request: { id: number; html_url: string; user: { id: number; login: string } } }
  payload.pull_request.html_url = `https://github.com/${peer.repository}/pull/${number}`
  await linkIdentity({ program: 1, by: ines }, ines, {
    ...{ sourceId: source, foreignId: String(payload.pull_request.user.id), handle: payload.pull_request.user.login },
  })
  const bytes = Buffer.from(JSON.stringify(payload))
  const open = await openSource(1, 'github', true)
  if (!open) throw new Error('closed')
  const headers = github.sign(bytes, { 'x-github-event': 'pull_request' }, 'a-secret-of-github', new Date())
  await receiveDelivery(github, { ...open, key: await programKey(1) }, { headers, body: bytes, receivedAt: new Date() })
  await settleAll()
  const comments = () => peer.api<{ body: string }[]>('ruben-castillo', 'GET', `/repos/${peer.repository}/issues/${number}/comments`)
  await tell()
  const told = await announcementsIn(source)
  expect([told.map((row) => [row.state, row.error]), (await comments()).length]).toEqual([[['done', null]], 1])
  expect((await comments())[0]?.body).toContain('Thank you, ines: this gave you 150 points.')
  // The hub stopped after GitHub took it: told again, it finds its comment.
  await sqlAlone(`UPDATE announcement SET state = 'waiting', retry_at = NULL`)
  await tell()
  expect(await comments()).toHaveLength(1)
  await sqlAlone(
    `INSERT INTO announce_deed (program_id, activity_id, member_id, kind, counts, at) SELECT 1, subject::bigint, $1, 'github:pull_request.merged', false, now() FROM announcement`,
    [ines],
  )
  await tell()
  expect(await comments()).toEqual([])
  await peer.close()
})
