import { parseWithZod } from '@conform-to/zod/v4'
import { expect, test } from 'vitest'
import { formOf, isFlat, ruleFormSchema } from '#app/domain/rules/form.ts'
import { alwaysOn, emptyMemory, type PastDeed, rehearse, sumUp } from '#app/domain/rules/rehearsal.ts'
import { ruleSchema } from '#app/domain/rules/rules.ts'
import { factsOf, ruleInWords } from '#app/domain/rules/sentence.ts'
import { cardsFrom } from '#app/components/hub/kinds.ts'
import { adapters } from '#integrations/registry.ts'

const cards = cardsFrom(adapters)
const schema = ruleFormSchema({ kinds: Object.keys(cards).filter((kind) => !cards[kind]?.undo), factsFor: (kinds) => factsOf(kinds, cards) })

function sent(fields: Record<string, string | string[]>): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries({ title: 'Accepted answer', kinds: 'github:discussion.answered', points: '150', ...fields })) {
    for (const one of [value].flat()) form.append(name, one)
  }
  return form
}

const read = (fields: Record<string, string | string[]>) => parseWithZod(sent(fields), { schema })

test('[RU-01] the sentence form reads kinds, conditions, points, limits and receiver into a definition', () => {
  const submission = read({
    kinds: ['github:discussion.answered', 'generic:question.answered'],
    mode: 'all',
    'tests[0].fact': 'category',
    'tests[0].op': 'is',
    'tests[0].value': 'Q&A',
    'tests[1].fact': 'labels',
    'tests[1].op': 'lacks',
    'tests[1].value': 'spam, invalid',
    'tests[2].fact': 'comment_length',
    'tests[2].op': 'at_least',
    'tests[2].value': '1,000',
    firstPoints: '1500',
    'limits[0].count': '5',
    'limits[0].window': 'day',
    to: 'actor',
  })
  expect(submission.status).toBe('success')
  expect(submission.status === 'success' && submission.value).toMatchObject({
    kinds: ['github:discussion.answered', 'generic:question.answered'],
    condition: {
      all: [
        { fact: 'category', op: 'is', value: 'Q&A' },
        { fact: 'labels', op: 'lacks', value: ['spam', 'invalid'] },
        { fact: 'comment_length', op: 'at_least', value: 1000 },
      ],
    },
    points: 150,
    firstPoints: 1500,
    limits: [{ window: 'day', count: 5 }],
    to: 'actor',
  })
})

test('[RU-01] what does not fit is said in words beside its field, and nothing is guessed', () => {
  expect(read({ points: 'many' }).reply().error).toEqual({ points: ['Say how many points, as a whole number.'] })
  expect(read({ title: 'x', 'tests[0].fact': 'comment_length', 'tests[0].op': 'at_least', 'tests[0].value': 'long' }).reply().error).toEqual({
    title: ['Give the rule a title of at least three letters.'],
    'tests[0].value': ['Enter a number here.'],
  })
  expect(read({ 'tests[0].fact': 'comment_length', 'tests[0].op': 'at_least', 'tests[0].value': 'long' }).reply().error).toEqual({
    'tests[0].value': ['Enter a number here.'],
  })
  expect(read({ 'tests[0].fact': 'labels', 'tests[0].op': 'at_least', 'tests[0].value': '3' }).reply().error).toMatchObject({
    'tests[0].op': ['“is at least” does not fit the labels.'],
  })
  expect(read({ 'tests[0].fact': 'tag_name', 'tests[0].op': 'is', 'tests[0].value': 'v1' }).status).toBe('error')
  expect(read({ kinds: 'github:discussion.unanswered' }).status).toBe('error')
  expect(read({ 'limits[0].count': '1', 'limits[0].window': 'day', 'limits[1].count': '2', 'limits[1].window': 'day' }).status).toBe('error')
})

