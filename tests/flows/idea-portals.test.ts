import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { sqlAlone } from '#app/db/transaction.server.ts'
import { aha } from '#integrations/aha/adapter.ts'
import { canny } from '#integrations/canny/adapter.ts'
import { fider } from '#integrations/fider/adapter.ts'
import { adapterById } from '#integrations/registry.ts'
import { takeWalkStep } from '#app/flows/take-walk-step.server.ts'
import { askOutside } from '#app/flows/ask-outside.server.ts'
import { beginPolls } from '#app/jobs/walk-channels.server.ts'
import { resetDatabase } from '#tests/support/database.ts'
import { addMember, addRule, balanceOf, linkAccount, openHub, settleAll } from '#tests/support/hub.ts'
import { connectPortal, Portal, send } from '#tests/support/portal.ts'

process.env.OUTBOUND_PRIVATE = '1'
const portal = new Portal()
let noor = 0
beforeAll(() => portal.open())
afterAll(() => portal.close())
beforeEach(async () => {
  await resetDatabase()
  await openHub()
  Object.assign(portal, { answers: {}, asked: [] })
  noor = await addMember('noor', { linked: false })
})

async function points(): Promise<number> {
  await settleAll()
  return (await balanceOf(noor)).lifetime
}

async function paidInStages(adapter: string): Promise<void> {
  for (const [kind, amount] of [
    ['idea.submitted', 100],
    ['idea.planned', 500],
    ['idea.done', 3000],
  ] as const) {
    await addRule({ title: kind, kinds: [`${adapter}:${kind}`], points: amount })
  }
}

const notes = () => sqlAlone<{ state: string; note: string }>('SELECT state, note FROM delivery ORDER BY id DESC LIMIT 1')

test('[IN-08] an idea on Fider pays its author in stages, steps back with its status, and gives all back when it is deleted', async () => {
  await connectPortal(fider, portal)
  await linkAccount(noor, '1041', 1, 'fider')
  await paidInStages('fider')
  const user = { id: 1041, name: 'Noor Hadid' }
  const post = { id: 311, number: 17, title: 'A picture', createdAt: '2026-10-05T08:00:00Z', status: 'open', user }
  const tell = async (event: string, status: string) => {
    portal.answers['GET /api/v1/posts/17'] = { ...post, status }
    const told = { id: 311, number: 17, title: 'A picture', url: `${portal.site}/posts/17`, created_at: post.createdAt, status, author: user }
    await send(fider, { event, post: told, author: { id: 1, name: 'Staff' } })
    return points()
  }
  expect(await tell('new_post', 'open')).toBe(100)
  expect(await tell('change_status', 'planned')).toBe(600)
  expect(await tell('change_status', 'completed')).toBe(3600)
  expect(await tell('change_status', 'planned')).toBe(600)
  expect(await tell('change_status', 'open')).toBe(100)
  expect(await tell('change_status', 'completed')).toBe(3100)
  expect(await tell('delete_post', 'deleted')).toBe(0)
})

test('[IN-08] Fider’s votes are asked for every night, and what somebody with the token makes up is refuted by Fider itself', async () => {
  await connectPortal(fider, portal)
  await linkAccount(noor, '1041', 1, 'fider')
  await paidInStages('fider')
  await addRule({ title: 'Votes', kinds: ['fider:idea.voted'], points: 2 })
  const invented = {
    id: 9,
    number: 9,
    title: 'Mine',
    url: 'https://x.example',
    created_at: '2026-10-05T08:00:00Z',
    status: 'completed',
    author: { id: 1041, name: 'Noor' },
  }
  await send(fider, { event: 'change_status', post: invented, author: { id: 1041, name: 'Noor' } })
  expect(await points()).toBe(0)
  expect(await notes()).toEqual([{ state: 'ignored', note: 'Fider itself says that the idea is gone' }])
  const post = {
    id: 311,
    number: 17,
    title: 'A picture',
    createdAt: '2026-10-05T08:00:00Z',
    status: 'open',
    user: { id: 2, name: 'Ada' },
    votesCount: 1,
  }
  portal.answers['GET /api/v1/posts?view=most-wanted&limit=100'] = [post]
  portal.answers['GET /api/v1/posts/17/votes'] = [{ createdAt: new Date().toISOString(), user: { id: 1041, name: 'Noor Hadid' } }]
  expect(await beginPolls(1, adapterById)).toBe(1)
  await takeWalkStep({ program: 1, adapterById, fetch: askOutside, now: new Date() })
  expect(await points()).toBe(2)
})

test('[IN-09] a status event of Aha! with changed fields alone is completed by one read, and pays the right member', async () => {
  await connectPortal(aha, portal)
  await linkAccount(noor, '41', 1, 'aha')
  await paidInStages('aha')
  const idea = (status: string) => ({
    id: '677',
    name: 'A picture',
    url: 'https://l.aha.io/ideas/ideas/I-1',
    created_at: '2026-10-05T08:00:00Z',
    workflow_status: { name: status },
    created_by_portal_user: { id: '41', name: 'Noor' },
  })
  portal.answers['GET /api/v1/ideas/677'] = { idea: idea('Planned') }
  const audit = { audit_action: 'update', auditable_type: 'ideas/idea', auditable_id: '677', changes: [{ field_name: 'Status' }] }
  await send(aha, { event: 'audit', audit })
  expect(portal.asked).toEqual(['GET /api/v1/ideas/677'])
  expect(await points()).toBe(500)
  delete portal.answers['GET /api/v1/ideas/677']
  await send(aha, { event: 'audit', audit: { ...audit, audit_action: 'destroy', changes: [] } })
  expect(await points()).toBe(0)
})

test('[IN-09] Canny signs its nonce alone: what a message claims counts only as Canny’s own interface has it', async () => {
  await connectPortal(canny, portal)
  await linkAccount(noor, 'u1', 1, 'canny')
  await paidInStages('canny')
  const post = (status: string) => ({
    id: 'p1',
    title: 'A picture',
    url: 'https://l.canny.io/p/1',
    created: '2026-10-05T08:00:00Z',
    status,
    author: { id: 'u1', name: 'Noor' },
  })
  portal.answers['POST /api/v1/posts/retrieve'] = post('open')
  await send(canny, { type: 'post.status_changed', object: post('complete') }, { 'canny-nonce': 'one' })
  expect(await points()).toBe(0)
  portal.answers['POST /api/v1/posts/retrieve'] = post('complete')
  await send(canny, { type: 'post.status_changed', object: post('open') }, { 'canny-nonce': 'two' })
  expect(await points()).toBe(3000)
})

test('[IN-10] a channel that proves itself by a token alone takes at most 500 messages a day', async () => {
  const source = await connectPortal(fider, portal, false)
  await sqlAlone(
    `INSERT INTO delivery (program_id, source_id, delivery_key, event, headers, body, digest, received_at, state)
     SELECT 1, $1, n::text, 'x', '{}', '', '', now(), 'ignored' FROM generate_series(1, 499) n`,
    [source],
  )
  expect((await send(fider, { hello: 1 })).kind).toBe('malformed')
  expect(await send(fider, { hello: 2 })).toMatchObject({ kind: 'too_many', message: expect.stringContaining('500') })
})
