import { beforeEach, expect, test } from 'vitest'
import { openSession } from '#app/auth/sessions.server.ts'
import { sqlAlone } from '#app/db/transaction.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { openWaveOf, wavesOf } from '#app/domain/surveys/queries.server.ts'
import { startOf } from '#app/domain/surveys/starts.ts'
import { scoreOf, surveySchema } from '#app/domain/surveys/survey.ts'
import { answerSurvey } from '#app/flows/answer-survey.server.ts'
import { saveSurvey } from '#app/flows/save-survey.server.ts'
import { switchSurvey } from '#app/flows/switch-survey.server.ts'
import * as exported from '#app/routes/manage/survey-export.ts'
import * as results from '#app/routes/manage/survey-results.tsx'
import { begin, publish, stage } from '#tests/support/challenges.ts'
import { asOwner, resetDatabase } from '#tests/support/database.ts'
import { addMember, addRule, balanceOf, openHub, settleAll } from '#tests/support/hub.ts'
import { addSurvey } from '#tests/support/quizzes.ts'

let program: Program
let manager: number
beforeEach(async () => {
  await resetDatabase()
  program = await openHub()
  manager = await addMember('manager', { linked: false })
  await sqlAlone(`INSERT INTO member_role (program_id, member_id, role) VALUES (1, $1, 'manager')`, [manager])
})

const answer = (member: number, surveyId: number, answers: Record<string, string | number>, now?: Date) =>
  answerSurvey({ program: 1, by: member }, program, { surveyId, answers, stage: null }, now)
const people = (count: number) => Promise.all(Array.from({ length: count }, (_, n) => addMember(`person-${n}`, { linked: false })))

async function visit(loader: typeof results.loader | typeof exported.loader, id: number, query = ''): Promise<unknown> {
  const set = await openSession(new Request('http://localhost:3000/'), 1, manager)
  const request = new Request(`http://localhost:3000/manage${query}`, { headers: { host: 'localhost:3000', cookie: set.split(';')[0] ?? '' } })
  return loader({ request, params: { id: String(id) }, context: { nonce: '' } })
}

test('[CH-05] fifty answers of one member at once keep one response a wave; a new wave takes one more, and rules are told of each', async () => {
  await addRule({ title: 'Voices', kinds: ['hub:survey.answered'], points: 20, condition: { all: [{ fact: 'group', op: 'is', value: 'promoter' }] } })
  const ines = await addMember('ines', { linked: false })
  const survey = await addSurvey(manager, 'voices')
  const answers = await Promise.all(Array.from({ length: 50 }, (_, n) => answer(ines, survey, { q1: n === 0 ? 9 : 10 })))
  expect(answers.filter((one) => one.kind === 'answered')).toHaveLength(1)
  expect(answers.filter((one) => one.kind === 'answered_before')).toHaveLength(49)
  await switchSurvey(survey, { wave: 'Spring' }, { program: 1, by: manager }, new Date(Date.now() + 1000))
  expect(await openWaveOf(1, survey, new Date(Date.now() + 2000))).toMatchObject({ number: 2, title: 'Spring' })
  expect(await answer(ines, survey, { q1: 4 }, new Date(Date.now() + 2000))).toEqual({ kind: 'answered' })
  expect(await sqlAlone('SELECT wave, count(*)::int AS count FROM survey_response GROUP BY wave ORDER BY wave')).toEqual([
    { wave: 1, count: 1 },
    { wave: 2, count: 1 },
  ])
  await settleAll()
  expect(await balanceOf(ines)).toMatchObject({ lifetime: 20 })
  await switchSurvey(survey, 'closed', { program: 1, by: manager })
  expect(await answer(manager, survey, { q1: 4 })).toMatchObject({ kind: 'not_open' })
  await asOwner(async (client) => {
    await expect(client.query('UPDATE survey_response SET score = 10')).rejects.toThrow('append-only')
    await expect(client.query('DELETE FROM survey_turnout')).rejects.toThrow('append-only')
  })
})