test('a stored rule fills its own form, and the form gives the same rule again', () => {
  const rule = ruleSchema.parse({
    title: 'Merged',
    kinds: ['github:pull_request.merged'],
    condition: {
      any: [
        { fact: 'draft', op: 'is', value: false },
        { fact: 'author_association', op: 'one_of', value: ['NONE', 'CONTRIBUTOR'] },
      ],
    },
    points: 150,
    to: { who: 'pull_request_review.submitted' },
    limits: [{ window: 'week', count: 3 }],
  })
  const form = formOf(rule)
  const fields: Record<string, string | string[]> = {
    title: form.title ?? '',
    kinds: form.kinds,
    points: String(form.points),
    mode: form.mode ?? 'all',
    to: form.to ?? '',
  }
  form.tests.forEach((row, index) => Object.entries(row).forEach(([name, value]) => (fields[`tests[${index}].${name}`] = String(value))))
  form.limits?.forEach((row, index) => Object.entries(row).forEach(([name, value]) => (fields[`limits[${index}].${name}`] = String(value))))
  const submission = read(fields)
  expect(submission.status === 'success' && submission.value).toEqual(rule)
})

const fieldsOf = (form: object): Record<string, string | string[]> => {
  const fields: Record<string, string | string[]> = {}
  for (const [name, value] of Object.entries(form) as [string, unknown][]) {
    if (name === 'kinds') fields[name] = value as string[]
    else if (Array.isArray(value))
      value.forEach((row: object, index) => Object.entries(row).forEach(([part, entry]) => (fields[`${name}[${index}].${part}`] = String(entry))))
    else if (value !== undefined && value !== false) fields[name] = value === true ? 'on' : String(value as string)
  }
  return fields
}

test('[RU-01][RU-02][RU-03][RU-04][RU-13] whatever a rule can say, its form shows and gives back', () => {
  const base = { title: 'Whole', kinds: ['github:discussion.answered'], condition: { all: [] }, points: 40 }
  const wholes = [
    { firstPoints: 400, vesting: { days: 14 }, ownWork: true, currency: 'coins' },
    { byValue: { fact: 'category', amounts: { 'Q&A': 100, Ideas: 0 } }, perUnit: { fact: 'comment_length', most: 20 } },
    { perUnit: { fact: 'comment_length', most: 20 }, cooldown: { minutes: 90, per: 'pair' } },
    { counts: { every: 10 }, cooldown: { minutes: 2880, per: 'member' } },
    { counts: { reaches: [1, 5, 10] }, to: { role: 'asker' } },
    { reach: { fact: 'comment_length', thresholds: [100, 500] } },
    { points: 0, factor: 2.5, kinds: ['*'], schedule: { from: '2026-12-01T00:00:00+01:00', until: '2026-12-05T18:30:00+01:00', late: false } },
    { points: 0, also: [{ badge: 'helper' }, { card: 'spring', stamps: 2 }, { perk: 'Early access' }, { message: 'Thank you so much.' }] },
    {
      shares: [
        { to: 'actor', percent: 70 },
        { to: { role: 'asker' }, percent: 30 },
      ],
    },
    {
      limits: [
        { window: 'day', count: 5 },
        { window: 'day', count: 500, of: 'points' },
        { window: 'ever', count: 1, per: 'object' },
        { window: 'week', count: 2, per: 'pair' },
        { window: 'month', count: 9000, of: 'points', per: 'program' },
      ],
    },
    {
      condition: {
        any: [
          { fact: 'time.weekday', op: 'one_of', value: ['saturday', 'sunday'] },
          { fact: 'member.staff', op: 'is', value: false },
        ],
      },
    },
  ]
  const berlin = ruleFormSchema({ kinds: Object.keys(cards), factsFor: (kinds) => factsOf(kinds, cards), timeZone: 'Europe/Berlin' })
  for (const part of wholes) {
    const rule = ruleSchema.parse({ ...base, ...part })
    const form = new FormData()
    for (const [name, value] of Object.entries(fieldsOf(formOf(rule, 'Europe/Berlin')))) for (const one of [value].flat()) form.append(name, one)
    const submission = parseWithZod(form, { schema: berlin })
    expect(submission.status === 'success' ? submission.value : submission.reply().error).toEqual(rule)
  }
})

test('[RU-01] each part that does not fit is said beside its own field', () => {
  const error = (fields: Record<string, string>) => read(fields).reply().error ?? {}
  expect(error({ give: 'every', every: '1' })).toHaveProperty('every')
  expect(error({ give: 'reaches', reaches: 'ten' })).toHaveProperty('reaches')
  expect(error({ give: 'reach', reachFact: 'category', thresholds: '10' })).toHaveProperty('reachFact')
  expect(error({ give: 'units', unitFact: 'comment_length' })).toHaveProperty('unitMost')
  expect(error({ give: 'stages', stageFact: 'category' })).toHaveProperty('stages')
  expect(error({ give: 'factor' })).toHaveProperty('factor')
  expect(
    error({ 'shares[0].to': 'actor', 'shares[0].percent': '50', 'shares[1].to': 'role:asker', 'shares[1].percent': '40' }).shares?.[0],
  ).toContain('are 90')
  expect(error({ from: '2026-12-02T00:00', until: '2026-12-01T00:00' })).toHaveProperty('until')
  expect(error({ 'also[0].give': 'badge', 'also[0].what': '' })).toHaveProperty(['also[0].what'])
  expect(error({ kinds: '*' }).kinds?.[0]).toContain('Only a multiplier')
})

