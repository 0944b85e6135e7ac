import {
  parse,
  type GIFTQuestion,
  type Matching,
  type MultipleChoice,
  type Numerical,
  type ShortAnswer,
  type TextFormat,
  type TrueFalse,
} from 'gift-pegjs'
import { hintMark } from './gift-write.ts'
import { type Question, questionSchema } from './question.ts'

/** One question of a GIFT text: what it became, or what is wrong with it, with the line on which it begins. */
export type GiftEntry = { line: number; title: string } & (
  { kind: 'question'; tags: string[]; content: Question; notes: string[] } | { kind: 'left_out'; why: string } | { kind: 'fault'; why: string }
)

type Hint = Record<string, unknown>
type Draft = { raw: Hint; notes: string[] }

/** Reads GIFT question by question, so that one fault hides no other. */
export function readGift(text: string): GiftEntry[] {
  return blocksOf(text).map(({ line, source }) => readBlock(line, source))
}

/** Cuts a text at blank lines outside braces. */
function blocksOf(text: string): { line: number; source: string }[] {
  const blocks: { line: number; source: string }[] = []
  let rows: string[] = []
  let depth = 0
  const close = (next: number): void => {
    if (rows.some((row) => row.trim() !== '')) blocks.push({ line: next - rows.length, source: rows.join('\n') })
    rows = []
    depth = 0
  }
  const all = text
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?/g, '\n')
    .split('\n')
  for (const [index, row] of all.entries()) {
    const number = index + 1
    const comment = /^\s*\/\//.test(row)
    if (row.trim() === '' && depth === 0) {
      close(number)
      continue
    }
    // A question that begins while another is still open: the other lacks its brace, and only that one is at fault.
    if (depth > 0 && /^::/.test(row)) close(number)
    rows.push(row)
    if (!comment) for (const [brace] of row.matchAll(/(?<!\\)(?:\\\\)*[{}]/g)) depth = Math.max(0, depth + (brace.endsWith('{') ? 1 : -1))
    if (/^\s*\$CATEGORY:/.test(row)) close(number + 1)
  }
  close(all.length + 1)
  return blocks
}

