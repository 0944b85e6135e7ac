import { readFileSync } from 'node:fs'
import path from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { inTransaction } from '#app/db/transaction.server.ts'
import { addSecret } from '#app/domain/activities/commands.server.ts'
import { forgetSource, openSource } from '#app/domain/activities/queries/open-source.server.ts'
import { programKey } from '#app/domain/programs/queries.server.ts'
import { receiveDelivery } from '#app/flows/receive-delivery.server.ts'
import { adapterById } from '#integrations/registry.ts'
import { resetDatabase } from '#tests/support/database.ts'
import { addMember, addRule, balanceOf, linkAccount, openHub, settleAll, wordsOf } from '#tests/support/hub.ts'
import { brokenInvariants } from '#tests/support/invariants.ts'

const author = '70411001'
const reviewer = '70411003'

beforeEach(async () => {
  await resetDatabase()
  await openHub()
  await inTransaction({ program: 1, by: null }, (scope) => addSecret(scope, { sourceId: 1, name: 'webhook', value: 'hush-hush', othersEndAt: null }))
  forgetSource(1, 'github')
  await addRule({ title: 'Merged', kinds: ['github:pull_request.merged'], points: 250 })
  await addRule({ title: 'Reviews', kinds: ['github:pull_request.merged'], points: 80, to: { who: 'pull_request_review.submitted' } })
})

type Body = { number?: number; pull_request?: { number: number; user: object } }

/** Sends a fixture as GitHub would, signed with the channel's secret. */
async function fixture(name: string, change: (body: Body) => void = () => undefined) {
  const adapter = adapterById('github')
  const source = await openSource(1, 'github')
  if (!adapter || !source) throw new Error('GitHub is not open.')
  const file = path.resolve(import.meta.dirname, '../../integrations/github/fixtures', `${name}.json`)
  const { headers, body } = JSON.parse(readFileSync(file, 'utf8')) as { headers: Record<string, string>; body: Body }
  change(body)
  const bytes = Buffer.from(JSON.stringify(body))
  const signed = adapter.sign(bytes, headers, 'hush-hush', new Date())
  return receiveDelivery(adapter, { ...source, key: await programKey(1) }, { headers: signed, body: bytes, receivedAt: new Date() })
}

test('[IN-06] a merged pull request pays its author and, by rule, its reviewers, whichever arrives first', async () => {
  for (const order of [
    ['pull_request_review__approved', 'pull_request__merged'],
    ['pull_request__merged', 'pull_request_review__approved'],
  ]) {
    for (const settleBetween of [true, false]) {
      await resetDatabase()
      await openHub()
      await inTransaction({ program: 1, by: null }, (scope) =>
        addSecret(scope, { sourceId: 1, name: 'webhook', value: 'hush-hush', othersEndAt: null }),
      )
      forgetSource(1, 'github')
      await addRule({ title: 'Merged', kinds: ['github:pull_request.merged'], points: 250 })
      await addRule({ title: 'Reviews', kinds: ['github:pull_request.merged'], points: 80, to: { who: 'pull_request_review.submitted' } })
      const ines = await addMember('ines', { linked: false })
      const yuki = await addMember('yuki', { linked: false })
      await linkAccount(ines, author, 1, 'github')
      await linkAccount(yuki, reviewer, 1, 'github')
      for (const name of order) {
        expect((await fixture(name)).kind).toBe('stored')
        if (settleBetween) await settleAll()
      }
      await settleAll()
      expect([(await balanceOf(ines)).lifetime, (await balanceOf(yuki)).lifetime], `${order.join()} ${settleBetween}`).toEqual([250, 80])
      expect(await brokenInvariants()).toEqual([])
    }
  }
})

