import { beforeEach, expect, test } from 'vitest'
import { sqlAlone } from '#app/db/transaction.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { replayLedger } from '#app/flows/replay-ledger.server.ts'
import { startChallenge } from '#app/flows/start-challenge.server.ts'
import { submitStage } from '#app/flows/submit-stage.server.ts'
import { publish, stage } from '#tests/support/challenges.ts'
import { resetDatabase } from '#tests/support/database.ts'
import { addMember, addRule, balanceOf, linkAccount, message, openHub, send, settleAll, wordsOf } from '#tests/support/hub.ts'
import { brokenInvariants } from '#tests/support/invariants.ts'

let program: Program
let ines: number
beforeEach(async () => {
  await resetDatabase()
  program = await openHub()
  ines = await addMember('ines')
})

const deed = (settings: object = {}) => stage({ type: 'outside_event', settings: { trigger: ['generic:question.answered'], ...settings } })
const answer = (part: object = {}) => message({ type: 'question.answered', time: '2026-03-02T10:00:00Z', ...part })
const arrive = async (...messages: ReturnType<typeof message>[]) => {
  for (const one of messages) await send(one)
  await settleAll()
}
const states = async () => (await sqlAlone<{ state: string }>('SELECT state FROM participation ORDER BY id')).map(({ state }) => state)

test('[CH-03] a signed deed closes the stage of its member with no click, once however often it comes; its undo opens it again and takes the points back', async () => {
  await addRule({ kinds: ['generic:question.answered'], points: 3 })
  await publish({ award: { points: 40 }, stages: [deed({ conditions: { all: [{ fact: 'category', op: 'is', value: 'Backups' }] } })] })
  await arrive(answer({ id: 'a1', facts: { category: 'Other' } }))
  expect(await states()).toEqual([])
  const right = answer({ id: 'a2', facts: { category: 'Backups' } })
  await arrive(right, right, right)
  expect(await states()).toEqual(['completed'])
  expect(await balanceOf(ines)).toMatchObject({ lifetime: 46 })
  expect((await wordsOf(ines)).map(({ kind, points }) => [kind, points])).toContainEqual(['hub:challenge.award', 40])
  await arrive(message({ id: 'u1', type: 'question.reopened', time: '2026-03-03T10:00:00Z', reverses: 'a2' }))
  expect(await states()).toEqual(['open'])
  expect(await balanceOf(ines)).toMatchObject({ lifetime: 3 })
  await arrive(answer({ id: 'a3', facts: { category: 'Backups' }, time: '2026-03-04T10:00:00Z' }))
  expect(await balanceOf(ines)).toMatchObject({ lifetime: 46 })
  expect(await brokenInvariants()).toEqual([])
  const replayed = await replayLedger(program)
  expect(replayed.replayed).toBe(replayed.stands)
})

test('[CH-03] a deed counts only while the stage is open to the member: not before they get there, not outside of the window, not for others', async () => {
  const two = await publish({ stages: [stage(), deed({ count: 2 })], opensAt: new Date('2026-03-01T00:00:00Z') })
  const at = (day: string): Date => new Date(`2026-03-${day}T08:00:00Z`)
  await arrive(answer({ id: 'early' }))
  expect(await states()).toEqual([])
  await submitStage(
    { program: 1, by: ines },
    program,
    { slug: two.slug, stageId: two.stages[0] ?? 0, content: {} },
    { accounts: [], code: '', page: null },
    at('05'),
  )
  await arrive(
    answer({ id: 'before', time: '2026-03-05T07:59:59Z' }),
    answer({ id: 'one', time: '2026-03-05T08:00:01Z' }),
    answer({ actor: 'nobody' }),
  )
  expect(await states()).toEqual(['open'])
  await arrive(answer({ id: 'two', time: '2026-03-06T08:00:00Z' }))
  expect(await states()).toEqual(['completed'])
})

