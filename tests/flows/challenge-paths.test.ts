import { beforeAll, expect, test } from 'vitest'
import { inTransaction, sqlAlone } from '#app/db/transaction.server.ts'
import { openSession } from '#app/auth/sessions.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { completeStage } from '#app/flows/complete-stage.server.ts'
import { reopenStage } from '#app/flows/reopen-stage.server.ts'
import { savePath } from '#app/flows/save-path.server.ts'
import { loader } from '#app/routes/hub/path.tsx'
import { begin, publish } from '#tests/support/challenges.ts'
import { resetDatabase } from '#tests/support/database.ts'
import { addMember, openHub, settleAll } from '#tests/support/hub.ts'
import { Browser, visit } from '#tests/support/people.ts'

let program: Program
let ines: number
beforeAll(async () => {
  await resetDatabase()
  program = await openHub()
  ines = await addMember('ines')
})

const stagesOf = () => sqlAlone(`SELECT what FROM standing_event WHERE what LIKE 'path:%' ORDER BY what`)

test('[CH-14] a path of challenges shows done and total, completes with its last item, and goes back when one is taken back', async () => {
  const one = await publish({ slug: 'first-steps' })
  const two = await publish({ slug: 'second-steps' })
  const stage = (title: string, slug: string) => ({ title, story: '', perks: [], needs: [{ type: 'challenge' as const, challenge: slug, title }] })
  const path = {
    slug: 'welcome',
    title: 'Welcome',
    story: '',
    retired: false,
    stages: [stage('First', 'first-steps'), stage('Second', 'second-steps')],
  }
  await savePath(path, true, { program: 1, by: null })
  const browser = new Browser()
  const [name = '', value = ''] = ((await openSession(new Request('http://localhost:3000/'), 1, ines)).split(';')[0] ?? '').split('=')
  browser.cookies.set(name, value)
  const page = () => visit(browser, (args) => loader({ ...args, params: { slug: 'welcome' } } as never), '/paths/welcome')
  const finish = async (challenge: { id: number; stages: number[] }) => {
    const order = { participationId: await begin(challenge, ines), stageId: challenge.stages[0] ?? 0 }
    await inTransaction({ program: 1, by: ines }, (scope) => completeStage(scope, program, { ...order, how: 'staff' }))
    await settleAll()
    return order
  }
  expect(await page()).toMatchObject({ body: { done: 0, total: 2 } })
  await finish(one)
  expect(await page()).toMatchObject({ body: { done: 1, total: 2, steps: [{ state: 'reached' }, { state: 'open' }] } })
  expect(await stagesOf()).toEqual([{ what: 'path:welcome:1' }])
  const last = await finish(two)
  expect(await page()).toMatchObject({ body: { done: 2, total: 2, steps: [{ state: 'reached' }, { state: 'reached' }] } })
  expect(await stagesOf()).toHaveLength(2)
  await inTransaction({ program: 1, by: null }, (scope) => reopenStage(scope, program, { ...last, reason: 'The proof was withdrawn.' }))
  await settleAll()
  expect(await page()).toMatchObject({ body: { done: 1, total: 2 } })
  expect(await stagesOf()).toEqual([{ what: 'path:welcome:1' }])
})