test('[IN-06][ME-03] a reviewer who links later is paid for the merge then, once', async () => {
  const ines = await addMember('ines', { linked: false })
  const yuki = await addMember('yuki', { linked: false })
  await linkAccount(ines, author, 1, 'github')
  await fixture('pull_request_review__approved')
  await fixture('pull_request__merged')
  await settleAll()
  expect((await balanceOf(yuki)).lifetime).toBe(0)
  await linkAccount(yuki, reviewer, 1, 'github')
  await settleAll()
  await fixture('pull_request__merged', (body) => Object.assign(body, { note: 'another hook, another body' }))
  await settleAll()
  expect([(await balanceOf(ines)).lifetime, (await balanceOf(yuki)).lifetime]).toEqual([250, 80])
  expect(await brokenInvariants()).toEqual([])
})

test('[IN-06][AB-06][IN-04] a label that blocks takes author and reviewers back; a merge that carries it pays nobody', async () => {
  const ines = await addMember('ines', { linked: false })
  const yuki = await addMember('yuki', { linked: false })
  await linkAccount(ines, author, 1, 'github')
  await linkAccount(yuki, reviewer, 1, 'github')
  await fixture('pull_request_review__approved')
  await fixture('pull_request__merged')
  await settleAll()
  await fixture('pull_request__labeled_spam', (body) => {
    const merged = JSON.parse(
      readFileSync(path.resolve(import.meta.dirname, '../../integrations/github/fixtures/pull_request__merged.json'), 'utf8'),
    ) as {
      body: { number: number; pull_request: { number: number; user: object } }
    }
    Object.assign(body, { number: merged.body.number })
    Object.assign(body.pull_request ?? {}, { number: merged.body.pull_request.number, user: merged.body.pull_request.user })
  })
  await settleAll()
  expect([(await balanceOf(ines)).lifetime, (await balanceOf(yuki)).lifetime]).toEqual([0, 0])
  expect(await wordsOf(ines)).toMatchObject([{ kind: 'github:pull_request.merged', status: 'reversed' }])
  await fixture('pull_request__merged_spam')
  await settleAll()
  expect((await balanceOf(yuki)).lifetime).toBe(0)
  expect(await brokenInvariants()).toEqual([])
})

test('[AB-13][AB-01] a bot’s merge pays nobody, a review of one’s own work and an own answer accepted pay nothing and say so', async () => {
  await addRule({ title: 'Answers', kinds: ['github:discussion.answered'], points: 150 })
  await addRule({ title: 'All reviews', kinds: ['github:pull_request_review.submitted'], points: 5 })
  const people = await Promise.all(
    ['70411001', '70411002', '70411003', '70411004', '70411005'].map((id) => addMember(`member-${id}`, { linked: false })),
  )
  for (const [index, member] of people.entries()) await linkAccount(member, `7041100${index + 1}`, 1, 'github')
  await fixture('pull_request__merged_by_bot_author')
  await fixture('pull_request_review__own')
  await fixture('discussion__answered_by_self')
  await settleAll()
  const words = (await Promise.all(people.map((member) => wordsOf(member)))).flat()
  expect(words.map((word) => [word.kind, word.code])).toEqual(
    expect.arrayContaining([
      ['github:pull_request_review.submitted', 'self'],
      ['github:discussion.answered', 'self'],
    ]),
  )
  expect(words.every((word) => word.points === 0)).toBe(true)
  expect(await wordsOf(0)).toMatchObject([{ kind: 'github:pull_request.merged', status: 'nothing', code: 'bot' }])
})

test('[IN-06][LE-02] one member with both accounts keeps the share and the own award of one merge, in words and in the book', async () => {
  const yuki = await addMember('yuki', { linked: false })
  await linkAccount(yuki, reviewer, 1, 'github')
  await fixture('pull_request_review__approved')
  await fixture('pull_request__merged')
  await settleAll()
  expect((await balanceOf(yuki)).lifetime).toBe(80)
  await linkAccount(yuki, author, 1, 'github')
  await settleAll()
  expect((await balanceOf(yuki)).lifetime).toBe(330)
  expect(await brokenInvariants()).toEqual([])
})
