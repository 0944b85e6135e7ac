import { expect, test } from 'vitest'
import { z } from 'zod'
import { ruleJsonSchema } from '#app/domain/rules/published.ts'
import { ruleSchema } from '#app/domain/rules/rules.ts'

test('[RU-01] the published JSON Schema accepts what is stored and refuses what is not a rule', () => {
  const published = z.fromJSONSchema(ruleJsonSchema() as never)
  const rule = {
    title: 'Accepted answer',
    kinds: ['github:discussion.answered'],
    condition: { all: [{ fact: 'category', op: 'is', value: 'Q&A' }, { none: [{ fact: 'member.staff', op: 'is', value: true }] }] },
    points: 150,
    firstPoints: 1500,
    limits: [{ window: 'day', count: 5 }],
    schedule: { from: '2026-12-01T00:00:00+01:00' },
    also: [{ card: 'spring', stamps: 2 }],
  }
  const stored = JSON.parse(JSON.stringify(ruleSchema.parse(rule))) as unknown
  expect(published.safeParse(stored).success).toBe(true)
  expect(ruleSchema.parse(stored)).toEqual(ruleSchema.parse(rule))
  expect(published.safeParse({ ...rule, kinds: [] }).success).toBe(false)
  expect(published.safeParse({ ...rule, limits: [{ window: 'year', count: 5 }] }).success).toBe(false)
})
