import { beforeEach, expect, test } from 'vitest'
import { begin, publish, stage } from '#tests/support/challenges.ts'
import { asOwner, resetDatabase } from '#tests/support/database.ts'
import { sqlAlone } from '#app/db/transaction.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { attemptFor, questionFigures } from '#app/domain/quizzes/queries.server.ts'
import { outdatedAttempts } from '#app/domain/quizzes/queries/results.server.ts'
import { questionSchema } from '#app/domain/quizzes/question.ts'
import { discriminationWords, facilityWords } from '#app/domain/quizzes/statistics.ts'
import { answerQuestion } from '#app/flows/answer-question.server.ts'
import { endAttempts } from '#app/flows/end-attempts.server.ts'
import { handInAttempt } from '#app/flows/hand-in-attempt.server.ts'
import { regradeQuiz } from '#app/flows/regrade-quiz.server.ts'
import { saveQuestion } from '#app/flows/save-question.server.ts'
import { ownPage, startAttempt } from '#app/flows/start-attempt.server.ts'
import { switchQuiz } from '#app/flows/switch-quiz.server.ts'
import { addMember, addRule, balanceOf, openHub, settleAll } from '#tests/support/hub.ts'
import { brokenInvariants } from '#tests/support/invariants.ts'
import { addQuestions, addQuiz, answerAll } from '#tests/support/quizzes.ts'

let program: Program
let manager: number
let ines: number
beforeEach(async () => {
  await resetDatabase()
  program = await openHub()
  manager = await addMember('manager', { linked: false })
  ines = await addMember('ines', { linked: false })
})

const letters = ['a', 'b', 'c', 'd', 'e', 'f']
const single = (right = 0) => ({ type: 'single', options: letters.map((text, i) => ({ text, percent: i === right ? 100 : 0 })) })
const as = (member: number) => ({ program: 1, by: member })
const start = (member: number, quiz: number, now?: Date) => startAttempt(as(member), program, ownPage(quiz, 'git'), now)
const begun = async (member: number, quiz: number, now?: Date): Promise<number> => {
  const started = await start(member, quiz, now)
  if (!('id' in started)) throw new Error(started.message)
  return started.id
}
const later = (seconds: number, from = new Date()) => new Date(from.getTime() + seconds * 1000)

test('[CH-04] fifty starts at once use one attempt; fifty more after it ended, at the last attempt, use one and refuse none wrongly', async () => {
  const { bank } = await addQuestions(manager, 'Git', [single(), single(1), single(2)])
  const quiz = await addQuiz(manager, 'git', bank, { attempts: 2 })
  const first = await Promise.all(Array.from({ length: 50 }, () => start(ines, quiz)))
  expect(first.filter((one) => one.kind === 'started')).toHaveLength(1)
  expect(first.filter((one) => one.kind === 'resumed')).toHaveLength(49)
  expect(new Set(first.map((one) => ('id' in one ? one.id : 0))).size).toBe(1)
  const [id] = first.map((one) => ('id' in one ? one.id : 0))
  const ends = await Promise.all(Array.from({ length: 50 }, () => handInAttempt(as(ines), program, id ?? 0)))
  expect(ends.filter((one) => one.kind === 'handed_in')).toHaveLength(1)
  const second = await begun(ines, quiz)
  await handInAttempt(as(ines), program, second)
  const third = await Promise.all(Array.from({ length: 50 }, () => start(ines, quiz)))
  expect(third.every((one) => one.kind === 'none_left')).toBe(true)
  expect(await sqlAlone('SELECT number FROM quiz_attempt ORDER BY number')).toEqual([{ number: 1 }, { number: 2 }])
})

test('[CH-04] what comes after the deadline is refused, what was answered before counts, and a member who never returns is ended by the worker', async () => {
  const { bank } = await addQuestions(manager, 'Git', [single(), { type: 'short', accepted: ['rebase'] }])
  const quiz = await addQuiz(manager, 'git', bank, { seconds: 60, passPercent: 50, attempts: 1 })
  const now = new Date()
  const id = await begun(ines, quiz, now)
  const found = await attemptFor(1, id, ines)
  const [one, other] = found?.items ?? []
  const form = new FormData()
  for (const item of [one, other]) if (item?.content.type === 'single') form.set('choice', String(item.places.indexOf(0)))
  form.set('text', 'Rebase')
  expect(await answerQuestion(as(ines), program, { attemptId: id, position: one?.position ?? 0 }, form, later(59, now))).toEqual({ kind: 'kept' })
  expect(await answerQuestion(as(ines), program, { attemptId: id, position: other?.position ?? 0 }, form, later(60, now))).toEqual({ kind: 'over' })
  const after = await attemptFor(1, id, ines)
  expect(after?.attempt).toMatchObject({ state: 'ended', ending: 'time', percent: 50, passed: true, endedAt: later(60, now) })
  expect(await answerQuestion(as(ines), program, { attemptId: id, position: 1 }, form, now)).toEqual({ kind: 'ended' })
  const away = await addMember('away', { linked: false })
  const left = await begun(away, quiz, now)
  await answerAll(program, away, left, true, later(10, now))
  expect(await endAttempts(1, later(59, now))).toBe(0)
  expect(await endAttempts(1, later(61, now))).toBe(1)
  expect((await attemptFor(1, left, away))?.attempt).toMatchObject({ ending: 'time', percent: 100, passed: true, endedAt: later(60, now) })
})

