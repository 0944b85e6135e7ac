import { z } from 'zod'

/** Comparisons a condition can make, and how they stand in a sentence. */
export const operators = {
  is: { label: 'is', types: ['text', 'number', 'boolean'] },
  is_not: { label: 'is not', types: ['text', 'number', 'boolean'] },
  one_of: { label: 'is one of', types: ['text'] },
  contains: { label: 'contains', types: ['text', 'list'] },
  lacks: { label: 'does not contain', types: ['text', 'list'] },
  at_least: { label: 'is at least', types: ['number'] },
  at_most: { label: 'is at most', types: ['number'] },
} as const

export type Operator = keyof typeof operators

/** One comparison of one fact. The fact's name is the adapter's own. */
export const testSchema = z.object({
  fact: z.string().min(1).max(80),
  op: z.enum(Object.keys(operators) as [Operator, ...Operator[]]),
  value: z.union([z.string().max(400), z.number(), z.boolean(), z.array(z.string().max(200)).max(50)]),
})
export type Test = z.infer<typeof testSchema>

export type Condition = Test | { all: Condition[] } | { any: Condition[] } | { none: Condition[] }
export const conditionSchema: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    testSchema,
    z.object({ all: z.array(conditionSchema).max(20) }),
    z.object({ any: z.array(conditionSchema).max(20) }),
    z.object({ none: z.array(conditionSchema).max(20) }),
  ]),
)

export const limitWindows = { day: 'a day', week: 'a week', month: 'a month', ever: 'ever' } as const
export type LimitWindow = keyof typeof limitWindows

/** How often a rule may pay one member in a window of the program's time zone. */
export const limitSchema = z.object({
  window: z.enum(Object.keys(limitWindows) as [LimitWindow, ...LimitWindow[]]),
  count: z.number().int().min(1).max(1_000_000),
})
export type Limit = z.infer<typeof limitSchema>

const points = z.number().int().min(1, 'Give at least 1 point.').max(1_000_000, 'Give at most 1,000,000 points.')

/**
 * A rule: when an activity of one of these kinds arrives and the condition holds, give points, within the limits.
 * Kinds are qualified by their adapter: `github:pull_request.merged`.
 */
export const ruleSchema = z.object({
  title: z.string().trim().min(3, 'Give the rule a title of at least three letters.').max(120),
  about: z.string().trim().max(500).default(''),
  kinds: z
    .array(z.string().regex(/^[a-z0-9-]+:[\w.-]+$/))
    .min(1, 'Choose at least one thing that can happen.')
    .max(30),
  condition: conditionSchema,
  points,
  /** What the member's first one pays instead, if more is due for a start. */
  firstPoints: points.optional(),
  /** Who gets it: the actor, or all who did something of the named kind with the same object (the reviewers of a merged pull request). */
  to: z.union([z.literal('actor'), z.object({ who: z.string().regex(/^[\w.-]+$/) })]).default('actor'),
  limits: z.array(limitSchema).max(4).default([]),
})
export type RuleDefinition = z.infer<typeof ruleSchema>

/** A rule as it was at one version. */
export type RuleAtVersion = RuleDefinition & { id: number; version: number }

/** True for a single comparison, false for a group. */
export function isTest(condition: Condition): condition is Test {
  return 'fact' in condition
}

/** All comparisons inside a condition, in order. */
export function testsOf(condition: Condition): Test[] {
  if (isTest(condition)) return [condition]
  return Object.values(condition).flatMap((group: Condition[]) => group.flatMap(testsOf))
}