function readBlock(line: number, source: string): GiftEntry {
  const title =
    /^::((?:[^:\\]|\\.)*)::/m.exec(source)?.[1]?.trim() ??
    source
      .split('\n')
      .find((row) => !/^\s*\/\//.test(row) && row.trim() !== '')
      ?.trim()
      .slice(0, 80) ??
    ''
  const own = { line, title }
  if (title === '') return { ...own, kind: 'left_out', why: 'A comment.' }
  let parsed: GIFTQuestion | undefined
  try {
    parsed = parse(`${source}\n`)[0]
  } catch (error) {
    const at = (error as { location?: { start: { line: number; column: number } } }).location?.start
    const where = at ? ` (line ${line + at.line - 1}, column ${at.column})` : ''
    return {
      ...own,
      kind: 'fault',
      why: `This cannot be read as GIFT${where}. Look for a missing brace, or one of ~ = # { } : that needs a backslash before it.`,
    }
  }
  if (!parsed || parsed.type === 'Category')
    return { ...own, kind: 'left_out', why: 'A category. Everything goes into this bank; use tags to tell questions apart.' }
  if (parsed.type === 'Description') return { ...own, kind: 'left_out', why: 'A text that asks nothing.' }
  if (parsed.type === 'Essay')
    return { ...own, kind: 'fault', why: 'An essay has no right answer. Use a text stage of a challenge, which people review.' }
  const { raw, notes } = draftOf(parsed, hintIn(source))
  const checked = questionSchema.safeParse(raw)
  if (!checked.success) return { ...own, kind: 'fault', why: [...new Set(checked.error.issues.map((issue) => issue.message))].join(' ') }
  return { ...own, kind: 'question', tags: tagsFrom(parsed.tags ?? []), content: checked.data, notes }
}

/** Tags as the hub keeps them: small letters, no repeats, at most ten. */
export function tagsFrom(words: readonly string[]): string[] {
  return [...new Set(words.map((word) => word.trim().toLowerCase().slice(0, 40)).filter(Boolean))].slice(0, 10)
}

function hintIn(source: string): Hint {
  const row = source.split('\n').find((one) => one.startsWith(hintMark))
  try {
    return row ? (JSON.parse(row.slice(hintMark.length)) as Hint) : {}
  } catch {
    return {}
  }
}

type Judged = MultipleChoice | ShortAnswer | Numerical | Matching | TrueFalse

function draftOf(parsed: Judged, hint: Hint): Draft {
  const notes: string[] = []
  const words = (format: TextFormat): string => textOf(format, notes)
  const { raw, feedback } = bodyOf(parsed, hint, words, notes)
  if (feedback.length > 0) notes.push('What was said about single answers now stands in the explanation.')
  const explanation = [parsed.globalFeedback ? words(parsed.globalFeedback) : '', ...feedback].filter(Boolean).join('\n\n')
  return { raw: { marks: hint.marks ?? 1, stem: words(parsed.stem), explanation, ...raw }, notes: [...new Set(notes)] }
}

function bodyOf(parsed: Judged, hint: Hint, words: (format: TextFormat) => string, notes: string[]): { raw: Hint; feedback: string[] } {
  const about = (list: { text: TextFormat; feedback: TextFormat | null }[]): string[] =>
    list.flatMap((choice) => (choice.feedback && words(choice.feedback) ? [`- ${words(choice.text)}: ${words(choice.feedback)}`] : []))
  switch (parsed.type) {
    case 'TF': {
      const options = [true, false].map((value) => ({ text: value ? 'True' : 'False', percent: parsed.isTrue === value ? 100 : 0 }))
      return { raw: { type: 'single', options }, feedback: [parsed.trueFeedback, parsed.falseFeedback].flatMap((one) => (one ? [words(one)] : [])) }
    }
    case 'MC':
      return { raw: choicesOf(parsed, hint, words, notes), feedback: about(parsed.choices) }
    case 'Short': {
      if (parsed.choices.some((choice) => choice.weight !== null && choice.weight < 100))
        notes.push('Answers that were worth a part now count in full or not at all.')
      const full = parsed.choices.filter((choice) => choice.weight === null || choice.weight >= 50).map((choice) => words(choice.text))
      return { raw: textsOf(full, hint), feedback: about(parsed.choices) }
    }
    case 'Numerical':
      return numberOf(parsed, words)
    case 'Matching': {
      const pairs = parsed.matchPairs.map((pair) => ({ left: words(pair.subquestion), right: decoded(pair.subanswer) }))
      if (hint.type === 'ordering') {
        const items = [...pairs].sort((one, other) => Number(one.right) - Number(other.right)).map((pair) => pair.left)
        return { raw: { type: 'ordering', items, partial: hint.partial }, feedback: [] }
      }
      const extra = pairs.filter((pair) => pair.left === '').map((pair) => pair.right)
      return { raw: { type: 'matching', pairs: pairs.filter((pair) => pair.left !== ''), extra, partial: hint.partial }, feedback: [] }
    }
  }
}

function choicesOf(parsed: MultipleChoice, hint: Hint, words: (format: TextFormat) => string, notes: string[]): Hint {
  const weights = parsed.choices.map((choice) => (choice.isCorrect ? 100 : (choice.weight ?? 0)))
  const one =
    hint.type === 'single' ||
    (hint.type !== 'multiple' &&
      (parsed.choices.some((choice) => choice.isCorrect) || (weights.includes(100) && !weights.some((weight) => weight < 0))))
  if (one)
    return { type: 'single', options: parsed.choices.map((choice, n) => ({ text: words(choice.text), percent: Math.max(0, weights[n] ?? 0) })) }
  const rights = weights.filter((weight) => weight > 0)
  if (rights.some((weight) => Math.abs(weight - 100 / rights.length) > 0.1)) notes.push('The hub weighs right answers alike.')
  return {
    type: 'multiple',
    options: parsed.choices.map((choice, n) => ({ text: words(choice.text), right: (weights[n] ?? 0) > 0 })),
    partial: hint.partial,
  }
}

function textsOf(full: string[], hint: Hint): Hint {
  if (hint.type === 'code') return { type: 'code', language: hint.language, code: hint.code, stem: hint.stem, outputs: full }
  const count = typeof hint.patterns === 'number' ? hint.patterns : null
  const patterns = count === null ? full.filter((text) => text.includes('*')) : full.slice(full.length - count)
  const accepted = count === null ? full.filter((text) => !text.includes('*')) : full.slice(0, full.length - count)
  return { type: 'short', accepted, patterns, caseMatters: hint.caseMatters, spaceMatters: hint.spaceMatters }
}

function numberOf(parsed: Numerical, words: (format: TextFormat) => string): { raw: Hint; feedback: string[] } {
  const list = Array.isArray(parsed.choices) ? parsed.choices : [{ text: parsed.choices, weight: null, feedback: null }]
  const full = list.filter((choice) => choice.weight === null || choice.weight === 100)
  const right = full[0]?.text
  if (!right || full.length > 1) return { raw: { type: 'numeric' }, feedback: [] }
  const { number, range, numberHigh, numberLow } = right
  const between = numberHigh !== undefined && numberLow !== undefined
  const value = between ? (numberHigh + numberLow) / 2 : number
  const tolerance = between ? Math.abs(numberHigh - numberLow) / 2 : (range ?? 0)
  return { raw: { type: 'numeric', value, tolerance }, feedback: full.flatMap((choice) => (choice.feedback ? [words(choice.feedback)] : [])) }
}

/** The library leaves escaped characters of the right sides of pairs as numbers. */
function decoded(text: string): string {
  return text.replace(/&&(\d{3});?/g, (_, number: string) => String.fromCharCode(Number(number))).replaceAll('-\\>', '->')
}

function textOf({ format, text }: TextFormat, notes: string[]): string {
  const plain = text.replaceAll('-\\>', '->').trim()
  if (format !== 'html' && !/<\/?(p|br|b|strong|i|em|code|pre|span|div)\b[^>]*>/i.test(plain)) return plain
  if (format === 'markdown') return plain
  notes.push('HTML was turned into plain words: look it over.')
  return plain
    .replace(/<(b|strong)\b[^>]*>([^]*?)<\/\1>/gi, '**$2**')
    .replace(/<(code|tt)\b[^>]*>([^]*?)<\/\1>/gi, '`$2`')
    .replace(/<br\s*\/?>|<\/p>|<\/div>/gi, '\n')
    .replace(/<[^>]+>/g, '')
    .replace(/&nbsp;/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')
    .trim()
}
