import type { Answer } from './answer.ts'
import { type Question, type QuestionType, rightSides } from './question.ts'

/** A part of a question as the page shows it: its place on the page, and its words as HTML. */
export type PartView = { value: number; html: string; chosen: boolean }

/** A question as it may reach a browser before its key may: what is asked, what was answered, and nothing of the key. */
export type QuestionView = {
  position: number
  type: QuestionType
  html: string
  marks: number
  final: boolean
  answered: boolean
  options: PartView[]
  /** The things of an ordering question with the place each was given. */
  things: { value: number; html: string; rank: number | null }[]
  /** The left sides of a matching question with the right side each was given. */
  lefts: { value: number; html: string; side: number | null }[]
  rights: { value: number; text: string }[]
  text: string
}

/** What is shown once the key may be shown. */
export type KeyView = { fraction: number; explanation: string; right: string[] }

type Item = {
  position: number
  places: readonly number[]
  content: Question
  answer: Answer | null
  final: boolean
  marks: number
  fraction: number | null
}
type Html = (markdown: string) => string

const inPlaces = <Part>(places: readonly number[], parts: readonly Part[]): { part: Part; original: number; value: number }[] =>
  places.flatMap((original, value) => {
    const part = parts[original]
    return part === undefined ? [] : [{ part, original, value }]
  })

/** A question for the page of whoever is asked. `html` renders Markdown. */
export function questionView({ position, places, content, answer, final, marks }: Item, html: Html): QuestionView {
  const view: QuestionView = {
    position,
    type: content.type,
    html: html(content.type === 'code' ? `${content.stem}\n\n${fenced(content.code, content.language)}` : content.stem),
    marks,
    final,
    answered: answer !== null,
    options: [],
    things: [],
    lefts: [],
    rights: [],
    text: answer && 'text' in answer ? answer.text : '',
  }
  if (content.type === 'single' || content.type === 'multiple') {
    const chosen = answer && 'choice' in answer ? [answer.choice] : answer && 'choices' in answer ? answer.choices : []
    const options: { text: string }[] = content.options
    view.options = inPlaces(places, options).map(({ part, original, value }) => ({ value, html: html(part.text), chosen: chosen.includes(original) }))
  }
  if (content.type === 'ordering') {
    const ranks = answer && 'ranks' in answer ? answer.ranks : []
    view.things = inPlaces(places, content.items).map(({ part, original, value }) => ({ value, html: html(part), rank: ranks[original] ?? null }))
  }
  if (content.type === 'matching') {
    const sides = answer && 'sides' in answer ? answer.sides : []
    view.rights = inPlaces(places, rightSides(content)).map(({ part, value }) => ({ value, text: part }))
    view.lefts = content.pairs.map((pair, value) => {
      const side = sides[value] ?? null
      const shown = side === null ? -1 : places.indexOf(side)
      return { value, html: html(pair.left), side: shown < 0 ? null : shown }
    })
  }
  return view
}

/** The key of a question in words and Markdown as HTML. Only for whoever may see it. */
export function keyView({ content, fraction }: Item, html: Html): KeyView {
  return { fraction: fraction ?? 0, explanation: content.explanation === '' ? '' : html(content.explanation), right: rightOf(content).map(html) }
}

/** What would be right, each thing as Markdown. */
export function rightOf(content: Question): string[] {
  switch (content.type) {
    case 'single':
      return content.options.filter((option) => option.percent === 100).map((option) => option.text)
    case 'multiple':
      return content.options.filter((option) => option.right).map((option) => option.text)
    case 'ordering':
      return content.items
    case 'matching':
      return content.pairs.map((pair) => `${pair.left} → ${pair.right}`)
    case 'short':
      return [content.accepted[0] ?? content.patterns[0] ?? '']
    case 'numeric':
      return [content.tolerance > 0 ? `${content.value} (±${content.tolerance})` : String(content.value)]
    case 'code':
      return [fenced(content.outputs[0] ?? '')]
  }
}

function fenced(text: string, language = 'text'): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}${language}\n${text}\n${fence}`
}