test('[CH-03] what is taken back and done again counts for when it was first done: an old deed closes no new step, one of this step closes it again', async () => {
  const two = await publish({ slug: 'two', stages: [stage(), deed()], opensAt: new Date('2026-03-01T00:00:00Z') })
  await publish({ slug: 'new', stages: [deed()], opensAt: new Date('2026-03-04T00:00:00Z') })
  await publish({ slug: 'dated', stages: [deed({ from: 'date', since: '2026-03-04T00:00:00Z' })], opensAt: new Date('2026-03-01T00:00:00Z') })
  await submitStage(
    { program: 1, by: ines },
    program,
    { slug: two.slug, stageId: two.stages[0] ?? 0, content: {} },
    { accounts: [], code: '', page: null },
    new Date('2026-03-03T08:00:00Z'),
  )
  const undo = (id: string, reverses: string, time: string) => message({ id, type: 'question.reopened', time, reverses })
  await arrive(answer({ id: 'old', time: '2026-03-02T10:00:00Z' }))
  await arrive(undo('u1', 'old', '2026-03-05T10:00:00Z'), answer({ id: 'old', version: '2', time: '2026-03-06T10:00:00Z' }))
  expect(await states()).toEqual(['open'])
  await arrive(answer({ id: 'new', time: '2026-03-06T11:00:00Z' }))
  expect(await states()).toEqual(['completed', 'completed', 'completed'])
  await arrive(undo('u2', 'new', '2026-03-07T10:00:00Z'))
  expect(await states()).toEqual(['open', 'open', 'open'])
  await arrive(answer({ id: 'new', version: '2', time: '2026-03-08T10:00:00Z' }))
  expect(await states()).toEqual(['completed', 'completed', 'completed'])
  await arrive(undo('u3', 'new', '2026-03-09T10:00:00Z'))
  expect(await states(), 'what came in again is taken back again').toEqual(['open', 'open', 'open'])
})

test('[CH-03] who links the account later finds it done; a closed audience, a bot and a deed that was undone first close nothing', async () => {
  await publish({ slug: 'open', stages: [deed()] })
  await publish({ slug: 'gated', audience: { levelFrom: 5 }, stages: [deed()] })
  const wen = await addMember('wen', { linked: false })
  await arrive(
    answer({ id: 'w1', actor: 'wen-elsewhere' }),
    message({ id: 'u0', type: 'question.reopened', time: '2026-03-09T10:00:00Z', reverses: 'gone', actor: 'ines' }),
    answer({ id: 'gone' }),
  )
  expect(await states()).toEqual([])
  await linkAccount(wen, 'wen-elsewhere')
  await settleAll()
  expect(await sqlAlone('SELECT member_id AS id, state FROM participation')).toEqual([{ id: wen, state: 'completed' }])
})

test('[RU-12] a stage that counts from a date looks back when the member gets there; one that counts from now does not', async () => {
  const since = await publish({
    slug: 'since',
    award: { points: 8 },
    stages: [stage(), deed({ from: 'date', since: '2026-03-01T00:00:00Z', count: 2 })],
  })
  const fromNow = await publish({ slug: 'from-now', stages: [stage(), deed()] })
  await arrive(answer({ id: 'o', time: '2026-02-27T10:00:00Z' }), answer({ id: 'p' }), answer({ id: 'q', time: '2026-03-05T10:00:00Z' }))
  for (const challenge of [since, fromNow]) {
    expect(await startChallenge({ program: 1, by: ines }, program, challenge.slug)).toMatchObject({ kind: 'started' })
    const order = { slug: challenge.slug, stageId: challenge.stages[0] ?? 0, content: {} }
    await submitStage({ program: 1, by: ines }, program, order, { accounts: [], code: '', page: null })
  }
  expect(await states()).toEqual(['completed', 'open'])
  expect(await sqlAlone('SELECT 1 FROM stage_deed')).toHaveLength(2)
})

test('[CH-21] a signed call with the name of an event and the member’s id closes the stage and stands in their activity', async () => {
  const settings = { trigger: ['generic:product.used'], conditions: { all: [{ fact: 'event', op: 'is', value: 'first_backup' }] } }
  await publish({ award: { points: 15 }, stages: [stage({ type: 'outside_event', settings })] })
  const call = (event: string, id: string) => message({ id, type: 'product.used', object: { id: event, title: 'First backup' }, facts: { event } })
  await arrive(call('first_restore', 'e1'))
  expect(await states()).toEqual([])
  await arrive(call('first_backup', 'e2'))
  expect(await states()).toEqual(['completed'])
  expect((await wordsOf(ines)).map(({ kind }) => kind)).toEqual(['generic:product.used', 'generic:product.used', 'hub:challenge.award'])
})
