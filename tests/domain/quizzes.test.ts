import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Answer, answerFrom, isWhole } from '#app/domain/quizzes/answer.ts'
import { type Drawable, drawQuestions, partFaults, randomFrom, shuffled } from '#app/domain/quizzes/draw.ts'
import { fits, gradeAnswer, numberIn, percentOf } from '#app/domain/quizzes/grading.ts'
import { partsOf, type Question, questionSchema } from '#app/domain/quizzes/question.ts'
import { deadlineOf, mayStart } from '#app/domain/quizzes/quiz.ts'
import { questionView } from '#app/domain/quizzes/view.ts'

const ask = (part: object): Question => questionSchema.parse({ stem: 'What is it?', ...part })
const words = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,8}$/), { minLength: 2, maxLength: 8 })

const questions: fc.Arbitrary<Question> = fc.oneof(
  fc
    .tuple(words, fc.nat())
    .map(([list, n]) => ask({ type: 'single', options: list.map((text, i) => ({ text, percent: i === n % list.length ? 100 : 25 })) })),
  fc
    .tuple(words, fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }))
    .map(([list, rights]) => ask({ type: 'multiple', options: list.map((text, i) => ({ text, right: i === 0 || rights[i] === true })) })),
  words.map((items) => ask({ type: 'ordering', items })),
  words.map((list) => ask({ type: 'matching', pairs: list.map((left, i) => ({ left, right: `to ${i % 3}` })), extra: ['nothing'] })),
)

/** The answer that is right in everything. */
function key(question: Question): Answer {
  if (question.type === 'single') return { choice: question.options.findIndex((option) => option.percent === 100) }
  if (question.type === 'multiple') return { choices: question.options.flatMap((option, i) => (option.right ? [i] : [])) }
  if (question.type === 'ordering') return { ranks: question.items.map((_, i) => i + 1) }
  if (question.type === 'matching')
    return { sides: question.pairs.map((pair) => [...new Set(question.pairs.map((one) => one.right))].indexOf(pair.right)) }
  return { text: '' }
}

test('[CH-04] the right answer is worth 1, none is worth 0, and no answer at all is worth less than 0 or more than 1', () => {
  const answers: fc.Arbitrary<Answer> = fc.oneof(
    fc.nat(15).map((choice) => ({ choice })),
    fc.array(fc.nat(11), { maxLength: 12 }).map((choices) => ({ choices })),
    fc.array(fc.option(fc.integer({ min: 1, max: 10 })), { maxLength: 10 }).map((ranks) => ({ ranks })),
    fc.array(fc.option(fc.nat(9)), { maxLength: 10 }).map((sides) => ({ sides })),
    fc.string().map((text) => ({ text })),
  )
  fc.assert(
    fc.property(questions, answers, (question, answer) => {
      expect(gradeAnswer(question, key(question))).toBe(1)
      expect(gradeAnswer(question, null)).toBe(0)
      const worth = gradeAnswer(question, answer)
      expect(worth).toBeGreaterThanOrEqual(0)
      expect(worth).toBeLessThanOrEqual(1)
    }),
  )
})

test('[CH-04] several answers: ticking everything is worth nothing, one more right tick never costs, one more wrong one never pays', () => {
  fc.assert(
    fc.property(questions, fc.array(fc.nat(7)), fc.nat(7), (question, chosen, more) => {
      if (question.type !== 'multiple') return
      const all = question.options.map((_, i) => i)
      if (question.options.some((option) => !option.right)) expect(gradeAnswer(question, { choices: all })).toBe(0)
      const option = question.options[more]
      if (!option || chosen.includes(more)) return
      const [before, after] = [gradeAnswer(question, { choices: chosen }), gradeAnswer(question, { choices: [...chosen, more] })]
      if (option.right) expect(after).toBeGreaterThanOrEqual(before)
      else expect(after).toBeLessThanOrEqual(before)
    }),
  )
})

