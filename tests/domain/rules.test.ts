import fc from 'fast-check'
import { expect, test } from 'vitest'
import { barOf, selfRole } from '#app/domain/rules/deeds.ts'
import { holds } from '#app/domain/rules/conditions.ts'
import { evaluate } from '#app/domain/rules/evaluate.ts'
import { type FactValue, reasonInWords } from '#app/domain/rules/explanation.ts'
import { windowsAt } from '#app/domain/rules/counting.ts'
import { wordFrom } from '#app/domain/rules/judge.ts'
import { packWord, unpackWord } from '#app/domain/rules/packing.ts'
import { type Condition, type RuleAtVersion, ruleSchema } from '#app/domain/rules/rules.ts'

const rule = (part: object): RuleAtVersion => ({
  ...ruleSchema.parse({ title: 'A rule', kinds: ['generic:article.published'], condition: { all: [] }, points: 100, ...part }),
  id: 1,
  version: 1,
})
const unused = { day: 0, week: 0, month: 0, ever: 0 }

const value: fc.Arbitrary<FactValue> = fc.oneof(
  fc.constantFrom('bug', 'spam', 'docs', ''),
  fc.integer({ min: -5, max: 5 }),
  fc.boolean(),
  fc.array(fc.constantFrom('bug', 'docs'), { maxLength: 2 }),
)
const facts = fc.dictionary(fc.constantFrom('label', 'size', 'draft', 'tags'), value)
const leaf: fc.Arbitrary<Condition> = fc.record({
  fact: fc.constantFrom('label', 'size', 'draft', 'tags'),
  op: fc.constantFrom('is', 'is_not', 'one_of', 'contains', 'lacks', 'at_least', 'at_most'),
  value: fc.oneof(fc.constantFrom('bug', 'docs'), fc.integer({ min: -5, max: 5 })),
}) as fc.Arbitrary<Condition>
const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.array(tie('condition'), { maxLength: 3 }).map((all) => ({ all })),
    fc.array(tie('condition'), { maxLength: 3 }).map((any) => ({ any })),
    fc.array(tie('condition'), { maxLength: 3 }).map((none) => ({ none })),
  ),
}))

/** The same question asked the plain way. */
function plainly(asked: Condition, given: Readonly<Record<string, FactValue>>): boolean {
  if ('fact' in asked) return holds(asked, given[asked.fact] ?? null)
  if ('all' in asked) return asked.all.every((part) => plainly(part, given))
  if ('any' in asked) return asked.any.length === 0 || asked.any.some((part) => plainly(part, given))
  return !asked.none.some((part) => plainly(part, given))
}

test('[LE-03] a word that was kept small is read as it was said, whatever the rule asks and gives', () => {
  const forms = fc.constantFrom<object>(
    {},
    { limits: [{ window: 'day', count: 2 }] },
    { limits: [{ window: 'week', count: 150, of: 'points' }], firstPoints: 900 },
    { currency: 'gems' },
    { vesting: { days: 3 }, perUnit: { fact: 'size', most: 4 } },
    { counts: { every: 3 } },
    { byValue: { fact: 'label', amounts: { bug: 5 } }, points: 0 },
    { reach: { fact: 'size', thresholds: [2, 4] }, also: [{ perk: 'A chair' }] },
  )
  const boost = { rule: 7, version: 2, title: 'Double', factor: 2 }
  fc.assert(
    fc.property(fc.array(fc.tuple(condition, forms), { maxLength: 3 }), facts, fc.nat(3), fc.boolean(), (asked, given, used, boosted) => {
      const rules = asked.map(([one, form], index) => ({ ...rule({ ...form, condition: one }), id: index + 1 }))
      const subject = { facts: given, used: { day: used, ever: used, 'week:points': used * 70 }, boosts: boosted ? [boost] : [] }
      const said = wordFrom(rules.map((one) => evaluate(one, subject))).explanation
      const kept = JSON.stringify(packWord(said, (id) => rules[id - 1]))
      expect(
        JSON.stringify(
          unpackWord(JSON.parse(kept), (id) => rules[id - 1]),
          sorted,
        ),
      ).toEqual(JSON.stringify(said, sorted))
      if (said.lines.length > 0) expect(kept.length).toBeLessThan(JSON.stringify(said).length)
    }),
    { numRuns: 1_000 },
  )
})

/** Writes the parts of objects in the order of their names. */
function sorted(_: string, part: unknown): unknown {
  return part !== null && typeof part === 'object' && !Array.isArray(part) ? Object.fromEntries(Object.entries(part).sort()) : part
}