test('[CH-04] passing tells the rules once, whatever hands in at once and however often it is passed again', async () => {
  await addRule({ title: 'Quizzes', kinds: ['hub:quiz.passed'], points: 40, condition: { all: [{ fact: 'percent', op: 'at_least', value: 80 }] } })
  const { bank } = await addQuestions(manager, 'Git', [single(), single(1), single(2), single(3)])
  const quiz = await addQuiz(manager, 'git', bank)
  for (const right of [false, true, true]) {
    const id = await begun(ines, quiz)
    await answerAll(program, ines, id, right)
    await Promise.all(Array.from({ length: 20 }, () => handInAttempt(as(ines), program, id)))
    await settleAll()
    expect((await attemptFor(1, id, ines))?.attempt.passed).toBe(right)
  }
  expect(await balanceOf(ines)).toMatchObject({ lifetime: 40 })
})

test('[CH-04] a pause between attempts and a closed quiz are kept by the server; an attempt of somebody else is nobody’s', async () => {
  const { bank } = await addQuestions(manager, 'Git', [single()])
  const quiz = await addQuiz(manager, 'git', bank, { cooldownMinutes: 10 })
  const now = new Date()
  const id = await begun(ines, quiz, now)
  const thief = await addMember('thief', { linked: false })
  const form = new FormData()
  form.set('choice', '0')
  expect(await answerQuestion(as(thief), program, { attemptId: id, position: 1 }, form, now)).toEqual({ kind: 'none' })
  expect(await handInAttempt(as(thief), program, id, now)).toEqual({ kind: 'none' })
  expect(await attemptFor(1, id, thief)).toBeNull()
  await handInAttempt(as(ines), program, id, now)
  expect(await start(ines, quiz, later(599, now))).toMatchObject({ kind: 'too_soon' })
  expect(await start(ines, quiz, later(600, now))).toMatchObject({ kind: 'started' })
  await switchQuiz(quiz, 'closed', as(manager))
  expect(await start(thief, quiz, now)).toMatchObject({ kind: 'not_open' })
})

test('[CH-04] where each answer is explained at once it is final; a question changed meanwhile is judged as it was asked', async () => {
  const { bank, ids } = await addQuestions(manager, 'Git', [{ type: 'short', accepted: ['rebase'] }])
  const quiz = await addQuiz(manager, 'git', bank, { explain: 'answer' })
  const id = await begun(ines, quiz)
  const say = (text: string) => {
    const form = new FormData()
    form.set('text', text)
    return answerQuestion(as(ines), program, { attemptId: id, position: 1 }, form)
  }
  expect(await say('  ')).toEqual({ kind: 'blank' })
  const content = {
    type: 'short' as const,
    stem: 'Now another?',
    explanation: '',
    marks: 1,
    accepted: ['merge'],
    patterns: [],
    caseMatters: false,
    spaceMatters: false,
  }
  const writing = { id: ids[0] ?? 0, version: 1, tags: [], content }
  expect(await saveQuestion(bank, writing, as(manager))).toMatchObject({ kind: 'saved' })
  expect(await saveQuestion(bank, writing, as(manager))).toMatchObject({ kind: 'changed' })
  const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => say(n === 0 ? 'rebase' : 'rebase ')))
  expect(answers.filter((one) => one.kind === 'kept')).toHaveLength(1)
  expect(await say('merge')).toEqual({ kind: 'final' })
  await handInAttempt(as(ines), program, id)
  expect((await attemptFor(1, id, ines))?.attempt.percent).toBe(100)
  await asOwner(async (client) => {
    await expect(client.query(`UPDATE quiz_attempt SET percent = 1`)).rejects.toThrow('has ended')
    await expect(client.query(`UPDATE quiz_answer SET answer = '{"text":"x"}'`)).rejects.toThrow(/final|ended/)
    await expect(client.query(`UPDATE question_version SET content = '{}'`)).rejects.toThrow('append-only')
  })
})

