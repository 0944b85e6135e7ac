import { beforeAll, expect, test } from 'vitest'
import { openSession } from '#app/auth/sessions.server.ts'
import { inTransaction, sqlAlone } from '#app/db/transaction.server.ts'
import { measuresOf } from '#app/domain/conduct/queries.server.ts'
import type { Step } from '#app/domain/conduct/conduct.ts'
import { openDisputes } from '#app/domain/reviews/queries.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { askAgain } from '#app/flows/ask-again.server.ts'
import { completeStage } from '#app/flows/complete-stage.server.ts'
import { decideDispute } from '#app/flows/decide-dispute.server.ts'
import { loadShoppers } from '#app/flows/load-shoppers.server.ts'
import { takeMeasure } from '#app/flows/take-measure.server.ts'
import { action as talk } from '#app/routes/hub/challenge-talk.tsx'
import { loader as fairPlay } from '#app/routes/hub/fair-play.tsx'
import { loader as frame } from '#app/routes/hub/frame.tsx'
import { begin, publish } from '#tests/support/challenges.ts'
import { resetDatabase } from '#tests/support/database.ts'
import { addMember, addRule, balanceOf, message, openHub, send, settleAll, wordsOf } from '#tests/support/hub.ts'
import { brokenInvariants } from '#tests/support/invariants.ts'
import { Browser, mails, visit } from '#tests/support/people.ts'

let program: Program
let ines: number
let grace: number
let ruth: number
const browser = new Browser()
beforeAll(async () => {
  await resetDatabase()
  program = await openHub()
  ines = await addMember('ines')
  grace = await addMember('grace', { linked: false })
  ruth = await addMember('ruth', { linked: false })
  await sqlAlone(`INSERT INTO member_role (program_id, member_id, role) SELECT 1, unnest($1::bigint[]), 'manager'`, [`{${grace},${ruth}}`])
  await addRule({ kinds: ['generic:article.published'], points: 10 })
  browser.take(new Response(null, { headers: { 'set-cookie': await openSession(browser.request('/'), 1, ines) } }))
})

const step = (wanted: Step, by = grace, memberId = ines) =>
  takeMeasure({ program: 1, by }, { memberId, step: wanted, reason: 'The same article came five times.', note: 'See the flags of May.' })
async function write(id: string): Promise<void> {
  await send(message({ id }))
  await settleAll()
}

test('[AB-10][AB-11] a paused member earns nothing, reads that, why and how to appeal; somebody else answers, and lifts it', async () => {
  await write('before')
  expect(await balanceOf(ines)).toMatchObject({ lifetime: 10 })
  expect(await step('pause', ines)).toMatchObject({ kind: 'own' })
  expect(await step('pause', grace, ruth)).toMatchObject({ kind: 'staff' })
  await step('warn')
  await write('warned')
  expect(await balanceOf(ines)).toMatchObject({ lifetime: 20 })
  const taken = await step('pause')
  await write('paused')
  const challenge = await publish({ award: { points: 50 } })
  const participationId = await begin(challenge, ines)
  await inTransaction({ program: 1, by: ines }, (scope) =>
    completeStage(scope, program, { participationId, stageId: challenge.stages[0] ?? 0, how: 'door' }),
  )
  expect(await balanceOf(ines)).toMatchObject({ lifetime: 20 })
  expect((await wordsOf(ines)).filter((word) => word.code === 'paused')).toHaveLength(1)
  expect(await sqlAlone(`SELECT explanation -> 'correction' ->> 'reason' AS reason FROM judgement WHERE kind = 'hub:challenge.award'`)).toEqual([
    { reason: expect.stringContaining('Earning was paused') },
  ])
  expect((await visit(browser, frame, '/')).body).toMatchObject({ member: { state: 'paused' } })
  const page = await visit(browser, fairPlay, '/fair-play')
  expect(page.body).toMatchObject({
    state: 'paused',
    measures: [{ step: 'pause', reason: 'The same article came five times.', appeal: null }, { step: 'warn' }],
  })
  expect(JSON.stringify(page.body)).not.toContain('flags of May')
  expect((await mails()).filter((mail) => mail.template === 'word').at(-1)?.fill).toMatchObject({ deed: 'Read it, or appeal' })

  const measure = 'id' in taken ? taken.id : 0
  expect(await askAgain({ program: 1, by: grace }, { measure, reason: 'On behalf of somebody else.' })).toMatchObject({ kind: 'not_found' })
  expect(await askAgain({ program: 1, by: ines }, { measure, reason: 'Each of them was a new translation.' })).toMatchObject({ kind: 'asked' })
  const [dispute] = await openDisputes(1)
  const answer = { dispute: dispute?.id ?? 0, outcome: 'changed' as const, answer: 'Each was a translation indeed.', points: null }
  expect(await decideDispute({ program: 1, by: grace }, program, answer)).toMatchObject({ kind: 'not_second' })
  expect(await decideDispute({ program: 1, by: ruth }, program, answer)).toEqual({ kind: 'decided' })
  await write('after')
  expect(await balanceOf(ines)).toMatchObject({ lifetime: 30 })
  expect((await measuresOf(1, ines)).map((one) => one.step)).toEqual(['lift', 'pause', 'warn'])
  await expect(sqlAlone(`UPDATE measure SET reason = 'Something else'`)).rejects.toThrow()
  expect(await brokenInvariants()).toEqual([])
})

test('[AB-10] whose orders are held is not trusted by the store until that is lifted, whatever happens in between', async () => {
  const trusted = async () => {
    const asks = { segments: [], yearFrom: new Date(0), points: 'points' }
    const { loaded } = await inTransaction({ program: 1, by: null }, (scope) => loadShoppers(scope, [ines], asks))
    return loaded.get(ines)?.caution.trusted
  }
  expect(await trusted()).toBeNull()
  await step('hold')
  await step('warn')
  expect(await trusted()).toBe(false)
  await step('lift')
  expect(await trusted()).toBeNull()
})

test('[AB-10] a removed member is off the boards and may do nothing but read, appeal and write to the team', async () => {
  const listed = async () =>
    (await sqlAlone<{ listed: boolean }>('SELECT bool_or(listed) AS listed FROM board_score WHERE member_id = $1', [ines]))[0]?.listed
  expect(await listed()).toBe(true)
  await step('remove')
  expect(await listed()).toBe(false)
  expect((await visit(browser, talk, '/challenges/any/talk', { do: 'rate' })).status).toBe(403)
  expect((await visit(browser, fairPlay, '/fair-play')).body).toMatchObject({ state: 'removed' })
  await write('removed')
  expect(await balanceOf(ines)).toMatchObject({ lifetime: 30 })
  await step('lift')
  expect(await listed()).toBe(true)
})
