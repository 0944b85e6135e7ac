import { expect, test } from 'vitest'
import { type CheckGround, faultsOf } from '#app/domain/challenges/checks.ts'
import { draftFrom } from '#app/domain/challenges/draft-form.ts'
import { type Draft, type StageDraft, blankDraft, copyOf, moveStages } from '#app/domain/challenges/draft.ts'
import { estimatedEffort, estimatedMinutes, suggestAward } from '#app/domain/challenges/estimate.ts'
import { challengeTemplates, draftFromTemplate } from '#app/domain/challenges/templates.ts'
import { stageTypes } from '#app/domain/challenges/types/index.ts'

const types = new Map(stageTypes.map((type) => [type.id, type]))
const now = new Date('2026-11-22T09:00:00Z')
const ground = (part: Partial<CheckGround> = {}): CheckGround => ({
  ...{ now, id: 1, types, audience: 12, others: [], campaign: null, quizzes: new Map([[4, []]]), surveys: new Map(), events: new Map() },
  ...{ dead: new Map<string, string>(), kinds: new Map(), pointsName: 'points' },
  ...part,
})
const step = (part: Partial<StageDraft> & { key: string }): StageDraft => ({
  type: 'check_in',
  title: 'Hello',
  body: '',
  settings: {},
  points: 0,
  branch: [],
  ...part,
})
const draft = (part: Partial<Draft> = {}): Draft => ({
  ...blankDraft('UTC'),
  title: 'A challenge',
  summary: 'Why',
  stages: [step({ key: 'n1' })],
  ...part,
})
const stops = (one: Draft, part: Partial<CheckGround> = {}) =>
  faultsOf(one, ground(part)).flatMap((fault) => (fault.weight === 'stop' ? [[fault.field, fault.words]] : []))
const day = (text: string): Date => new Date(`${text}T00:00:00Z`)

test('[CH-19] every template is complete but for an address or a quiz, which the check names with the way to its field', () => {
  expect(challengeTemplates.length).toBeGreaterThanOrEqual(8)
  for (const template of challengeTemplates) {
    const faults = stops(draftFromTemplate(template, 'Europe/Lisbon'))
    for (const [field, words] of faults) expect([template.slug, field, words].join(' ')).toMatch(/-(url|quizId) .*(address|quiz)/)
    expect(template.draft.stages.length).toBeGreaterThan(0)
  }
  expect(challengeTemplates.filter((one) => stops(draftFromTemplate(one, 'UTC')).length === 0).length).toBeGreaterThanOrEqual(6)
})