test('[RU-01][LE-03] for any condition and any facts: it pays exactly when the condition holds, and otherwise always says why', () => {
  fc.assert(
    fc.property(condition, facts, (asked, given) => {
      const line = evaluate(rule({ condition: asked }), { facts: given, used: unused })
      expect(line.outcome === 'paid').toBe(plainly(asked, given))
      if (line.outcome === 'paid') {
        expect(line).toMatchObject({ points: 100, amount: 100, factors: [{ code: 'base', points: 100 }] })
      } else {
        expect(line.points).toBe(0)
        expect(line.reason && reasonInWords(line.reason, (fact) => fact).length).toBeGreaterThan(10)
      }
    }),
    { numRuns: 2_000 },
  )
})

test('[LE-02] the same rule on the same facts says the same, and changes neither', () => {
  fc.assert(
    fc.property(condition, facts, (asked, given) => {
      const frozen = rule({ condition: asked })
      const before = JSON.stringify([frozen, given])
      const once = evaluate(frozen, { facts: given, used: unused })
      expect(evaluate(frozen, { facts: given, used: unused })).toEqual(once)
      expect(JSON.stringify([frozen, given])).toBe(before)
    }),
  )
})

test('[RU-01] a full limit refuses with its window, whichever of several it is', () => {
  const limited = rule({
    limits: [
      { window: 'day', count: 3 },
      { window: 'ever', count: 10 },
    ],
  })
  expect(evaluate(limited, { facts: {}, used: { ...unused, day: 2, ever: 9 } }).outcome).toBe('paid')
  expect(evaluate(limited, { facts: {}, used: { ...unused, day: 3, ever: 3 } }).reason).toEqual({ code: 'limit', window: 'day', max: 3 })
  expect(evaluate(limited, { facts: {}, used: { ...unused, day: 0, ever: 10 } }).reason).toEqual({ code: 'limit', window: 'ever', max: 10 })
})

test('[RU-03] the first one pays the first amount, the second the regular one', () => {
  const first = rule({ points: 200, firstPoints: 1500 })
  expect(evaluate(first, { facts: {}, used: unused })).toMatchObject({ points: 1500, factors: [{ code: 'first', points: 1500 }] })
  expect(evaluate(first, { facts: {}, used: { ...unused, ever: 1 } })).toMatchObject({ points: 200, factors: [{ code: 'base', points: 200 }] })
})

test('[RU-09] a moment near midnight falls into the day of the stated zone, in three zones and over a daylight-saving change', () => {
  const moment = new Date('2026-03-29T00:30:00Z')
  expect(windowsAt(moment, 'UTC')).toMatchObject({ day: 'day:2026-03-29', week: 'week:2026-03-23', month: 'month:2026-03-01' })
  expect(windowsAt(moment, 'America/New_York').day).toBe('day:2026-03-28')
  expect(windowsAt(moment, 'Pacific/Auckland')).toMatchObject({ day: 'day:2026-03-29', week: 'week:2026-03-23' })
  expect(windowsAt(new Date('2026-03-29T22:30:00Z'), 'Europe/Berlin')).toMatchObject({ day: 'day:2026-03-30', week: 'week:2026-03-30' })
})

test('[AB-01] accepting one’s own answer is self-dealing, through the same account or another one of the same member', () => {
  const chooser = { role: 'chooser', id: '7', person: null }
  expect(selfRole({ id: '7', person: null }, [chooser])).toBe('chooser')
  expect(selfRole({ id: '8', person: 3 }, [{ ...chooser, person: 3 }])).toBe('chooser')
  expect(selfRole({ id: '8', person: 3 }, [chooser])).toBeNull()
  expect(selfRole({ id: '7', person: null }, [{ ...chooser, role: 'merged_by' }])).toBeNull()
})

test('[AB-13] a bot earns nothing, and neither does an ignored account, a blocked or an undone deed', () => {
  const free = { bot: false, ignored: false, blocked: null, undone: false, paused: false }
  expect(barOf(free)).toBeNull()
  expect(barOf({ ...free, bot: true, undone: true })).toEqual({ code: 'bot' })
  expect(barOf({ ...free, ignored: true })).toEqual({ code: 'ignored_actor' })
  expect(barOf({ ...free, blocked: 'it carries the label spam' })).toEqual({ code: 'blocked', why: 'it carries the label spam' })
  expect(barOf({ ...free, undone: true })).toEqual({ code: 'undone' })
})