test('[CH-02][CH-04] a step of a challenge is passed by its quiz, with its own pass mark and attempts, in the transaction that ends the attempt, paid once', async () => {
  const { bank } = await addQuestions(manager, 'Git', [single(), single(1)])
  const quiz = await addQuiz(manager, 'git', bank, { passPercent: 100, attempts: 2, listed: false })
  const challenge = await publish({
    award: { points: 70 },
    stages: [stage({ type: 'quiz', title: 'The quiz', settings: { quizId: quiz, passMark: 50 } })],
  })
  const participationId = await begin(challenge, ines)
  const where = {
    quizId: quiz,
    occasion: `challenge:${challenge.id}`,
    place: `/challenges/${challenge.slug}`,
    participationId,
    stageId: challenge.stages[0] ?? 0,
    passPercent: 50,
  }
  const results = () => sqlAlone('SELECT state, how FROM stage_result')
  const attempt = async (rights: number) => {
    const begun = await startAttempt(as(ines), program, where)
    const id = 'id' in begun ? begun.id : 0
    for (const { position, places, content } of (await attemptFor(1, id, ines))?.items ?? []) {
      const right = content.type === 'single' ? content.options.findIndex((option) => option.percent === 100) : 0
      const form = new FormData()
      form.set('choice', String(places.indexOf(position <= rights ? right : right + 1)))
      await answerQuestion(as(ines), program, { attemptId: id, position }, form)
    }
    return Promise.all(Array.from({ length: 20 }, () => handInAttempt(as(ines), program, id)))
  }
  await attempt(0)
  expect(await results()).toEqual([])
  expect(await sqlAlone('SELECT state FROM participation')).toEqual([{ state: 'open' }])
  expect((await attempt(1)).filter((one) => one.kind === 'handed_in')).toEqual([{ kind: 'handed_in', passed: true }])
  expect(await results()).toEqual([{ state: 'passed', how: 'quiz' }])
  expect(await sqlAlone('SELECT state FROM participation')).toEqual([{ state: 'completed' }])
  expect(await balanceOf(ines)).toMatchObject({ lifetime: 70 })
  const tom = await addMember('tom', { linked: false })
  const his = { ...where, participationId: await begin(challenge, tom) }
  for (let n = 0; n < 2; n += 1) {
    const begun = await startAttempt(as(tom), program, his)
    await handInAttempt(as(tom), program, 'id' in begun ? begun.id : 0)
  }
  expect(await sqlAlone(`SELECT state FROM participation WHERE member_id = $1`, [tom])).toEqual([{ state: 'failed' }])
  expect(await balanceOf(tom)).toMatchObject({ lifetime: 0 })
})

test('[CH-04] after a key was corrected ended attempts are graded anew: who passes by it is paid once, from whom it is wrong it is taken back, and nothing else of an attempt can change', async () => {
  const { bank, ids } = await addQuestions(manager, 'Git', [single(0)])
  const quiz = await addQuiz(manager, 'git', bank, { passPercent: 100, attempts: 1, listed: false })
  await addRule({ kinds: ['hub:quiz.passed'], points: 5 })
  const challenge = await publish({ award: { points: 70 }, stages: [stage({ type: 'quiz', settings: { quizId: quiz } })] })
  const tom = await addMember('tom', { linked: false })
  const take = async (member: number, choice: number) => {
    const participationId = await begin(challenge, member)
    const place = { participationId, stageId: challenge.stages[0] ?? 0, passPercent: 100 }
    const started = await startAttempt(as(member), program, { quizId: quiz, occasion: 'challenge:1', place: '/challenges/x', ...place })
    const id = 'id' in started ? started.id : 0
    const [item] = (await attemptFor(1, id, member))?.items ?? []
    const form = new FormData()
    form.set('choice', String(item?.places.indexOf(choice)))
    await answerQuestion(as(member), program, { attemptId: id, position: 1 }, form)
    await handInAttempt(as(member), program, id)
  }
  await take(ines, 0)
  await take(tom, 2)
  await settleAll()
  const sums = async () => [(await balanceOf(ines)).lifetime, (await balanceOf(tom)).lifetime]
  expect(await sums()).toEqual([75, 0])
  const right = (index: number, version: number) =>
    saveQuestion(bank, { id: ids[0] ?? 0, version, tags: [], content: questionSchema.parse({ stem: 'What is it?', ...single(index) }) }, as(manager))
  await right(2, 1)
  expect(await outdatedAttempts(1, quiz)).toBe(2)
  const regrade = () => regradeQuiz(quiz, as(manager), program)
  const both = await Promise.all([regrade(), regrade()])
  expect(both.map((one) => 'changed' in one && [one.changed, one.gained, one.lost])).toEqual(
    expect.arrayContaining([
      [2, 1, 1],
      [0, 0, 0],
    ]),
  )
  await settleAll()
  expect(await sums()).toEqual([0, 75])
  expect(await sqlAlone('SELECT member_id AS id, state FROM participation ORDER BY member_id')).toEqual([
    { id: ines, state: 'open' },
    { id: tom, state: 'completed' },
  ])
  expect(await outdatedAttempts(1, quiz)).toBe(0)
  await right(0, 2)
  expect(await regrade()).toMatchObject({ changed: 2, gained: 1, lost: 1 })
  await settleAll()
  expect(await sums()).toEqual([75, 0])
  expect(await sqlAlone('SELECT count(*)::int AS kept FROM quiz_regrade')).toEqual([{ kept: 4 }])
  await expect(sqlAlone(`UPDATE quiz_attempt SET percent = 100, passed = true`)).rejects.toThrow('kept as it is')
  await expect(sqlAlone(`DELETE FROM quiz_regrade`)).rejects.toThrow(/quiz_regrade/)
  expect(await brokenInvariants()).toEqual([])
})

