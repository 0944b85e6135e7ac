import type { z } from 'zod'
import { tagsFrom } from './gift-read.ts'
import { numberIn } from './grading.ts'
import { type Question, type QuestionType, questionSchema, questionTypes } from './question.ts'
import { quizSchema, type QuizTerms } from './quiz.ts'

/** What a form says, or what is wrong with it, in sentences. */
export type Read<Value> = { value: Value } | { faults: string[] }

const text = (form: FormData, name: string): string => String(form.get(name) ?? '').trim()
const texts = (form: FormData, name: string): string[] => form.getAll(name).map((value) => String(value).trim())
const on = (form: FormData, name: string): boolean => form.get(name) === 'on'
const rows = (form: FormData, name: string): string[] =>
  String(form.get(name) ?? '')
    .replace(/\r\n?/g, '\n')
    .split('\n')
    .map((row) => row.trim())
    .filter(Boolean)

function read<Output>(schema: z.ZodType<Output>, raw: unknown): Read<Output> {
  const parsed = schema.safeParse(raw)
  return parsed.success ? { value: parsed.data } : { faults: [...new Set(parsed.error.issues.map((issue) => issue.message))] }
}

/** The type of question that a form or address names; one answer if it names none. */
export function typeFrom(word: string | null): QuestionType {
  return word !== null && word in questionTypes ? (word as QuestionType) : 'single'
}

/** A question as its form says it, with its tags. Rows without words are left out. */
export function questionFrom(form: FormData): Read<{ content: Question; tags: string[] }> {
  const type = typeFrom(text(form, 'type'))
  const parsed = read(questionSchema, {
    type,
    stem: text(form, 'stem'),
    explanation: text(form, 'explanation'),
    marks: text(form, 'marks') || '1',
    ...bodyFrom(form, type),
  })
  return 'faults' in parsed ? parsed : { value: { content: parsed.value, tags: tagsFrom(text(form, 'tags').split(',')) } }
}

function bodyFrom(form: FormData, type: QuestionType): Record<string, unknown> {
  const options = texts(form, 'option').map((words, index) => ({ words, index: String(index) }))
  const said = options.filter((option) => option.words !== '')
  switch (type) {
    case 'single': {
      const right = text(form, 'right')
      const percents = texts(form, 'percent')
      const part = (index: string): number => Math.min(99, Math.max(0, Math.round(numberIn(percents[Number(index)] ?? '') ?? 0)))
      return { options: said.map(({ words, index }) => ({ text: words, percent: index === right ? 100 : part(index) })) }
    }
    case 'multiple': {
      const rights = new Set(texts(form, 'right'))
      return { options: said.map(({ words, index }) => ({ text: words, right: rights.has(index) })), partial: on(form, 'partial') }
    }
    case 'ordering':
      return { items: rows(form, 'items'), partial: on(form, 'partial') }
    case 'matching': {
      const rights = texts(form, 'side')
      const pairs = said.map(({ words, index }) => ({ left: words, right: rights[Number(index)] ?? '' }))
      return { pairs, extra: rows(form, 'extra'), partial: on(form, 'partial') }
    }
    case 'short':
      return {
        accepted: rows(form, 'accepted'),
        patterns: rows(form, 'patterns'),
        caseMatters: on(form, 'caseMatters'),
        spaceMatters: on(form, 'spaceMatters'),
      }
    case 'numeric':
      return {
        value: numberIn(text(form, 'value')) ?? undefined,
        tolerance: text(form, 'tolerance') === '' ? 0 : (numberIn(text(form, 'tolerance')) ?? undefined),
      }
    case 'code':
      return { language: text(form, 'language').toLowerCase(), code: untrimmed(form, 'code'), outputs: outputsFrom(untrimmed(form, 'outputs')) }
  }
}

const untrimmed = (form: FormData, name: string): string =>
  String(form.get(name) ?? '')
    .replace(/\r\n?/g, '\n')
    .replace(/\s+$/, '')

/** Accepted outputs of a text; a line of three dashes stands between two. */
function outputsFrom(words: string): string[] {
  return words.split(/\n---\n/).filter((output) => output.trim() !== '')
}

/** A quiz as its form says it. `at` reads a local date and time in the program's zone; null if it is none. */
export function quizFrom(form: FormData, at: (local: string) => Date | null): Read<QuizTerms> {
  const [banks, tags, counts] = [texts(form, 'bank'), texts(form, 'tag'), texts(form, 'count')]
  const whole = (words: string | undefined): number | null => (words ? Number(words) : null)
  const parts = banks.flatMap((bank, index) =>
    bank === '' ? [] : [{ bank: Number(bank), tag: tags[index]?.toLowerCase() || null, count: whole(counts[index]) }],
  )
  const closes = text(form, 'closesAt')
  const closesAt = closes === '' ? null : at(closes)
  if (closes !== '' && closesAt === null) return { faults: ['Write the closing time as a date and a time.'] }
  const minutes = text(form, 'minutes')
  return read(quizSchema, {
    title: text(form, 'title'),
    summary: text(form, 'summary'),
    body: text(form, 'body'),
    listed: on(form, 'listed'),
    parts,
    seconds: minutes === '' ? null : Math.round((numberIn(minutes) ?? 0) * 60),
    attempts: text(form, 'attempts') || null,
    passPercent: text(form, 'passPercent') || '60',
    cooldownMinutes: text(form, 'cooldownMinutes') || '0',
    shuffleQuestions: on(form, 'shuffleQuestions'),
    shuffleOptions: on(form, 'shuffleOptions'),
    explain: text(form, 'explain') || 'end',
    closesAt,
  })
}

/** The words of a bank as its form says them. */
export function bankFrom(form: FormData): Read<{ title: string; about: string }> {
  const [title, about] = [text(form, 'title'), text(form, 'about')]
  if (title.length < 2 || title.length > 60) return { faults: ['Give the bank a title of 2 to 60 characters.'] }
  return about.length > 300 ? { faults: ['Use 300 characters or fewer to say what is in it.'] } : { value: { title, about } }
}

/** The part of an address made from a title. */
export function slugFrom(title: string): string {
  const slug = title
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 48)
    .replace(/^-+|-+$/g, '')
  return slug === '' ? 'unnamed' : slug
}
