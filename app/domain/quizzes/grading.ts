import type { Answer } from './answer.ts'
import { type Question, rightSides } from './question.ts'

/**
 * What an answer is worth, from 0 to 1. Never below nothing, and guessing at everything is worth nothing:
 *
 * | Type | Worth |
 * |---|---|
 * | one answer | the percent of the chosen one |
 * | several | right ones chosen / right ones − wrong ones chosen / wrong ones |
 * | order | 2 × (pairs in the right order / all pairs) − 1 |
 * | pairs | right pairs / pairs |
 * | text, number, output | 1 or 0 |
 *
 * Without partial credit, everything below 1 is 0.
 */
export function gradeAnswer(question: Question, answer: Answer | null): number {
  if (answer === null) return 0
  const worth = worthOf(question, answer)
  const whole = 'partial' in question && !question.partial && worth < 1 ? 0 : worth
  return Math.min(1, Math.max(0, whole))
}

function worthOf(question: Question, answer: Answer): number {
  switch (question.type) {
    case 'single':
      return 'choice' in answer ? (question.options[answer.choice]?.percent ?? 0) / 100 : 0
    case 'multiple':
      return 'choices' in answer ? worthOfChoices(question.options, answer.choices) : 0
    case 'ordering':
      return 'ranks' in answer ? worthOfRanks(answer.ranks, question.items.length) : 0
    case 'matching':
      return 'sides' in answer ? worthOfSides(question, answer.sides) : 0
    case 'short':
      return 'text' in answer && isAccepted(question, answer.text) ? 1 : 0
    case 'numeric':
      return 'text' in answer && isNear(question, answer.text) ? 1 : 0
    case 'code':
      return 'text' in answer && question.outputs.some((output) => outputOf(output) === outputOf(answer.text)) ? 1 : 0
  }
}

function worthOfChoices(options: readonly { right: boolean }[], choices: readonly number[]): number {
  const chosen = new Set(choices)
  const rights = options.filter((option) => option.right).length
  const wrongs = options.length - rights
  const hits = options.filter((option, index) => option.right && chosen.has(index)).length
  const misses = options.filter((option, index) => !option.right && chosen.has(index)).length
  return hits / rights - (wrongs === 0 ? 0 : misses / wrongs)
}

function worthOfRanks(ranks: readonly (number | null)[], length: number): number {
  let right = 0
  for (let early = 0; early < length; early += 1)
    for (let late = early + 1; late < length; late += 1) {
      const [one, other] = [ranks[early] ?? null, ranks[late] ?? null]
      if (one !== null && other !== null && one < other) right += 1
    }
  return (2 * right) / ((length * (length - 1)) / 2) - 1
}

function worthOfSides(question: Extract<Question, { type: 'matching' }>, sides: readonly (number | null)[]): number {
  const rights = rightSides(question)
  const hits = question.pairs.filter((pair, left) => {
    const side = sides[left] ?? null
    return side !== null && rights[side] === pair.right
  }).length
  return hits / question.pairs.length
}

type Short = Extract<Question, { type: 'short' }>

function isAccepted(question: Short, text: string): boolean {
  const plain = (words: string): string => {
    const composed = words.normalize('NFC')
    const spaced = question.spaceMatters ? composed : composed.trim().replace(/\s+/g, ' ')
    return question.caseMatters ? spaced : spaced.toLowerCase()
  }
  const said = plain(text).slice(0, 500)
  return question.accepted.some((accepted) => plain(accepted) === said) || question.patterns.some((pattern) => fits(plain(pattern), said))
}

/** True if the text fits a pattern of stars and question marks. Walks both once, so no pattern can keep the server busy. */
export function fits(pattern: string, text: string): boolean {
  let [at, of, star, mark] = [0, 0, -1, 0]
  while (of < text.length) {
    if (at < pattern.length && pattern[at] === '*') {
      star = at
      mark = of
      at += 1
    } else if (at < pattern.length && (pattern[at] === '?' || pattern[at] === text[of])) {
      at += 1
      of += 1
    } else if (star >= 0) {
      at = star + 1
      mark += 1
      of = mark
    } else return false
  }
  while (pattern[at] === '*') at += 1
  return at === pattern.length
}

/** The number that somebody wrote, with a point or a comma; null if it is none. */
export function numberIn(text: string): number | null {
  const plain = text
    .trim()
    .replace(/[\s\u00a0\u202f']/g, '')
    .replace(/^\u2212/, '-')
  const pointed = plain.includes('.') ? plain : plain.replace(',', '.')
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$/i.test(pointed) ? Number(pointed) : null
}

function isNear(question: Extract<Question, { type: 'numeric' }>, text: string): boolean {
  const number = numberIn(text)
  if (number === null) return false
  // 0.1 + 0.2 is not 0.3 in binary: a hair's breadth is forgiven.
  return Math.abs(number - question.value) <= question.tolerance + Math.abs(question.value) * 1e-12 + 1e-12
}

/** An output as it is compared: line ends of one kind, nothing behind a line, no empty lines at the end. */
function outputOf(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .split('\n')
    .map((row) => row.trimEnd())
    .join('\n')
    .trimEnd()
}

/** What an attempt reached, in percent of all marks, to a hundredth. */
export function percentOf(answers: readonly { marks: number; fraction: number }[]): number {
  const marks = answers.reduce((sum, answer) => sum + answer.marks, 0)
  const reached = answers.reduce((sum, answer) => sum + answer.marks * answer.fraction, 0)
  return marks === 0 ? 0 : Math.round((reached / marks) * 10_000) / 100
}
