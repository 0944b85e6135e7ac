import fc from 'fast-check'
import { expect, test } from 'vitest'
import { answersIn, responseFrom, surveyFrom, whenWords } from '#app/domain/surveys/forms.ts'
import { startOf } from '#app/domain/surveys/starts.ts'
import { askedIn, groupOf, scoreOf, surveySchema } from '#app/domain/surveys/survey.ts'

const { questions } = surveySchema.parse({ ...startOf('nps'), title: 'Voices' })
const form = (fields: Record<string, string | string[]>): FormData => {
  const data = new FormData()
  for (const [name, values] of Object.entries(fields)) for (const value of [values].flat()) data.append(name, value)
  return data
}
const asked = (answers: Record<string, string | number>) => askedIn(questions, answers).map((ask) => ask.id)

test('[CH-05] the score is percent of promoters minus percent of detractors, from -100 to 100', () => {
  expect([0, 6, 7, 8, 9, 10].map(groupOf)).toEqual(['detractor', 'detractor', 'passive', 'passive', 'promoter', 'promoter'])
  expect(scoreOf([0, 0, 0, 0, 0, 0, 1, 2, 0, 3, 4])).toEqual({ total: 10, promoters: 7, passives: 2, detractors: 1, score: 60 })
  expect(scoreOf([]).score).toBeNull()
  fc.assert(
    fc.property(fc.array(fc.nat(10), { minLength: 1 }), (scores) => {
      const counts = Array.from({ length: 11 }, (_, score) => scores.filter((one) => one === score).length)
      const share = (group: string): number => (100 * scores.filter((one) => groupOf(one) === group).length) / scores.length
      expect(scoreOf(counts).score).toBeCloseTo(share('promoter') - share('detractor'))
      expect(Math.abs(scoreOf(counts).score ?? 0)).toBeLessThanOrEqual(100)
    }),
  )
})

test('[CH-05] the follow-up goes by the answer, and an answer to a question that is not asked asks nothing and is not kept', () => {
  expect(asked({})).toEqual(['q1'])
  expect([asked({ q1: 10 }), asked({ q1: 8 }), asked({ q1: 3 })]).toEqual([
    ['q1', 'q2'],
    ['q1', 'q3'],
    ['q1', 'q4'],
  ])
  expect(responseFrom(questions, form({ seen: 'q1,q2', q1: '10', q2: 'Fast', q4: 'left from before' }))).toEqual({
    kind: 'whole',
    answers: { q1: 10, q2: 'Fast' },
  })
  const chain = surveySchema.parse({
    title: 'Chain',
    questions: [
      { id: 'q1', type: 'single', text: 'First?', options: ['Yes', 'No'] },
      { id: 'q2', type: 'single', text: 'Second?', options: ['Yes', 'No'], when: { ask: 'q1', values: ['Yes'] } },
      { id: 'q3', type: 'text', text: 'Third?', when: { ask: 'q2', values: ['Yes'] } },
    ],
  })
  expect(askedIn(chain.questions, { q1: 'No', q2: 'Yes' }).map((ask) => ask.id)).toEqual(['q1'])
})

test('[CH-05] without script a page that asks more comes back with it, what must be answered is marked, and odd values count as nothing', () => {
  expect(responseFrom(questions, form({ seen: 'q1', q1: '9' }))).toEqual({ kind: 'more', answers: { q1: 9 } })
  expect(responseFrom(questions, form({ seen: 'q1' }))).toMatchObject({ kind: 'faulty', faults: { q1: expect.any(String) } })
  for (const odd of ['11', '-1', '9.5', 'ten', '']) expect([odd, answersIn(questions, form({ q1: odd }))]).toEqual([odd, {}])
})

test('[CH-05] a survey comes out of its editor’s form as it went in; dependencies point backwards and name what is there', () => {
  const rows = questions
  const fields = {
    title: 'Voices',
    listed: 'on',
    ask: rows.map((ask) => ask.id).concat(''),
    type: rows.map((ask): string => ask.type).concat('scale'),
    text: rows.map((ask) => ask.text).concat('How easy was it?'),
    options: rows.map(() => '').concat('hard\neasy'),
    most: rows.map(() => '5').concat('7'),
    whenAsk: rows.map((ask) => ask.when?.ask ?? '').concat(''),
    whenValue: rows.map((ask) => whenWords(ask.when)).concat(''),
    required: '0',
  }
  const read = surveyFrom(form(fields))
  expect('value' in read && read.value.questions.slice(0, 4)).toEqual(questions)
  expect('value' in read && read.value.questions[4]).toMatchObject({ id: 'q5', type: 'scale', most: 7, low: 'hard', high: 'easy' })
  const ahead = surveyFrom(form({ ...fields, whenAsk: ['q2', '', '', '', ''], whenValue: ['x', '', '', '', ''] }))
  expect('faults' in ahead && ahead.faults.join()).toContain('a question before it only')
  const odd = surveyFrom(form({ ...fields, whenAsk: ['', 'q1', '', '', ''], whenValue: ['', 'Yes', '', '', ''] }))
  expect('faults' in odd && odd.faults.join()).toContain('from which to which')
})