test('[CH-19] each thing that keeps a challenge from being published is a sentence with the way to its field', () => {
  const choice = {
    question: 'Which?',
    options: [
      { value: 'a', label: 'A' },
      { value: 'b', label: 'B' },
    ],
  }
  const far = [
    step({
      key: 'n1',
      type: 'choice',
      settings: choice,
      branch: [
        { answer: 'a', to: 'n3' },
        { answer: 'b', to: 'end' },
      ],
    }),
    step({ key: 'n2', title: 'Lost' }),
    step({ key: 'n3' }),
  ]
  const others = [
    { id: 2, title: 'Second', needs: [3], state: 'published' },
    { id: 3, title: 'Third', needs: [1], state: 'published' },
    { id: 4, title: 'Draft', needs: [], state: 'draft' },
  ]
  const cases: [Draft, Partial<CheckGround>, string, RegExp][] = [
    [draft({ title: ' ' }), {}, 'title', /three letters/],
    [draft({ stages: [] }), {}, 'stages', /at least one step/],
    [
      draft({ stages: [step({ key: 'n1', type: 'quiz', settings: { quizId: 4 } })] }),
      { quizzes: new Map([[4, ['Question 2 has no right answer.']]]) },
      'n1-quizId',
      /no right answer/,
    ],
    [draft({ stages: [step({ key: 'n1', type: 'quiz', settings: { quizId: 9 } })] }), {}, 'n1-quizId', /not there any more/],
    [draft({ stages: [step({ key: 'n1', type: 'quiz' })] }), {}, 'n1-quizId', /Choose a quiz/],
    [draft({ stages: [step({ key: 'n1', type: 'visit', settings: { url: 'nonsense' } })] }), {}, 'n1-url', /whole address/],
    [
      draft({ stages: [step({ key: 'n1', type: 'visit', settings: { url: 'https://x.test/' } })] }),
      { dead: new Map([['n1', 'https://x.test/ does not answer.']]) },
      'n1-url',
      /does not answer/,
    ],
    [
      draft({ stages: [step({ key: 'n1', type: 'outside_event', settings: { trigger: ['github:pull_request.painted'] } })] }),
      { kinds: new Map([['github:pull_request.painted', { gone: true }]]) },
      'n1-trigger',
      /nothing that happens here any more/,
    ],
    [
      draft({ stages: [step({ key: 'n1', type: 'outside_event', settings: { trigger: ['discord:joined'] } })] }),
      { kinds: new Map([['discord:joined', { closed: 'discord' }]]) },
      'n1-trigger',
      /nothing can come from discord now/,
    ],
    [draft({ stages: [step({ key: 'n1', type: 'event', settings: { eventId: 3 } })] }), {}, 'n1-eventId', /event it names is not there/],
    [draft({ places: { kind: 'raffle', count: 3 } }), {}, 'closes', /given out when it closes/],
    [draft({ closesAt: day('2026-11-01') }), {}, 'closes', /past/],
    [draft({ opensAt: day('2027-02-01'), closesAt: day('2027-01-01') }), {}, 'closes', /before it opens/],
    [draft({ stages: far }), {}, 'n2-title', /Nobody gets to step 2, “Lost”/],
    [
      draft({ stages: [step({ key: 'n1', type: 'choice', settings: choice, branch: [{ answer: 'c', to: 'end' }] })] }),
      {},
      'n1-branch',
      /nobody can answer “c”/,
    ],
    [
      draft({ stages: [step({ key: 'n1' }), step({ key: 'n2', type: 'choice', settings: choice, branch: [{ answer: 'a', to: 'n1' }] })] }),
      {},
      'n2-branch',
      /leads back/,
    ],
    [draft(), { audience: 0 }, 'audience', /Nobody belongs/],
    [draft({ needs: [2] }), { others }, 'needs', /nobody could begin/],
    [draft({ needs: [4] }), { others }, 'needs', /it is a draft/],
    [
      draft({ award: { mode: 'final', points: { min: 10, max: 500 }, currency: 'points' } }),
      { campaign: { title: 'Launch', left: 200, over: false } },
      'points',
      /can pay 500 points, and the campaign “Launch” has 200 left/,
    ],
    [draft(), { campaign: { title: 'Launch', left: null, over: true } }, 'campaign', /is over/],
  ]
  for (const [one, part, field, words] of cases) {
    const found = stops(one, part)
    expect(found, String(words)).toHaveLength(1)
    expect(found[0]?.[0]).toBe(field)
    expect(found[0]?.[1]).toMatch(words)
  }
  expect(stops(draft())).toEqual([])
  expect(stops(draft({ needs: [2] }), { id: 9, others })).toEqual([])
  expect(stops(draft({ audience: { visitors: true } }), { audience: 0 })).toEqual([])
})

