import { beforeEach, expect, test } from 'vitest'
import { openSession } from '#app/auth/sessions.server.ts'
import type { Explain } from '#app/domain/quizzes/quiz.ts'
import { switchQuiz } from '#app/flows/switch-quiz.server.ts'
import * as attempt from '#app/routes/hub/attempt.tsx'
import * as list from '#app/routes/hub/quizzes.tsx'
import * as quiz from '#app/routes/hub/quiz.tsx'
import * as survey from '#app/routes/hub/survey.tsx'
import { resetDatabase } from '#tests/support/database.ts'
import { addMember, openHub } from '#tests/support/hub.ts'
import { addQuestions, addQuiz, addSurvey } from '#tests/support/quizzes.ts'

let manager: number
let cookie: string
beforeEach(async () => {
  await resetDatabase()
  await openHub()
  manager = await addMember('manager', { linked: false })
  const ines = await addMember('ines', { linked: false })
  cookie = (await openSession(new Request('http://localhost:3000/'), 1, ines)).split(';')[0] ?? ''
})

type Fields = Record<string, string>
const args = (path: string, params: Fields, form?: Fields) => {
  const headers = { host: 'localhost:3000', cookie }
  const request = new Request(`http://localhost:3000${path}`, form ? { method: 'POST', headers, body: new URLSearchParams(form) } : { headers })
  return { request, params, context: { nonce: '' } }
}
const start = async () => {
  const answer = (await quiz.action(args('/quizzes/git', { slug: 'git' }, {}))) as Response
  return answer.headers.get('Location') ?? ''
}
const idOf = (page: string) => page.split('/').at(-1) ?? ''
const see = (id: string, query = '') => attempt.loader(args(`/attempts/${id}${query}`, { id }))
const send = async (id: string, form: Fields) => ((await attempt.action(args(`/attempts/${id}`, { id }, form))) as Response).headers.get('Location')

const secret = 'KEY-WORD'
const everything = [
  { type: 'single', options: ['a', 'b', 'c'].map((text, n) => ({ text, percent: n === 1 ? 100 : 37 })), explanation: secret },
  { type: 'multiple', options: ['a', 'b', 'c'].map((text, n) => ({ text, right: n !== 1 })), explanation: secret },
  { type: 'ordering', items: ['first', 'second', 'third'], explanation: secret },
  { type: 'matching', pairs: ['x', 'y'].map((left) => ({ left, right: `of ${left}` })), explanation: secret },
  { type: 'short', accepted: [`${secret} one`], patterns: [`${secret}*`], explanation: secret },
  { type: 'numeric', value: 424_242, tolerance: 31, explanation: secret },
  { type: 'code', code: 'print(6 * 7)', language: 'python', outputs: [`${secret} 42`], explanation: secret },
]
const leaks = /KEY-WORD|424242|"percent":(100|37)|"right":\s*(true|false)|tolerance|accepted|patterns|outputs|seed|"places"/

test('[AB-09][CH-04] nothing of any answer key leaves the server before it may be shown, whatever page is asked', async () => {
  const { bank } = await addQuestions(manager, 'Git', everything)
  await addQuiz(manager, 'git', bank, { attempts: 2, explain: 'last' })
  expect(JSON.stringify(await list.loader(args('/quizzes', {})))).not.toMatch(leaks)
  expect(JSON.stringify(await quiz.loader(args('/quizzes/git', { slug: 'git' })))).not.toMatch(leaks)
  for (const last of [false, true]) {
    const id = idOf(await start())
    for (let n = 1; n <= everything.length; n += 1) {
      await send(id, { position: String(n), go: String(n), choice: '0', 'rank-0': '1', 'side-0': '0', text: 'guess' })
      expect([n, JSON.stringify(await see(id, `?q=${n}`))]).toEqual([n, expect.not.stringMatching(leaks)])
    }
    expect(await send(id, { do: 'hand_in' })).toBe(`/attempts/${id}`)
    const ended = JSON.stringify(await see(id))
    expect([last, leaks.test(ended.replace(/"percent":[\d.]+/, ''))]).toEqual([last, last])
  }
})

test('[CH-04] explanations come when the quiz says so: after each answer, each attempt, the close, or never', async () => {
  const { bank } = await addQuestions(manager, 'Git', [
    { type: 'short', accepted: ['rebase'], explanation: secret },
    { type: 'short', accepted: ['merge'], explanation: secret },
  ])
  const shown = async (explain: Explain) => {
    const slug = `git-${explain}`
    const id = await addQuiz(manager, slug, bank, { explain })
    const begun = (await quiz.action(args(`/quizzes/${slug}`, { slug }, {}))) as Response
    const attemptId = idOf(begun.headers.get('Location') ?? '')
    const count = async (query = '') => JSON.stringify(await see(attemptId, query)).split(secret).length - 1
    const before = await count('?q=1')
    await send(attemptId, { position: '1', go: '1', text: 'no' })
    const answered = [await count('?q=1'), await count('?q=2')]
    await send(attemptId, { do: 'hand_in' })
    const ended = await count()
    await switchQuiz(id, 'closed', { program: 1, by: manager })
    return { before, answered, ended, closed: await count() }
  }
  expect(await shown('answer')).toEqual({ before: 0, answered: [1, 0], ended: 2, closed: 2 })
  expect(await shown('end')).toEqual({ before: 0, answered: [0, 0], ended: 2, closed: 2 })
  expect(await shown('close')).toEqual({ before: 0, answered: [0, 0], ended: 0, closed: 2 })
  expect(await shown('never')).toEqual({ before: 0, answered: [0, 0], ended: 0, closed: 0 })
})

test('[CH-04] reload, back button and a second tab give no further attempt, and answers to an ended one change nothing', async () => {
  const { bank } = await addQuestions(manager, 'Git', [{ type: 'short', accepted: ['rebase'] }])
  await addQuiz(manager, 'git', bank, { attempts: 1 })
  const page = await start()
  expect(await start()).toBe(page)
  const id = idOf(page)
  expect(await send(id, { position: '1', go: '2', text: 'merge' })).toBe(`${page}?q=2`)
  expect(await send(id, { do: 'hand_in' })).toBe(page)
  expect(await send(id, { position: '1', go: '2', text: 'rebase' })).toBe(page)
  expect(await see(id)).toMatchObject({ page: { state: 'ended', percent: 0, passed: false } })
  expect(await quiz.action(args('/quizzes/git', { slug: 'git' }, {}))).toMatchObject({ init: { status: 409 } })
  const thief = await addMember('thief', { linked: false })
  cookie = (await openSession(new Request('http://localhost:3000/'), 1, thief)).split(';')[0] ?? ''
  await expect(see(id)).rejects.toMatchObject({ status: 404 })
})

test('[CH-05] without script a survey asks its follow-up on a second page, keeps what was said, and thanks once', async () => {
  await addSurvey(manager, 'voices')
  const post = (form: Fields) => survey.action(args('/surveys/voices', { slug: 'voices' }, form))
  expect(await post({ seen: 'q1' })).toMatchObject({ init: { status: 400 }, data: { sent: { kind: 'faulty' } } })
  expect(await post({ seen: 'q1', q1: '3' })).toMatchObject({ data: { sent: { kind: 'more', answers: { q1: 3 } } } })
  expect(await post({ seen: 'q1,q4', q1: '3', q4: 'the search' })).toMatchObject({ status: 303 })
  expect(await survey.loader(args('/surveys/voices', { slug: 'voices' }))).toMatchObject({ state: 'answered', asks: [] })
})