test('[CH-05] the score that managers see equals a count by hand, and words can be looked at by group with who wrote them', async () => {
  const survey = await addSurvey(manager, 'voices')
  const scores = [10, 9, 9, 8, 7, 6, 3, 10]
  for (const [n, member] of (await people(scores.length)).entries()) await answer(member, survey, { q1: scores[n] ?? 0, q4: `mend ${n}` })
  const [wave] = await wavesOf(1, survey)
  expect(scoreOf(wave?.scores ?? []).score).toBe((100 * (4 - 2)) / 8)
  const page = (await visit(results.loader, survey, '?group=detractor')) as Awaited<ReturnType<typeof results.loader>>
  expect(page.score).toMatchObject({ total: 8, promoters: 4, detractors: 2, score: 25 })
  expect(page.asks[0]?.bars.map((bar) => bar.value)).toEqual([0, 0, 0, 1, 0, 0, 1, 1, 1, 2, 2])
  expect(page.asks[3]?.words.map((one) => [one.score, one.handle]).sort()).toEqual([
    [3, 'person-6'],
    [6, 'person-5'],
  ])
})

test('[CH-05] an anonymous survey keeps no name, no time and no group, shows nothing before five answered, and stays anonymous', async () => {
  const survey = await addSurvey(manager, 'voices', { anonymous: true })
  const members = await people(5)
  for (const member of members.slice(0, 4)) await answer(member, survey, { q1: 2, q4: 'mend it' })
  const page = async () => (await visit(results.loader, survey, '?group=detractor')) as Awaited<ReturnType<typeof results.loader>>
  const csv = async () => ((await visit(exported.loader, survey)) as Response).text()
  expect(await page()).toMatchObject({ shown: false, score: null, trend: [], asks: [] })
  expect(await csv()).not.toContain('mend it')
  await answer(members[4] ?? 0, survey, { q1: 10 })
  expect(await page()).toMatchObject({ shown: true, score: { score: -60 } })
  expect((await page()).asks.every((ask) => ask.groups.length === 0 && ask.words.every((one) => one.handle === null))).toBe(true)
  expect(
    await sqlAlone(`SELECT count(*)::int AS count FROM survey_response WHERE member_id IS NOT NULL OR at <> date_trunc('day', at, 'UTC')`),
  ).toEqual([{ count: 0 }])
  expect(await sqlAlone(`SELECT 1 FROM activity WHERE kind = 'survey.answered' AND facts ? 'group'`)).toEqual([])
  expect(await csv()).not.toMatch(/person-|Handle|Time/)
  const open = surveySchema.parse({ ...startOf('nps'), title: 'Voices', anonymous: false })
  expect(await saveSurvey(open, { id: survey, version: 2 }, { program: 1, by: manager })).toMatchObject({ kind: 'promised' })
})

test('[CH-02][CH-05] a step of a challenge is passed by its survey, also by who answered this wave before, and branches by the group', async () => {
  const survey = await addSurvey(manager, 'voices')
  const [ines, tom] = await people(2)
  const steps = [
    stage({ type: 'nps', title: 'Say it', settings: { surveyId: survey } }),
    stage({ title: 'For those who love us' }),
    stage({ title: 'For the others' }),
  ]
  const challenge = await publish({ stages: steps })
  await sqlAlone(`UPDATE challenge_stage SET branch = $1::jsonb WHERE id = $2`, [
    JSON.stringify([{ answer: 'detractor', stage: challenge.stages[2] }]),
    challenge.stages[0],
  ])
  const at = async (member: number, answers: Record<string, number> | null) => {
    const waiting = { participationId: await begin(challenge, member), stageId: challenge.stages[0] ?? 0 }
    const done = await answerSurvey({ program: 1, by: member }, program, { surveyId: survey, answers, stage: waiting })
    const [row] = await sqlAlone<{ stage: number }>('SELECT stage_id AS stage FROM participation WHERE member_id = $1', [member])
    return [done.kind, challenge.stages.indexOf(row?.stage ?? 0)]
  }
  expect(await at(ines ?? 0, { q1: 2 })).toEqual(['answered', 2])
  const late = await addMember('late', { linked: false })
  expect(await at(late, null)).toEqual(['not_open', 0])
  await answer(tom ?? 0, survey, { q1: 10 })
  expect(await at(tom ?? 0, null)).toEqual(['answered_before', 1])
})

test('[CH-05] the export is safe in a spreadsheet: what begins like a formula is quoted', async () => {
  const survey = await addSurvey(manager, 'voices')
  const [ines] = await people(1)
  await answer(ines ?? 0, survey, { q1: 1, q4: '=HYPERLINK("https://evil.test";"click")' })
  const csv = await ((await visit(exported.loader, survey)) as Response).text()
  expect(csv).toContain(`'=HYPERLINK`)
  expect(csv).not.toMatch(/(^|,|")=HYPERLINK/m)
  expect(csv).toContain('person-0')
})
