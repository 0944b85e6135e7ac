import { beforeEach, expect, test } from 'vitest'
import { inTransaction, sqlAlone } from '#app/db/transaction.server.ts'
import { openSession } from '#app/auth/sessions.server.ts'
import { cardsFrom } from '#app/components/hub/kinds.ts'
import { campaignsOf } from '#app/domain/campaigns/queries.server.ts'
import { questionSchema } from '#app/domain/quizzes/question.ts'
import { allQuizzes } from '#app/domain/quizzes/queries/results.server.ts'
import { challengesOfPath } from '#app/domain/standing/paths.ts'
import { adapters } from '#integrations/registry.ts'
import { askCommunity } from '#prisma/seed/ask.ts'
import { offerChallenges } from '#prisma/seed/challenges.ts'
import { doChallenges } from '#prisma/seed/doers.ts'
import { paths } from '#prisma/seed/program.ts'
import { care, openSource, product } from '#prisma/seed/quiz-questions.ts'
import { opennessOf } from '#app/domain/challenges/challenges.ts'
import { knownChallenges } from '#app/domain/challenges/definitions.server.ts'
import { draftOf } from '#app/domain/challenges/draft.ts'
import { checkChallenge } from '#app/flows/check-challenge.server.ts'
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
beforeEach(async () => {
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

test('[CH-01][CH-04][CH-13][CH-14] the demo community has a dozen challenges without a fault, three quizzes worth doing, a campaign, and a path of challenges', async () => {
  const [now, by] = [new Date(), { program: 1, by: null }]
  await askCommunity(by, now)
  await offerChallenges(by, now)
  await offerChallenges(by, now)
  const known = new Set(Object.keys(cardsFrom(adapters)))
  await sqlAlone(`UPDATE source SET adapter = 'github' WHERE id <> 0`)
  const { challenges } = await knownChallenges(sqlAlone, 1)
  expect(challenges.filter((one) => opennessOf(one, now) === 'open').length).toBeGreaterThanOrEqual(12)
  expect(new Set(challenges.flatMap((one) => one.stages.map((stage) => stage.type))).size).toBeGreaterThanOrEqual(12)
  for (const one of challenges) {
    const { faults } = await checkChallenge(program, one.id, draftOf(one), false, now, known)
    // Levels and languages are those of the demo's people, who are not here.
    const wrong = faults.filter((fault) => fault.field !== 'audience' && !fault.words.includes('nothing can come from'))
    expect(wrong, one.slug).toEqual([])
  }
  expect((await campaignsOf(1)).map(({ state, title }) => [state, title])).toEqual([['running', 'The preview month']])
  expect(challenges.filter((one) => one.campaignId !== null)).toHaveLength(3)
  for (const handle of ['priya-nair', 'zoe-martin']) await addMember(handle, { linked: false })
  await doChallenges(by, now)
  await doChallenges(by, now)
  const figures = await sqlAlone(
    `SELECT c.slug, count(*)::int AS done FROM participation p JOIN challenge c ON c.id = p.challenge_id WHERE p.state = 'completed' GROUP BY 1 ORDER BY 1`,
  )
  expect(figures).toEqual([
    { slug: 'introduce-yourself', done: 1 },
    { slug: 'say-hello', done: 2 },
  ])
  const slugs = new Set(challenges.map((one) => one.slug))
  const asked = paths.flatMap(challengesOfPath)
  expect([asked.length, asked.filter((slug) => !slugs.has(slug))]).toEqual([4, []])
  expect((await allQuizzes(1)).filter((one) => one.state === 'open')).toHaveLength(3)
  for (const bank of [openSource, product, care]) {
    expect(bank.length).toBeGreaterThanOrEqual(8)
    expect(new Set(bank.map(({ content }) => content.type)).size).toBeGreaterThanOrEqual(4)
    for (const { content } of bank) expect(questionSchema.parse(content).explanation.length).toBeGreaterThan(40)
  }
})
