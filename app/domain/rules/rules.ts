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

/** Whom a limit or a cooldown counts: one member, one object, one member with another, or the whole program. */
export const limitScopes = { member: 'member', object: 'object', pair: 'pair of members', program: 'whole program' } as const
export type LimitScope = keyof typeof limitScopes

/** How often (or how much) a rule may pay in a window of the program's time zone. */
export const limitSchema = z.object({
  window: z.enum(Object.keys(limitWindows) as [LimitWindow, ...LimitWindow[]]),
  count: z.number().int().min(1).max(1_000_000),
  /** A member's unless said otherwise. */
  per: z.enum(Object.keys(limitScopes) as [LimitScope, ...LimitScope[]]).optional(),
  /** Counts times unless said otherwise. */
  of: z.enum(['times', 'points']).optional(),
})
export type Limit = z.infer<typeof limitSchema>

/** How a limit is named among the counts that the evaluator is given; `day` alone is a member's times a day. */
export function limitName({ window, per = 'member', of = 'times' }: Pick<Limit, 'window' | 'per' | 'of'>): string {
  return `${per === 'member' ? '' : `${per}/`}${of === 'times' ? '' : 'points/'}${window}`
}

const most = 1_000_000
const points = z.number().int().min(0).max(most, 'Give at most 1,000,000 points.')
const slug = z.string().regex(/^[a-z0-9][a-z0-9-]{0,60}$/)
const instant = z.iso.datetime({ offset: true })

/** Who a rule pays: the actor, all who did something of a kind with the same object, or those the activity names in a role. */
export const recipientSchema = z.union([
  z.literal('actor'),
  z.object({ who: z.string().regex(/^[\w.-]+$/) }),
  z.object({ role: z.string().regex(/^[\w.-]+$/) }),
])
export type To = z.infer<typeof recipientSchema>

/** What a rule gives beside points. */
export const effectSchema = z.union([
  z.object({ badge: slug }),
  z.object({ card: slug, stamps: z.number().int().min(1).max(10).default(1) }),
  z.object({ message: z.string().trim().min(3).max(500) }),
  z.object({ perk: z.string().trim().min(2).max(80) }),
])
export type Effect = z.infer<typeof effectSchema>

/**
 * A rule: when an activity of one of these kinds arrives and the condition holds, give something, within the limits. Kinds are qualified by
 * their adapter: `github:pull_request.merged`; those of the hub itself begin with `hub:`; a multiplier may name every kind by `*`.
 */
export const ruleSchema = z
  .object({
    title: z.string().trim().min(3, 'Give the rule a title of at least three letters.').max(120),
    about: z.string().trim().max(500).default(''),
    kinds: z
      .array(z.string().regex(/^([a-z0-9-]+:[\w.-]+|\*)$/))
      .min(1, 'Choose at least one thing that can happen.')
      .max(30),
    condition: conditionSchema,
    points: points.default(0),
    /** The slug of the currency it pays in. */
    currency: slug.default('points'),
    /** What the member's first one pays instead. */
    firstPoints: points.min(1).optional(),
    /** Staged: the amount by the value of a fact (an idea's status); other values pay `points`. */
    byValue: z.object({ fact: z.string().min(1).max(80), amounts: z.record(z.string().max(200), points) }).optional(),
    /** In proportion: the amount for each one of a number, counted up to a most. */
    perUnit: z.object({ fact: z.string().min(1).max(80), most: z.number().int().min(1).max(100_000) }).optional(),
    /** Pays not each time, but every so many times, or at these counts of the member's. */
    counts: z
      .union([
        z.object({ every: z.number().int().min(2).max(10_000) }),
        z.object({ reaches: z.array(z.number().int().min(1).max(most)).min(1).max(20) }),
      ])
      .optional(),
    /** Pays once for each threshold that a number about a piece of work passes (views, downloads, reactions). */
    reach: z.object({ fact: z.string().min(1).max(80), thresholds: z.array(z.number().int().min(1)).min(1).max(20) }).optional(),
    to: recipientSchema.default('actor'),
    /** Shared credit: parts of the amount in percent, 100 in all, that replace `to`. What nobody is named for goes to the actor. */
    shares: z
      .array(
        z.object({ to: z.union([z.literal('actor'), z.object({ role: z.string().regex(/^[\w.-]+$/) })]), percent: z.number().int().min(1).max(100) }),
      )
      .min(2)
      .max(6)
      .refine((shares) => shares.reduce((sum, share) => sum + share.percent, 0) === 100, 'The shares must add up to 100 percent.')
      .optional(),
    limits: z.array(limitSchema).max(8).default([]),
    cooldown: z.object({ minutes: z.number().int().min(1).max(525_600), per: z.enum(['member', 'object', 'pair']).default('member') }).optional(),
    /** Makes this a multiplier: other rules in the same currency pay this many times as much for the same activity. */
    factor: z.number().min(0.1).max(10).optional(),
    /** Counts what was done in [from, until). What arrives after `until` still counts if `late`. */
    schedule: z.object({ from: instant.optional(), until: instant.optional(), late: z.boolean().default(true) }).optional(),
    /** Points stay pending for so many days, and lapse if the work is taken back before. */
    vesting: z.object({ days: z.number().int().min(1).max(365) }).optional(),
    /** Pays even for one's own work (an own answer accepted). Blocked unless said. */
    ownWork: z.boolean().default(false),
    also: z.array(effectSchema).max(5).default([]),
  })
  .refine((rule) => rule.factor !== undefined || rule.also.length > 0 || givesPoints(rule), {
    message: 'Give at least 1 point.',
    path: ['points'],
  })
export type RuleDefinition = z.infer<typeof ruleSchema>

/** A rule as it was at one version. */
export type RuleAtVersion = RuleDefinition & { id: number; version: number }

/** True if a rule can pay points at all. */
export function givesPoints(rule: { points: number; firstPoints?: number; byValue?: { amounts: Record<string, number> } }): boolean {
  return rule.points > 0 || (rule.firstPoints ?? 0) > 0 || Object.values(rule.byValue?.amounts ?? {}).some((amount) => amount > 0)
}

/** True for a single comparison, false for a group. */
export function isTest(condition: Condition): condition is Test {
  return 'fact' in condition
}

const testsIn = new WeakMap<Condition, readonly Test[]>()

/** All comparisons inside a condition, in order. Looked for once. */
export function testsOf(condition: Condition): readonly Test[] {
  const known = testsIn.get(condition)
  if (known) return known
  const tests = isTest(condition) ? [condition] : Object.values(condition).flatMap((group: Condition[]) => group.flatMap(testsOf))
  testsIn.set(condition, tests)
  return tests
}
