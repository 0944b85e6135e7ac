import type { Question } from './question.ts'

/** What GIFT cannot say, kept in a comment that other programs skip. */
export const hintMark = '// laurel '

/**
 * Questions in the GIFT format of Moodle and others. What GIFT has no words for (order, output of code, marks, no partial credit) stands in a comment, so that
 * reading it back gives the same; another program reads an order as pairs of thing and place, and an output as short text.
 */
export function writeGift(questions: readonly { tags: readonly string[]; content: Question }[]): string {
  return `${questions.map(({ tags, content }, index) => block(content, tags, index + 1)).join('\n\n')}\n`
}

function block(question: Question, tags: readonly string[], number: number): string {
  const marks = tags.map((tag) => `[tag:${tag.replace(/[[\]]/g, '')}]`)
  const stem = question.type === 'code' ? `${question.stem}\n\n\`\`\`${question.language}\n${question.code}\n\`\`\`` : question.stem
  const explanation = question.explanation === '' ? '' : `\n####${escaped(question.explanation)}`
  return [
    ...(marks.length > 0 ? [`// ${marks.join(' ')}`] : []),
    `${hintMark}${JSON.stringify(hintOf(question))}`,
    `::Q${number}::[markdown]${escaped(stem)} {${answers(question)}${explanation}`,
    '}',
  ].join('\n')
}

function hintOf(question: Question): Record<string, unknown> {
  const { type, marks } = question
  switch (question.type) {
    case 'single':
    case 'numeric':
      return { type, marks }
    case 'multiple':
    case 'ordering':
    case 'matching':
      return { type, marks, partial: question.partial }
    case 'short':
      return { type, marks, caseMatters: question.caseMatters, spaceMatters: question.spaceMatters, patterns: question.patterns.length }
    case 'code':
      return { type, marks, language: question.language, code: question.code, stem: question.stem }
  }
}

function answers(question: Question): string {
  switch (question.type) {
    case 'single': {
      const wrong = question.options.some((option) => option.percent < 100)
      const sign = (percent: number): string => (percent === 100 && wrong ? '=' : percent === 0 ? '~' : `~%${percent}%`)
      return lines(question.options.map((option) => sign(option.percent) + escaped(option.text)))
    }
    case 'multiple': {
      const rights = question.options.filter((option) => option.right).length
      const part = (count: number): string => (100 / count).toFixed(5).replace(/\.?0+$/, '')
      const wrongs = question.options.length - rights
      return lines(question.options.map((option) => `~%${option.right ? part(rights) : `-${part(wrongs)}`}%${escaped(option.text)}`))
    }
    case 'ordering':
      return lines(question.items.map((item, index) => `=${escaped(item)} -> ${index + 1}`))
    case 'matching':
      return lines([
        ...question.pairs.map((pair) => `=${escaped(pair.left)} -> ${escaped(pair.right)}`),
        ...question.extra.map((text) => `= -> ${escaped(text)}`),
      ])
    case 'short':
      return lines([...question.accepted, ...question.patterns].map((text) => `=${escaped(text)}`))
    case 'numeric':
      return `#${plainNumber(question.value)}:${plainNumber(question.tolerance)}`
    case 'code':
      return lines(question.outputs.map((text) => `=${escaped(text)}`))
  }
}

const lines = (rows: readonly string[]): string => rows.map((row) => `\n${row}`).join('')

/** A number without an exponent, which GIFT does not know. */
function plainNumber(number: number): string {
  return /e/i.test(String(number)) ? number.toFixed(20).replace(/\.?0+$/, '') : String(number)
}

function escaped(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[\\:#={}~]/g, '\\$&')
    .replace(/->/g, '-\\>')
    .replace(/\n/g, '\\n')
}
