import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { openSession } from '#app/auth/sessions.server.ts'
import { sqlAlone } from '#app/db/transaction.server.ts'
import { noticesOf } from '#app/domain/notices/queries.server.ts'
import { openFlags } from '#app/domain/reviews/queries.server.ts'
import { commentsOf } from '#app/domain/talk/queries.server.ts'
import { settleFlag } from '#app/flows/settle-flag.server.ts'
import { action, loader } from '#app/routes/hub/challenge-talk.tsx'
import { loader as askLoader } from '#app/routes/hub/messages.tsx'
import { loader as feedback } from '#app/routes/manage/feedback.tsx'
import { action as queueAct, loader as queue } from '#app/routes/manage/queue.tsx'
import { publish } from '#tests/support/challenges.ts'
import { resetDatabase } from '#tests/support/database.ts'
import { addMember, openHub } from '#tests/support/hub.ts'
import { Browser, visit } from '#tests/support/people.ts'

type Challenge = Awaited<ReturnType<typeof publish>>
type Door = Parameters<typeof visit>[1]

const browsers = new Map<string, Browser>()
const ids = new Map<string, number>()
let open: Challenge
let gated: Challenge
beforeAll(async () => {
  await resetDatabase()
  await openHub()
  for (const name of ['ines', 'omar', 'mei', 'noah', 'grace', 'ruth']) {
    const id = await addMember(name, { linked: false })
    const browser = new Browser()
    browser.take(new Response(null, { headers: { 'set-cookie': await openSession(browser.request('/'), 1, id) } }))
    browsers.set(name, browser)
    ids.set(name, id)
  }
  for (const name of ['grace', 'ruth'])
    await sqlAlone(`INSERT INTO member_role (program_id, member_id, role) VALUES (1, $1, 'manager')`, [ids.get(name)])
  open = await publish({ title: 'Backups' })
  gated = await publish({ title: 'For the few', audience: { levelFrom: 9 } })
})

const at = (challenge: Challenge, door: Door, who: string, form?: Record<string, string>) =>
  visit(browsers.get(who) ?? new Browser(), (args) => door({ ...args, params: { slug: challenge.slug } }), `/challenges/${challenge.slug}/talk`, form)
const say = (challenge: Challenge, who: string, body: string, more: Record<string, string> = {}) =>
  at(challenge, action, who, { key: randomUUID(), body, ...more })

test('[ME-17] a comment is for the challenge’s audience alone, its author hears of answers, and three reports hide it until somebody has looked', async () => {
  expect((await say(gated, 'ines', 'Let me in.')).status).toBe(404)
  expect((await at(gated, loader, 'ines')).status).toBe(404)
  const key = randomUUID()
  const first = await say(open, 'ines', 'Start with the smallest disk.', { key })
  expect((await say(open, 'ines', 'Start with the smallest disk.', { key })).to).toBe(first.to)
  const [comment] = await commentsOf(1, open.id, null)
  const answers = String(comment?.id)
  expect((await say(open, 'omar', 'That saved my evening.', { answers })).status).toBe(303)
  expect((await say(gated, 'grace', 'On another challenge.', { answers })).status).toBe(409)
  expect(await noticesOf(1, ids.get('ines') ?? 0, null, 9)).toMatchObject([{ kind: 'comment.answered', body: 'That saved my evening.' }])
  expect((await at(open, loader, 'mei')).body).toMatchObject({
    talk: { comments: [{ body: 'Start with the smallest disk.' }, { answersId: comment?.id }] },
  })

  for (const who of ['omar', 'omar', 'mei']) await at(open, action, who, { do: 'report', comment: answers, reason: 'Advertising' })
  expect((await commentsOf(1, open.id, null))[0]).toMatchObject({ state: 'shown' })
  const [flag, ...others] = await openFlags(1)
  expect([flag, others]).toMatchObject([{ kind: 'comment', title: 'A comment on Backups', memberId: ids.get('ines') }, []])
  await at(open, action, 'noah', { do: 'report', comment: answers })
  expect((await commentsOf(1, open.id, null))[0]).toMatchObject({ state: 'hidden', body: '' })

  const settled = { flag: flag?.id ?? 0, outcome: 'dismissed' as const, note: '' }
  const by = { program: 1, by: ids.get('grace') ?? 0 }
  expect(await settleFlag({ ...by, by: ids.get('ines') ?? 0 }, settled)).toMatchObject({ kind: 'own' })
  const answersOfAll = await Promise.all(Array.from({ length: 5 }, () => settleFlag(by, settled)))
  expect(answersOfAll.filter((answer) => answer.kind === 'settled')).toHaveLength(1)
  expect((await commentsOf(1, open.id, null))[0]).toMatchObject({ state: 'shown', body: 'Start with the smallest disk.' })
})

