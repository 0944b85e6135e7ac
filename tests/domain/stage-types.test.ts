import { expect, test } from 'vitest'
import { stageTypeOf, stageTypes } from '#app/domain/challenges/types/index.ts'
import type { StageFacts } from '#app/domain/challenges/types/type.ts'

const now = new Date('2026-11-22T10:00:00Z')
const earlier = new Date('2026-11-22T09:00:00Z')
const facts: StageFacts = {
  now,
  stageAt: earlier,
  openedAt: earlier,
  page: null,
  accounts: [{ sourceId: 2, handle: 'ines', host: 'dev.to' }],
  code: 'laurel-7x3k',
}
const link = 'https://dev.to/ines/backups'
const page = { url: link, text: 'Ines-Writes says: our hub at hub.example is fun' }

type Try = { submission?: object; facts?: Partial<StageFacts> }
type Case = { settings: object; good: Try; goes: 'passed' | 'review' | 'not_yet'; bad: Try; refused: 'failed' | 'not_yet' | 'unreadable' }

/** For each type one that completes it and one that is refused. What another story passes never passes here. */
const cases: Record<string, Case> = {
  visit: {
    settings: { url: link, seconds: 60 },
    good: {},
    goes: 'passed',
    bad: { facts: { openedAt: new Date(now.getTime() - 59_000) } },
    refused: 'not_yet',
  },
  read: {
    settings: { seconds: 30, question: 'Which port?', answers: ['5432'] },
    good: { submission: { answer: ' 5432. ' } },
    goes: 'passed',
    bad: { submission: { answer: '80' } },
    refused: 'failed',
  },
  text: {
    settings: { least: 10 },
    good: { submission: { text: 'Long enough for it.' } },
    goes: 'review',
    bad: { submission: { text: 'Short' } },
    refused: 'not_yet',
  },
  choice: {
    settings: {
      question: 'Which?',
      options: [
        { value: 'a', label: 'A' },
        { value: 'b', label: 'B' },
      ],
    },
    good: { submission: { answer: 'b' } },
    goes: 'passed',
    bad: { submission: { answer: 'c' } },
    refused: 'not_yet',
  },
  upload: { settings: {}, good: { submission: { files: ['a-file'] } }, goes: 'review', bad: {}, refused: 'not_yet' },
  own_work: {
    settings: { hosts: ['dev.to'] },
    good: { submission: { link } },
    goes: 'review',
    bad: { submission: { link: 'https://other.example/x' } },
    refused: 'not_yet',
  },
  self_report: {
    settings: {},
    good: { submission: { what: 'talk', link, title: 'Backups' } },
    goes: 'review',
    bad: { submission: { what: 'talk', link: 'no address', title: 'Backups' } },
    refused: 'unreadable',
  },
  share: {
    settings: { contains: 'hub.example' },
    good: { submission: { link }, facts: { page } },
    goes: 'passed',
    bad: { submission: { link }, facts: { page: { ...page, text: 'ines-writes about something else' } } },
    refused: 'not_yet',
  },
  review_elsewhere: {
    settings: { url: 'https://reviews.example/laurel', hosts: ['reviews.example'] },
    good: { submission: { link: 'https://reviews.example/laurel/1' } },
    goes: 'review',
    bad: { submission: { link } },
    refused: 'not_yet',
  },
  quiz: { settings: { quizId: 1 }, good: {}, goes: 'not_yet', bad: {}, refused: 'not_yet' },
  survey: { settings: { surveyId: 1 }, good: {}, goes: 'not_yet', bad: {}, refused: 'not_yet' },
  nps: { settings: { surveyId: 1 }, good: {}, goes: 'not_yet', bad: {}, refused: 'not_yet' },
  join_group: { settings: { url: link, sourceId: 2 }, good: {}, goes: 'passed', bad: { facts: { accounts: [] } }, refused: 'not_yet' },
  event: { settings: { eventId: 1 }, good: {}, goes: 'not_yet', bad: {}, refused: 'not_yet' },
  outside_event: { settings: { trigger: ['github:pull_request.merged'] }, good: {}, goes: 'not_yet', bad: {}, refused: 'not_yet' },
  check_in: { settings: {}, good: {}, goes: 'passed', bad: { submission: [] as object }, refused: 'unreadable' },
  approval: { settings: {}, good: {}, goes: 'review', bad: { submission: { note: 'x'.repeat(5_001) } }, refused: 'unreadable' },
}

