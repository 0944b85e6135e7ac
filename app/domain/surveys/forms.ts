import { type Answers, type Ask, askedIn, type AskType, askTypes, surveySchema, type SurveyTerms } from './survey.ts'

type Form = { get(name: string): FormDataEntryValue | null; getAll(name: string): FormDataEntryValue[] }

const text = (form: Form, name: string): string => String(form.get(name) ?? '').trim()
const longest = 4000

/** What was answered to these questions in a form, whether asked or not. What no page offered counts as nothing. */
export function answersIn(asks: readonly Ask[], form: Form): Answers {
  const answers: Answers = {}
  for (const ask of asks) {
    const answer = answerIn(ask, form)
    if (answer !== undefined) answers[ask.id] = answer
  }
  return answers
}

function answerIn(ask: Ask, form: Form): string | number | string[] | undefined {
  if (ask.type === 'multiple') {
    const chosen = new Set(form.getAll(ask.id).map(String))
    const known = ask.options.filter((option) => chosen.has(option))
    return known.length > 0 ? known : undefined
  }
  const said = text(form, ask.id)
  if (said === '') return undefined
  if (ask.type === 'single') return ask.options.includes(said) ? said : undefined
  if (ask.type === 'text') return said.slice(0, longest)
  const [least, most] = ask.type === 'nps' ? [0, 10] : [1, ask.most]
  return /^\d{1,2}$/.test(said) && Number(said) >= least && Number(said) <= most ? Number(said) : undefined
}

/**
 * A response as its form says it. `more`: the answers ask further questions that the page did not show (it works without script), so it comes back with them.
 * `faults`: required questions that were left open, by id.
 */
export type Response =
  { kind: 'whole'; answers: Answers } | { kind: 'more'; answers: Answers } | { kind: 'faulty'; answers: Answers; faults: Record<string, string> }

/** Reads a response. `seen` in the form names the questions that its page showed. */
export function responseFrom(asks: readonly Ask[], form: Form): Response {
  const answers = answersIn(asks, form)
  const asked = askedIn(asks, answers)
  const seen = new Set(text(form, 'seen').split(','))
  const open = asked.filter((ask) => ask.required && answers[ask.id] === undefined)
  const shown = open.filter((ask) => seen.has(ask.id))
  if (shown.length > 0) return { kind: 'faulty', answers, faults: Object.fromEntries(shown.map((ask) => [ask.id, 'Please answer this one.'])) }
  if (asked.some((ask) => !seen.has(ask.id))) return { kind: 'more', answers }
  const kept = Object.fromEntries(asked.flatMap((ask) => (answers[ask.id] === undefined ? [] : [[ask.id, answers[ask.id] as string]])))
  if (Object.keys(kept).length === 0) {
    const first = asked[0]?.id ?? ''
    return { kind: 'faulty', answers, faults: { [first]: 'Answer at least one question.' } }
  }
  return { kind: 'whole', answers: kept }
}

/** A survey as its editor's form says it. Rows without words are left out; each keeps its id, new ones get the next free number. */
export function surveyFrom(form: FormData): { value: SurveyTerms } | { faults: string[] } {
  const column = (name: string): string[] => form.getAll(name).map((value) => String(value).replace(/\r\n?/g, '\n').trim())
  const [ids, types, texts, options, mosts, whens, values] = ['ask', 'type', 'text', 'options', 'most', 'whenAsk', 'whenValue'].map(column)
  const required = new Set(column('required'))
  let next = Math.max(0, ...(ids ?? []).map((id) => Number(/^q(\d{1,3})$/.exec(id)?.[1] ?? 0)))
  const questions: unknown[] = []
  for (const [index, words] of (texts ?? []).entries()) {
    if (words === '') continue
    const known = ids?.[index] ?? ''
    const type = (types?.[index] ?? '') as AskType
    const rows = (options?.[index] ?? '')
      .split('\n')
      .map((row) => row.trim())
      .filter(Boolean)
    const ends =
      type === 'scale'
        ? { options: [], low: rows[0] ?? '', high: rows.at(-1) ?? '' }
        : { options: type in askTypes && type !== 'text' && type !== 'nps' ? rows : [] }
    questions.push({
      id: known === '' ? `q${(next += 1)}` : known,
      type,
      text: words,
      required: required.has(String(index)),
      ...ends,
      most: Number(mosts?.[index] || '5'),
      when: whenFrom(whens?.[index] ?? '', values?.[index] ?? ''),
    })
  }
  const on = (name: string): boolean => form.get(name) === 'on'
  const raw = {
    title: text(form, 'title'),
    body: text(form, 'body'),
    thanks: text(form, 'thanks'),
    listed: on('listed'),
    anonymous: on('anonymous'),
    questions,
  }
  const parsed = surveySchema.safeParse(raw)
  return parsed.success ? { value: parsed.data } : { faults: [...new Set(parsed.error.issues.map((issue) => issue.message))] }
}

function whenFrom(ask: string, words: string): Ask['when'] {
  if (ask === '') return null
  const range = /^(\d{1,2})(?:\s*[-–]\s*(\d{1,2}))?$/.exec(words)
  if (range) return { ask, from: Number(range[1]), to: Number(range[2] ?? range[1]) }
  const values = words
    .split(';')
    .map((value) => value.trim())
    .filter(Boolean)
  return { ask, values: values.length > 0 ? values : ['?'] }
}

/** The condition of a question as the editor's field writes it: `0-6`, or choices with semicolons between. */
export function whenWords(when: Ask['when']): string {
  if (when === null) return ''
  if ('values' in when) return when.values.join('; ')
  return when.from === when.to ? String(when.from) : `${when.from}-${when.to}`
}
