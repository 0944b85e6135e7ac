import { z } from 'zod'
import type { FactCard } from '#app/contract/adapter.ts'
import { type Facts, type Problem, rewardFields, rewardForm, rewardFrom, textOf } from './form-reward.ts'
import { type Condition, type Operator, type RuleDefinition, type Test, isTest, operators, ruleSchema } from './rules.ts'

export const modes = { all: 'all', any: 'any', none: 'none' } as const
type Mode = keyof typeof modes

/** What the sentence form sends: texts and numbers as typed, one flat list of comparisons. */
const fields = z.object({
  // What is missing here is said by the rule's own schema, together with what is wrong in the rows.
  title: z.string().optional(),
  about: z.string().trim().max(500, 'Keep the note under 500 letters.').optional(),
  kinds: z.array(z.string()).min(1, 'Choose at least one thing that can happen.').max(30, 'Choose at most 30 kinds.'),
  mode: z.enum(['all', 'any', 'none']).default('all'),
  tests: z
    .array(z.object({ fact: z.string().optional(), op: z.string().optional(), value: z.string().optional() }))
    .max(20, 'At most 20 conditions.'),
  /** The stored condition is richer than this form can show, and stays as it is. */
  keepCondition: z.boolean().optional(),
  ...rewardFields,
})
export type RuleForm = z.input<typeof fields>

function list(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
}

/** A typed value as its fact and comparison need it, or a problem in words. */
function valueFor(type: FactCard['type'], op: Operator, text: string): { value: Test['value'] } | { problem: string } {
  if (type === 'number') {
    const number = Number(text.replaceAll(',', ''))
    return Number.isFinite(number) ? { value: number } : { problem: 'Enter a number here.' }
  }
  if (type === 'boolean') {
    if (/^(yes|true|on)$/i.test(text)) return { value: true }
    return /^(no|false|off)$/i.test(text) ? { value: false } : { problem: 'Choose yes or no.' }
  }
  const parts = list(text)
  if (op === 'one_of') return { value: parts }
  return { value: type === 'list' && parts.length > 1 ? parts : text }
}

function testFrom(row: { fact?: string; op?: string; value?: string }, index: number, facts: Facts, problem: Problem): Test | null {
  const at = (name: string): (string | number)[] => ['tests', index, name]
  const card = row.fact ? facts[row.fact] : undefined
  const wanted = row.op && row.op in operators ? (row.op as Operator) : null
  if (!row.fact || !card)
    problem(
      at('fact'),
      row.fact ? 'What you chose to happen does not carry this. Choose another.' : 'Choose what to look at, or remove this condition.',
    )
  if (!wanted) problem(at('op'), 'Choose how to compare.')
  if (!row.value?.trim()) problem(at('value'), 'Say what to compare with.')
  if (!row.fact || !card || !wanted || !row.value?.trim()) return null
  if (!(operators[wanted].types as readonly string[]).includes(card.type)) {
    problem(at('op'), `“${operators[wanted].label}” does not fit ${card.label}.`)
    return null
  }
  const read = valueFor(card.type, wanted, row.value.trim())
  if ('value' in read) return { fact: row.fact, op: wanted, value: read.value }
  problem(at('value'), read.problem)
  return null
}

/**
 * The schema of the sentence form. It answers a rule's definition. `factsFor` names what activities of the chosen kinds carry; `kinds` is
 * what may be chosen; `kept` is a stored condition that this form cannot show.
 */
export function ruleFormSchema(known: {
  kinds: readonly string[]
  factsFor: (kinds: readonly string[]) => Facts
  kept?: Condition | null
  /** The program's: dates are typed in it. */
  timeZone?: string
}) {
  return fields.transform((form, context): RuleDefinition => {
    const problem: Problem = (path, message) => context.addIssue({ code: 'custom', path, message })
    const strangers = form.kinds.filter((kind) => !known.kinds.includes(kind) && !(kind === '*' && form.give === 'factor'))
    if (strangers.includes('*')) problem(['kinds'], 'Only a multiplier can look at everything. Choose what happens.')
    else if (strangers.length > 0) problem(['kinds'], `No channel knows ${strangers.join(', ')}. Choose something else.`)
    const facts = known.factsFor(form.kinds)
    const tests = form.tests.flatMap((row, index) => testFrom(row, index, facts, problem) ?? [])
    const condition = form.keepCondition && known.kept ? known.kept : ({ [form.mode]: tests } as Condition)
    const reward = rewardFrom(form, { facts, timeZone: known.timeZone ?? 'UTC', problem })
    const parsed = ruleSchema.safeParse({ title: form.title ?? '', about: form.about ?? '', kinds: form.kinds, condition, ...reward })
    if (parsed.success) return parsed.data
    const rows = context.issues.length > 0
    for (const issue of parsed.error.issues)
      if (!rows || issue.path[0] === 'title') problem([fieldOf[String(issue.path[0])] ?? String(issue.path[0])], issue.message)
    return z.NEVER
  })
}

/** Which field of the form shows what is wrong with a part of the rule. */
const fieldOf: Readonly<Record<string, string>> = {
  byValue: 'stages',
  perUnit: 'unitMost',
  counts: 'give',
  reach: 'thresholds',
  schedule: 'from',
  vesting: 'vestingDays',
}

/** True if the form can show this condition: one flat list of comparisons. */
export function isFlat(condition: Condition): boolean {
  return isTest(condition) || Object.values(condition).every((group: Condition[]) => group.every(isTest))
}

/** The form of a stored rule, as its fields show it; dates in the program's zone. */
export function formOf(rule: RuleDefinition, timeZone = 'UTC'): RuleForm {
  const flat = isFlat(rule.condition)
  const [mode, group] = isTest(rule.condition) ? ['all', [rule.condition]] : (Object.entries(rule.condition)[0] ?? ['all', []])
  const tests = flat ? (group as Test[]).map((test) => ({ fact: test.fact, op: test.op, value: textOf(test.value) })) : []
  const { title, about, kinds } = rule
  return { title, about, kinds, mode: mode as Mode, tests, keepCondition: !flat, ...rewardForm(rule, timeZone) }
}