test('[CH-02] every type of stage has a case here, a name, words, and fields that exist in its settings', () => {
  expect(stageTypes.map((type) => type.id).sort()).toEqual(Object.keys(cases).sort())
  for (const type of stageTypes) {
    const settings = type.settings.parse(cases[type.id]?.settings)
    expect(type.label.length * type.about.length * type.task.length).toBeGreaterThan(0)
    const unknown = type.settingFields.filter((field) => !(field.name in settings) && field.required)
    expect(unknown.map((field) => `${type.id}.${field.name}`)).toEqual([])
    expect(type.handedIn || type.inputs(settings).length === 0).toBe(true)
  }
})

for (const [id, known] of Object.entries(cases)) {
  test(`[CH-02] ${id}: what is right goes its way, what is wrong is refused`, () => {
    const type = stageTypeOf(id)
    const settings = type.settings.parse(known.settings)
    const judge = ({ submission = {}, facts: more = {} }: Try): string => {
      const read = type.submission.safeParse(submission)
      return read.success ? type.judge(settings, read.data, { ...facts, ...more }).kind : 'unreadable'
    }
    expect(judge(known.good)).toBe(known.goes)
    expect(judge(known.bad)).toBe(known.refused)
    if (!type.handedIn) expect(known.goes).toBe('not_yet')
  })
}

test('[IN-16] a shared post must be public, the member’s own, and say what is asked for; the member’s code in it proves it too', () => {
  const type = stageTypeOf('share')
  const settings = type.settings.parse({ contains: '#laurel' })
  const elsewhere = 'https://blog.example/ines/backups'
  const judge = (page: StageFacts['page']) => type.judge(settings, type.submission.parse({ link }), { ...facts, page })
  expect(judge(null)).toMatchObject({ kind: 'not_yet', why: expect.stringContaining('public') })
  expect(judge({ url: elsewhere, text: 'by someone else #laurel' })).toMatchObject({ kind: 'not_yet', why: expect.stringContaining('laurel-7x3k') })
  for (const url of [
    elsewhere,
    'https://dev.to/noor/ines',
    'https://dev.to/ines-duarte/a',
    'https://dev.to.example/ines/a',
    'https://dev.to/?by=/ines/',
  ])
    expect([url, judge({ url, text: 'by ines, @ines, dev.to/ines #laurel' })]).toMatchObject([url, { kind: 'not_yet' }])
  expect(judge({ url: 'https://www.dev.to/@Ines/backups', text: '#laurel' })).toEqual({ kind: 'passed' })
  expect(judge({ url: elsewhere, text: '#Laurel Laurel-7X3K' })).toEqual({ kind: 'passed' })
  const searched = ['?q=laurel-7x3k', '/LAUREL%2d7x3k', '?q=%6caurel-7x%33k&%', '?q=laurel%252D7x3k'].map((words) => `${elsewhere}${words}`)
  for (const url of searched) expect([url, judge({ url, text: 'Nothing found for laurel-7x3k #laurel' })]).toMatchObject([url, { kind: 'not_yet' }])
  const there = type.settings.parse({ hosts: ['dev.to'], own: false })
  const lies = (url: string) => type.judge(there, type.submission.parse({ link }), { ...facts, page: { url, text: '' } })
  expect([lies('https://www.dev.to/a'), lies(elsewhere)]).toMatchObject([
    { kind: 'passed' },
    { kind: 'not_yet', why: expect.stringContaining('leads away') },
  ])
  const free = { ...facts, accounts: [{ sourceId: 2, handle: 'ines', host: null }] }
  expect(type.judge(settings, type.submission.parse({ link }), { ...free, page: { url: link, text: '#laurel' } })).toMatchObject({ kind: 'not_yet' })
})
