import { z } from 'zod'

const line = z.string().trim().max(500, 'Use 500 characters or fewer.')
const filled = line.min(1, 'Leave no answer empty.')
const shared = {
  /** Markdown. */
  stem: z.string().trim().min(3, 'Write the question: at least three letters.').max(5000, 'Use 5,000 characters or fewer for the question.'),
  /** Markdown, shown when the quiz says so. */
  explanation: z.string().trim().max(5000, 'Use 5,000 characters or fewer for the explanation.').default(''),
  /** What it weighs in the quiz, 1 to 20. */
  marks: z.coerce
    .number('Give it 1 to 20 marks.')
    .int('Give it 1 to 20 marks.')
    .min(1, 'Give it 1 to 20 marks.')
    .max(20, 'Give it 1 to 20 marks.')
    .default(1),
}
const different = (words: readonly string[]): boolean => new Set(words.map((word) => word.trim())).size === words.length
const choices = (count: number) => `Give ${count} to 12 answers.`

const single = z.object({
  type: z.literal('single'),
  ...shared,
  /** `percent`: what choosing it is worth, 0 to 100. */
  options: z
    .array(z.object({ text: filled, percent: z.number().min(0).max(100) }))
    .min(2, choices(2))
    .max(12, choices(2))
    .refine((options) => options.some((option) => option.percent === 100), 'Mark the right answer.')
    .refine((options) => different(options.map((option) => option.text)), 'Two answers say the same.'),
})
const multiple = z.object({
  type: z.literal('multiple'),
  ...shared,
  options: z
    .array(z.object({ text: filled, right: z.boolean() }))
    .min(2, choices(2))
    .max(12, choices(2))
    .refine((options) => options.some((option) => option.right), 'Mark at least one right answer.')
    .refine((options) => different(options.map((option) => option.text)), 'Two answers say the same.'),
  partial: z.boolean().default(true),
})
const ordering = z.object({
  type: z.literal('ordering'),
  ...shared,
  /** In the right order. */
  items: z
    .array(filled)
    .min(2, 'Give 2 to 10 things to put in order.')
    .max(10, 'Give 2 to 10 things to put in order.')
    .refine(different, 'Two things say the same.'),
  partial: z.boolean().default(true),
})
const matching = z.object({
  type: z.literal('matching'),
  ...shared,
  pairs: z
    .array(z.object({ left: filled, right: filled }))
    .min(2, 'Give 2 to 10 pairs.')
    .max(10, 'Give 2 to 10 pairs.')
    .refine((pairs) => different(pairs.map((pair) => pair.left)), 'Two pairs begin with the same.'),
  /** Answers that fit nothing. */
  extra: z.array(filled).max(10, 'Give at most ten further answers.').default([]),
  partial: z.boolean().default(true),
})
const short = z.object({
  type: z.literal('short'),
  ...shared,
  accepted: z.array(filled).max(30, 'Give at most 30 accepted answers.').default([]),
  /** A star stands for anything, a question mark for one character. */
  patterns: z.array(filled).max(10, 'Give at most ten patterns.').default([]),
  caseMatters: z.boolean().default(false),
  spaceMatters: z.boolean().default(false),
})
const numeric = z.object({
  type: z.literal('numeric'),
  ...shared,
  value: z.number('Give the right number.'),
  tolerance: z.number('Say how far off an answer may be: 0 or more.').min(0, 'Say how far off an answer may be: 0 or more.').default(0),
})
const code = z.object({
  type: z.literal('code'),
  ...shared,
  language: z
    .string()
    .trim()
    .regex(/^[a-z0-9+#-]{0,20}$/, 'Name the language in small letters, such as js or python.')
    .default(''),
  code: z.string().min(1, 'Paste the code.').max(5000, 'Use 5,000 characters or fewer for the code.'),
  outputs: z
    .array(
      z
        .string()
        .max(2000)
        .refine((text) => text.trim() !== '', 'Leave no output empty.'),
    )
    .min(1, 'Give what it prints.')
    .max(10, 'Give at most ten outputs.'),
})

/** A question with its answer key. It never leaves the server before the key may be shown. */
export const questionSchema = z
  .discriminatedUnion('type', [single, multiple, ordering, matching, short, numeric, code], 'Choose the type of the question.')
  .refine((question) => question.type !== 'short' || question.accepted.length + question.patterns.length > 0, 'Give at least one accepted answer.')
export type Question = z.infer<typeof questionSchema>
export type QuestionType = Question['type']

/** The types of questions with words for whoever writes one. */
export const questionTypes: Record<QuestionType, { label: string; about: string }> = {
  single: { label: 'One answer', about: 'Exactly one of several is right; others can be worth a part.' },
  multiple: { label: 'Several answers', about: 'Any number of several are right. Wrong ones cost, never below nothing.' },
  ordering: { label: 'Put in order', about: 'Things in the one right order.' },
  matching: { label: 'Match pairs', about: 'Find what belongs together.' },
  short: { label: 'Short text', about: 'A word or a few, compared with what you accept.' },
  numeric: { label: 'Number', about: 'A number, within a tolerance.' },
  code: { label: 'What does it print?', about: 'A piece of code, and its exact output.' },
}

/** How many parts of a question can be shuffled: options, things, or the right sides of its pairs. */
export function partsOf(question: Question): number {
  if (question.type === 'single' || question.type === 'multiple') return question.options.length
  if (question.type === 'ordering') return question.items.length
  return question.type === 'matching' ? rightSides(question).length : 0
}

/** The different answers that a matching question offers, in the order of the question. */
export function rightSides(question: Extract<Question, { type: 'matching' }>): string[] {
  return [...new Set([...question.pairs.map((pair) => pair.right), ...question.extra])]
}