test('[ME-16] one click says whether a challenge was worth it; the last word counts, and the report for managers knows', async () => {
  for (const [who, useful] of [
    ['ines', 'yes'],
    ['omar', 'no'],
    ['omar', 'yes'],
    ['mei', 'no'],
  ] as const)
    expect((await at(open, action, who, { do: 'rate', useful })).status).toBe(303)
  expect((await at(gated, action, 'ines', { do: 'rate', useful: 'yes' })).status).toBe(404)
  expect((await at(open, loader, 'omar')).body).toMatchObject({ talk: { rating: { words: '2 of 3 found it useful', mine: true } } })
  const report = await visit(browsers.get('grace') ?? new Browser(), feedback, '/manage/feedback')
  expect(report.body).toMatchObject({ rows: [{ title: 'Backups', words: '2 of 3 found it useful', share: 67 }] })
})

test('[ME-10] a question from a challenge names the challenge to whoever sees it, and to nobody else', async () => {
  const ask = (slug: string) => visit(browsers.get('ines') ?? new Browser(), askLoader, `/messages?from=/challenges/${slug}`)
  expect((await ask(open.slug)).body).toMatchObject({ pageTitle: 'Backups', start: { from: `/challenges/${open.slug}` } })
  expect((await ask(gated.slug)).body).toMatchObject({ pageTitle: 'Challenges' })
})

test('[MA-01] the queue shows all kinds oldest first, by kind when asked; what one manager settles is gone for every manager', async () => {
  await sqlAlone(
    `INSERT INTO conversation (program_id, member_id, subject, page, page_title, opened_at, last_at, waiting_from)
     VALUES (1, $1, 'An old question', '/', '', now() - interval '3 days', now(), now() - interval '3 days')`,
    [ids.get('mei')],
  )
  const [row] = await sqlAlone<{ id: number }>(
    `INSERT INTO participation (program_id, challenge_id, member_id, stage_id, stage_at, started_at) VALUES (1, $1, $2, $3, now(), now()) RETURNING id`,
    [open.id, ids.get('ines'), open.stages[0]],
  )
  const [submission] = await sqlAlone<{ id: number }>(
    `INSERT INTO submission (program_id, participation_id, stage_id, member_id, state, created_at, handed_in_at)
     VALUES (1, $1, $2, $3, 'waiting', now(), now() - interval '1 day') RETURNING id`,
    [row?.id, open.stages[0], ids.get('ines')],
  )
  await sqlAlone(
    `INSERT INTO flag (program_id, kind, subject, title, detail, url, raised_at) VALUES (1, 'burst', 'x', 'Many likes at once', '', '/', now() - interval '2 days')`,
  )
  const seen = async (who: string, query = '') => {
    const { body } = await visit(browsers.get(who) ?? new Browser(), queue, `/manage/queue${query}`)
    return (body as { view: { items: { kind: string }[] } }).view.items.map((item) => item.kind)
  }
  expect(await seen('grace')).toEqual(['message', 'flag', 'submission'])
  expect(await seen('ruth', '?kind=submission')).toEqual(['submission'])
  const form = { do: 'verdict', submission: String(submission?.id), version: '1', verdict: 'approve', where: 'kind=submission' }
  const act = (who: string) => visit(browsers.get(who) ?? new Browser(), queueAct, '/manage/queue', form)
  expect(await act('grace')).toMatchObject({ status: 303, to: '/manage/queue?kind=submission&told=approve' })
  expect(await act('ruth')).toMatchObject({ status: 409, body: { refusal: expect.stringContaining('Somebody decided this') } })
  expect([await seen('grace'), await seen('ruth')]).toEqual([
    ['message', 'flag'],
    ['message', 'flag'],
  ])
  expect((await visit(browsers.get('ruth') ?? new Browser(), queueAct, '/manage/queue', { ...form, verdict: 'return', reason: 'No' })).status).toBe(
    400,
  )
})