test('[CH-04] partial credit is what the README says, and without it everything below the whole is nothing', () => {
  const multiple = { type: 'multiple', options: ['a', 'b', 'c', 'd'].map((text, i) => ({ text, right: i < 2 })) }
  expect(gradeAnswer(ask(multiple), { choices: [0] })).toBe(0.5)
  expect(gradeAnswer(ask(multiple), { choices: [0, 1, 2] })).toBe(0.5)
  expect(gradeAnswer(ask({ ...multiple, partial: false }), { choices: [0] })).toBe(0)
  const ordering = { type: 'ordering', items: ['a', 'b', 'c', 'd'] }
  expect(gradeAnswer(ask(ordering), { ranks: [2, 1, 3, 4] })).toBeCloseTo(2 / 3)
  expect(gradeAnswer(ask(ordering), { ranks: [4, 3, 2, 1] })).toBe(0)
  expect(gradeAnswer(ask(ordering), { ranks: [1, 1, 1, 1] })).toBe(0)
  const matching = { type: 'matching', pairs: ['a', 'b', 'c', 'd'].map((left) => ({ left, right: `${left}!` })) }
  expect(gradeAnswer(ask(matching), { sides: [0, 1, 3, 2] })).toBe(0.5)
  expect(
    gradeAnswer(
      ask({
        type: 'single',
        options: [
          { text: 'a', percent: 100 },
          { text: 'b', percent: 40 },
        ],
      }),
      { choice: 1 },
    ),
  ).toBe(0.4)
  expect(
    percentOf([
      { marks: 3, fraction: 1 },
      { marks: 1, fraction: 0.5 },
    ]),
  ).toBe(87.5)
})

test('[CH-04] short text forgives case and spaces unless it says otherwise; patterns know stars; no pattern keeps the server busy', () => {
  const short = { type: 'short', accepted: ['Git  Rebase'], patterns: ['git pull*--rebase'] }
  for (const text of ['git rebase', '  GIT   rebase ', 'git pull origin main --rebase'])
    expect([text, gradeAnswer(ask(short), { text })]).toEqual([text, 1])
  for (const text of ['rebase', 'git pull --rebase=no']) expect([text, gradeAnswer(ask(short), { text })]).toEqual([text, 0])
  expect(gradeAnswer(ask({ ...short, caseMatters: true }), { text: 'git rebase' })).toBe(0)
  expect(gradeAnswer(ask({ ...short, spaceMatters: true }), { text: 'git rebase' })).toBe(0)
  const started = performance.now()
  expect(fits('*a'.repeat(100) + 'b', 'a'.repeat(500))).toBe(false)
  expect(performance.now() - started).toBeLessThan(500)
  expect(fits('a?c*', 'abcd')).toBe(true)
})

test('[CH-04] numbers are read with point or comma and compared within the tolerance; outputs without spaces behind lines', () => {
  expect(['3.14', '3,14', ' 1 000 ', '-2', '1e3', '.5', 'three', '', '1.2.3'].map(numberIn)).toEqual([
    3.14,
    3.14,
    1000,
    -2,
    1000,
    0.5,
    null,
    null,
    null,
  ])
  const number = ask({ type: 'numeric', value: 0.3, tolerance: 0.1 })
  expect(['0,2', '0.4', '0.19', '0.41', 'x'].map((text) => gradeAnswer(number, { text }))).toEqual([1, 1, 0, 0, 0])
  const code = ask({ type: 'code', language: 'js', code: 'console.log(1)\nconsole.log(2)', outputs: ['1\n2'] })
  expect(['1\r\n2\r\n', '1  \n2', '12', '2\n1'].map((text) => gradeAnswer(code, { text }))).toEqual([1, 1, 0, 0])
})