test('[AB-09] two members get different questions in different orders, and each the same again on a reload', async () => {
  const { bank } = await addQuestions(
    manager,
    'Git',
    Array.from({ length: 12 }, (_, n) => single(n % 6)),
  )
  const quiz = await addQuiz(manager, 'git', bank, { parts: [{ bank, tag: null, count: 6 }], shuffleQuestions: true, shuffleOptions: true })
  const tom = await addMember('tom', { linked: false })
  const [one, other] = [await begun(ines, quiz), await begun(tom, quiz)]
  const order = async (id: number, member: number) => (await attemptFor(1, id, member))?.items.map(({ questionId, places }) => [questionId, places])
  expect(await order(one, ines)).toHaveLength(6)
  expect(await order(one, ines)).not.toEqual(await order(other, tom))
  expect(await begun(ines, quiz)).toBe(one)
  expect(await order(one, ines)).toEqual(await order(one, ines))
})

test('[CH-04] managers see how hard each question is and whether it tells who knows: by first attempts, equal to a count by hand', async () => {
  const { bank, ids } = await addQuestions(manager, 'Git', [single(), single(), single(), single()])
  const quiz = await addQuiz(manager, 'git', bank)
  // Rows: members; columns: right or wrong at questions 1 to 4. Question 4 is got right by those who fail the others.
  const table = ['1110', '1110', '1100', '1001', '0001', '1000']
  for (const [n, row] of table.entries()) {
    const member = await addMember(`person-${n}`, { linked: false })
    for (const round of [row, '1111']) {
      const id = await begun(member, quiz)
      for (const item of (await attemptFor(1, id, member))?.items ?? []) {
        const form = new FormData()
        form.set('choice', String(item.places.indexOf(round[ids.indexOf(item.questionId)] === '1' ? 0 : 1)))
        await answerQuestion(as(member), program, { attemptId: id, position: item.position }, form)
      }
      await handInAttempt(as(member), program, id)
    }
  }
  const figures = await questionFigures(1, quiz)
  const of = (n: number) => figures.find((one) => one.id === ids[n])
  for (const n of [0, 1, 2, 3]) {
    const item = table.map((row) => Number(row[n]))
    const rest = table.map((row) => ([...row].filter((_, at) => at !== n && row[at] === '1').length * 100) / 3)
    expect(of(n)?.answers).toBe(6)
    expect(of(n)?.facility).toBeCloseTo(mean(item))
    expect(of(n)?.discrimination).toBeCloseTo(correlation(item, rest))
    expect(of(n)?.chosen.slice(0, 2)).toEqual([item.filter(Boolean).length, 6 - item.filter(Boolean).length])
  }
  expect(discriminationWords(of(3)?.discrimination ?? null, 6).tone).toBe('bad')
  expect(facilityWords(of(0)?.facility ?? 0, 6).words).toContain('Easy')
})

const mean = (list: number[]): number => list.reduce((sum, value) => sum + value, 0) / list.length
function correlation(one: number[], other: number[]): number {
  const [a, b] = [mean(one), mean(other)]
  const sum = (pick: (n: number) => number): number => one.reduce((total, _, n) => total + pick(n), 0)
  return (
    sum((n) => ((one[n] ?? 0) - a) * ((other[n] ?? 0) - b)) / Math.sqrt(sum((n) => ((one[n] ?? 0) - a) ** 2) * sum((n) => ((other[n] ?? 0) - b) ** 2))
  )
}