test('[CH-19][CH-09] the editor’s form says a draft whole: steps in the order of their fields, settings as their types want them, ways by step', () => {
  const form = new FormData()
  const set = (pairs: Record<string, string | string[]>): void => {
    for (const [name, value] of Object.entries(pairs)) for (const one of [value].flat()) form.append(name, one)
  }
  set({ title: 'Write it', zone: 'America/Sao_Paulo', opens: '2027-03-01T09:00', closes: '2027-03-31T18:00', minutes: '1,200', effort: 'hard' })
  set({
    pays: 'range',
    least: '100',
    most: '400',
    levelFrom: '2',
    segment: ['7', '8'],
    interest: 'security',
    interests: 'GraphQL, apis',
    country: ['BR', ''],
    every: 'week',
    cooldown: '2',
  })
  set({ placesKind: 'first', placesCount: '10', generated: 'declare', reviewers: '2', need: '5', extraLanguages: 'fr, ja', languageFactor: '1.5' })
  set({
    stage: ['s12', 'n1'],
    's12.type': 'choice',
    's12.title': 'Pick',
    's12.set.question': 'Which?',
    's12.set.options': 'One\nTwo',
    's12.answer': ['one', ''],
    's12.to': ['n1', ''],
  })
  set({
    'n1.type': 'outside_event',
    'n1.title': 'Do',
    'n1.set.trigger': ['github:pull_request.merged'],
    'n1.set.count': '3',
    'n1.set.from': 'date',
    'n1.set.since': '2027-01-02',
  })
  set({ 'n1.set.conditions.fact': ['labels', ''], 'n1.set.conditions.op': ['contains', 'is'], 'n1.set.conditions.value': ['docs', ''] })
  const { draft: read, faults } = draftFrom(form, types, 'UTC')
  expect(faults).toEqual([])
  expect(read).toMatchObject({
    opensAt: new Date('2027-03-01T12:00:00Z'),
    closesAt: new Date('2027-03-31T21:00:00Z'),
    minutes: 1200,
    award: { mode: 'final', points: { min: 100, max: 400 } },
    audience: { levelFrom: 2, segments: [7, 8], interests: ['security', 'graphql', 'apis'], countries: ['BR'] },
    recurrence: { every: 'week', times: null, cooldownMinutes: 120 },
    places: { kind: 'first', count: 10 },
    extra: { languages: { list: ['fr', 'ja'], factor: 1.5 } },
    ...{ needs: [5], reviewersNeeded: 2, generatedPolicy: 'declare', timeZone: 'America/Sao_Paulo' },
  })
  expect(read.stages).toMatchObject([
    {
      key: 's12',
      settings: {
        options: [
          { value: 'one', label: 'One' },
          { value: 'two', label: 'Two' },
        ],
      },
      branch: [{ answer: 'one', to: 'n1' }],
    },
    {
      key: 'n1',
      settings: {
        trigger: ['github:pull_request.merged'],
        count: 3,
        since: '2027-01-02T00:00:00.000-03:00',
        conditions: { all: [{ fact: 'labels', op: 'contains', value: 'docs' }] },
      },
    },
  ])
  expect(types.get('outside_event')?.settings.safeParse(read.stages[1]?.settings).success).toBe(true)
  form.set('minutes', 'many')
  form.set('opens', 'tomorrow')
  expect(draftFrom(form, types, 'UTC').faults.map((fault) => fault.field)).toEqual(['opens', 'minutes'])
  const moved = moveStages(read.stages, { do: 'up', key: 'n1' })
  expect(moved.map((stage) => stage.key)).toEqual(['n1', 's12'])
  expect(moveStages(read.stages, { do: 'remove', key: 'n1' })[0]?.branch).toEqual([])
  expect(copyOf(read, 'Again')).toMatchObject({ title: 'Again', opensAt: null, stages: [{ key: 'n1', branch: [{ to: 'n2' }] }, { key: 'n2' }] })
})

test('[CH-19] minutes are estimated from the steps, and the reward follows what similar challenges pay for a minute', () => {
  const quiz = draft({ stages: [step({ key: 'n1', type: 'visit' }), step({ key: 'n2', type: 'quiz' })], minutes: 10, effort: 'easy' })
  expect(estimatedMinutes(quiz)).toBe(8)
  expect(
    estimatedMinutes(draft({ stages: [step({ key: 'n1', type: 'own_work' }), step({ key: 'n2', type: 'outside_event', settings: { count: 3 } })] })),
  ).toBe(90)
  expect([estimatedEffort(8), estimatedEffort(30), estimatedEffort(90)]).toEqual(['easy', 'medium', 'hard'])
  const other = (title: string, minutes: number, points: number, list: string[]) => ({ title, minutes, points, types: list, effort: 'easy' as const })
  const similar = [
    other('Quiz one', 10, 50, ['visit', 'quiz']),
    other('Quiz two', 8, 40, ['quiz']),
    other('Free', 5, 0, ['quiz']),
    other('Essay', 120, 2400, ['text']),
  ]
  expect(suggestAward(quiz, similar)).toMatchObject({ points: 50, from: [{ title: 'Quiz one' }, { title: 'Quiz two' }, { title: 'Essay' }] })
  expect(suggestAward(quiz, [])).toBeNull()
})
