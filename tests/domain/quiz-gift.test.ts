import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readGift } from '#app/domain/quizzes/gift-read.ts'
import { writeGift } from '#app/domain/quizzes/gift-write.ts'
import { type Question, questionSchema } from '#app/domain/quizzes/question.ts'

const text = fc
  .string({ unit: fc.constantFrom(...'ab 1:#={}~\\n%->*?`_[]()"\n'.split('')), minLength: 1, maxLength: 24 })
  .map((words) => `x${words}y`.replace(/-\\+>/g, '').replace(/\n/g, '\n'))
const line = text.map((words) => words.replace(/\s+/g, ' '))
const list = fc.uniqueArray(line, { minLength: 2, maxLength: 6 })
const head = fc.record({ stem: text, explanation: fc.oneof(fc.constant(''), text), marks: fc.integer({ min: 1, max: 20 }) })
const flags = fc.array(fc.boolean(), { minLength: 8, maxLength: 8 })

const questions: fc.Arbitrary<Question> = fc
  .tuple(
    head,
    list,
    list,
    flags,
    fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((number) => Number(number.toFixed(4)) + 0),
  )
  .chain(([own, one, other, on, value]) =>
    fc
      .constantFrom<object>(
        { type: 'single', options: one.map((words, n) => ({ text: words, percent: n === 0 ? 100 : on[n] ? 50 : 0 })) },
        { type: 'multiple', options: one.map((words, n) => ({ text: words, right: n === 0 || on[n] === true })), partial: on[7] },
        { type: 'ordering', items: one, partial: on[7] },
        {
          type: 'matching',
          pairs: one.map((left, n) => ({ left, right: other[n % other.length] ?? 'z' })),
          extra: on[6] ? ['no match'] : [],
          partial: on[7],
        },
        { type: 'short', accepted: one, patterns: on[5] ? other : [], caseMatters: on[6], spaceMatters: on[7] },
        { type: 'numeric', value, tolerance: Math.abs(value) / 8 < 1e-6 ? 0 : Number((Math.abs(value) / 8).toFixed(3)) },
        { type: 'code', language: 'js', code: `${one.join('\n')}\n  indented`, outputs: [other.join('\n')] },
      )
      .map((body) => questionSchema.parse({ ...own, ...body })),
  )

test('[CH-04] every question of every type goes out as GIFT and comes back the same', () => {
  fc.assert(
    fc.property(fc.array(questions, { minLength: 1, maxLength: 4 }), (written) => {
      const back = readGift(writeGift(written.map((content) => ({ tags: ['git', 'two words'], content }))))
      expect(back.map((entry) => (entry.kind === 'question' ? entry.content : entry))).toEqual(written)
      expect(back.every((entry) => entry.kind === 'question' && entry.tags.join() === 'git,two words')).toBe(true)
    }),
    { numRuns: 150 },
  )
})

const moodle = `// A file as Moodle writes it.
$CATEGORY: top/Git

// [tag:branches]
::Head::What is <b>HEAD</b>? {
=The commit you are on#Yes.
~%50%A pointer
~The newest commit of all
####Read *git help glossary*.
}

::Lost::This brace never ends {=a ~b

::True::Git was first released in 2005. {T}

::Many::Which are porcelain? {
~%50%add
~%50%commit
~%-100%hash-object
}

::Range::How many bytes has a SHA-1? {#19..21}

::Essay::What do you think of rebasing? {}

::Star::Name the flag {=--force* =%50%-f}

::None::Which one? {~this ~that}

Only some words in between.
`

test('[CH-04] a file from Moodle is read question by question: faults name their line and hide no other question', () => {
  const entries = readGift(moodle)
  expect(entries.map(({ line, kind }) => [line, kind])).toEqual([
    [1, 'left_out'],
    [4, 'question'],
    [12, 'fault'],
    [14, 'question'],
    [16, 'question'],
    [22, 'question'],
    [24, 'fault'],
    [26, 'question'],
    [28, 'fault'],
    [30, 'left_out'],
  ])
  const [, head, , truth, many, range, , star, none] = entries
  expect(head).toMatchObject({ tags: ['branches'], content: { type: 'single', options: [{ percent: 100 }, { percent: 50 }, { percent: 0 }] } })
  expect(head).toMatchObject({ content: { stem: 'What is **HEAD**?', explanation: 'Read *git help glossary*.\n\n- The commit you are on: Yes.' } })
  expect(head).toMatchObject({ notes: expect.arrayContaining([expect.stringContaining('HTML'), expect.stringContaining('explanation')]) })
  expect(truth).toMatchObject({
    content: {
      type: 'single',
      options: [
        { text: 'True', percent: 100 },
        { text: 'False', percent: 0 },
      ],
    },
  })
  expect(many).toMatchObject({ content: { type: 'multiple', options: [{ right: true }, { right: true }, { right: false }] } })
  expect(range).toMatchObject({ content: { type: 'numeric', value: 20, tolerance: 1 } })
  expect(star).toMatchObject({
    content: { type: 'short', patterns: ['--force*'], accepted: ['-f'] },
    notes: [expect.stringContaining('in full or not')],
  })
  expect(none).toMatchObject({ why: 'Mark at least one right answer.' })
})