test('a condition that is nested deeper than the form shows is kept as it is', () => {
  const kept = { all: [{ any: [{ fact: 'category', op: 'is' as const, value: 'Q&A' }] }] }
  expect(isFlat(kept)).toBe(false)
  const submission = parseWithZod(sent({ keepCondition: 'on' }), {
    schema: ruleFormSchema({ kinds: Object.keys(cards), factsFor: (kinds) => factsOf(kinds, cards), kept }),
  })
  expect(submission.status === 'success' && submission.value.condition).toEqual(kept)
})

test('[MA-06] the public sentence says trigger, condition, points and limits', () => {
  const rule = ruleSchema.parse({
    title: 'Answer',
    kinds: ['github:discussion.answered'],
    condition: { all: [{ fact: 'category', op: 'is', value: 'Q&A' }] },
    points: 150,
    firstPoints: 1500,
    limits: [
      { window: 'day', count: 5 },
      { window: 'week', count: 3 },
    ],
  })
  expect(ruleInWords(rule, cards, 'points')).toContain('an answer in a discussion is accepted')
  expect(ruleInWords(rule, cards, 'points')).toContain('150 points')
})

const past = (id: number, part: Partial<PastDeed> = {}): PastDeed => ({
  activityId: id,
  subject: `s${id}`,
  kind: 'github:pull_request.merged',
  plainKind: 'pull_request.merged',
  channel: 'github',
  actorId: '1',
  actorHandle: 'ines',
  sourceId: 1,
  objectId: `pr:${id}`,
  objectTitle: `Change ${id}`,
  objectUrl: '',
  objectKey: `o${id}`,
  pairKey: null,
  actor: { memberId: Number(part.actorId ?? 1), person: Number(part.actorId ?? 1), handle: part.actorHandle ?? 'ines', active: true },
  occurredAt: new Date('2026-03-02T10:00:00Z'),
  receivedAt: new Date('2026-03-02T10:00:00Z'),
  facts: {},
  others: [],
  bot: false,
  ignored: false,
  blocked: null,
  undone: false,
  ...part,
})

test('a rehearsal plays limits and the first one, passes over bots and blocked deeds, and pays those who took part', () => {
  const rule = ruleSchema.parse({
    title: 'Merged',
    kinds: ['github:pull_request.merged'],
    condition: { all: [] },
    points: 10,
    firstPoints: 100,
    limits: [{ window: 'day', count: 2 }],
  })
  const deeds = [past(1), past(2), past(3), past(4, { bot: true }), past(5, { blocked: 'it is spam' }), past(6, { actorId: '2', actorHandle: 'tom' })]
  const played = rehearse(alwaysOn(rule), [], deeds, [], emptyMemory('UTC'))
  expect(played.map((row) => [row.deed.activityId, row.given[0]?.line.amount ?? row.reason?.code])).toEqual([
    [1, 100],
    [2, 10],
    [3, 'limit'],
    [4, 'bot'],
    [5, 'blocked'],
    [6, 100],
  ])
  expect(sumUp(played)).toMatchObject({
    looked: 6,
    paid: 3,
    points: 210,
    gains: [
      { handle: 'ines', points: 110 },
      { handle: 'tom', points: 100 },
    ],
  })
  const review = past(9, {
    kind: 'github:pull_request_review.submitted',
    plainKind: 'pull_request_review.submitted',
    objectId: 'pr:1',
    actorId: '3',
    actorHandle: 'yuki',
  })
  const shared = rehearse(alwaysOn({ ...rule, to: { who: 'pull_request_review.submitted' } }), [], [past(1), past(2)], [review], emptyMemory('UTC'))
  expect(shared.map((row) => row.given.map((one) => one.handle))).toEqual([['yuki'], []])
})