test('[AB-09] an answer is read through the places of its page: whatever the shuffle, the right one on the page is the right one', () => {
  fc.assert(
    fc.property(questions, fc.nat(), (question, seed) => {
      const places = shuffled([...Array(partsOf(question)).keys()], randomFrom(seed))
      const right = key(question)
      const form = new FormData()
      if ('choice' in right) form.set('choice', String(places.indexOf(right.choice)))
      if ('choices' in right) for (const choice of right.choices) form.append('choice', String(places.indexOf(choice)))
      if ('ranks' in right) right.ranks.forEach((rank, original) => form.set(`rank-${places.indexOf(original)}`, String(rank)))
      if ('sides' in right) right.sides.forEach((side, left) => form.set(`side-${left}`, String(places.indexOf(side ?? -1))))
      const answer = answerFrom(question, places, form)
      expect(answer).toEqual(right)
      expect(isWhole(answer)).toBe(true)
      const view = questionView({ position: 1, places, content: question, answer, final: false, marks: 1, fraction: null }, (text) => text)
      expect(view.answered).toBe(true)
      expect(JSON.stringify(view)).not.toMatch(/percent|right"|accepted|tolerance|outputs|explanation/)
    }),
  )
  const single = ask({
    type: 'single',
    options: [
      { text: 'a', percent: 100 },
      { text: 'b', percent: 0 },
    ],
  })
  for (const odd of ['7', '-1', '1.5', 'x', '']) {
    const form = new FormData()
    form.set('choice', odd)
    expect([odd, answerFrom(single, [1, 0], form)]).toEqual([odd, null])
  }
})

const pool: Drawable[] = Array.from({ length: 20 }, (_, i) => ({
  id: i + 1,
  version: 1,
  bankId: i < 12 ? 1 : 2,
  tags: i % 2 === 0 ? ['even'] : [],
  content: ask({ type: 'single', options: ['a', 'b', 'c', 'd'].map((text, n) => ({ text, percent: n === 0 ? 100 : 0 })) }),
}))

test('[CH-04] a draw takes what each part asks for, each question once, the same for the same seed and another for another', () => {
  const quiz = {
    parts: [
      { bank: 1, tag: 'even', count: 3 },
      { bank: 1, tag: null, count: 4 },
      { bank: 2, tag: null, count: null },
    ],
    shuffleQuestions: true,
    shuffleOptions: true,
  }
  const seen = new Set<string>()
  for (let seed = 0; seed < 200; seed += 1) {
    const drawn = drawQuestions(quiz, pool, seed)
    expect(drawn).toEqual(drawQuestions(quiz, pool, seed))
    expect(new Set(drawn.map((one) => one.questionId)).size).toBe(15)
    expect(drawn.filter((one) => one.questionId > 12)).toHaveLength(8)
    for (const one of drawn) expect([...one.places].sort()).toEqual([0, 1, 2, 3])
    seen.add(drawn.map((one) => one.questionId).join())
  }
  expect(seen.size).toBeGreaterThan(190)
  expect(partFaults(quiz.parts, pool)).toEqual([])
  expect(partFaults([{ bank: 1, tag: 'even', count: 7 }], pool)).toEqual(['Part 1 asks for 7 questions, and its bank has 6 with the tag “even”.'])
  expect(
    partFaults(
      [
        { bank: 1, tag: null, count: null },
        { bank: 1, tag: 'even', count: 1 },
      ],
      pool,
    ),
  ).toHaveLength(1)
  expect(partFaults([], pool)).toHaveLength(1)
})

test('[CH-04] limits: state, closing time, attempts and pause decide; an attempt ends at its limit or when the quiz closes', () => {
  const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 12, minute))
  const quiz = { state: 'open' as const, attempts: 2, cooldownMinutes: 10, closesAt: at(50) }
  expect(mayStart(quiz, { used: 0, lastEndedAt: null }, at(0))).toBeNull()
  expect(mayStart(quiz, { used: 1, lastEndedAt: at(0) }, at(9))).toEqual({ why: 'too_soon', until: at(10) })
  expect(mayStart(quiz, { used: 1, lastEndedAt: at(0) }, at(10))).toBeNull()
  expect(mayStart(quiz, { used: 2, lastEndedAt: at(0) }, at(30))?.why).toBe('none_left')
  expect(mayStart(quiz, { used: 0, lastEndedAt: null }, at(50))?.why).toBe('not_open')
  expect(mayStart({ ...quiz, state: 'draft' }, { used: 0, lastEndedAt: null }, at(0))?.why).toBe('not_open')
  expect(deadlineOf({ seconds: 600, closesAt: at(50) }, at(0))).toEqual(at(10))
  expect(deadlineOf({ seconds: 600, closesAt: at(50) }, at(45))).toEqual(at(50))
  expect(deadlineOf({ seconds: null, closesAt: null }, at(0))).toBeNull()
})
