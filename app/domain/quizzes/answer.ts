import { z } from 'zod'
import { partsOf, type Question } from './question.ts'

const place = z.number().int().min(0).max(99)

/** What a member answered, in the question's own numbering and never in that of the page. */
export const answerSchema = z.union([
  z.object({ choice: place }),
  z.object({ choices: z.array(place).max(12) }),
  /** The place that each thing was given, from 1; null where none was chosen. */
  z.object({ ranks: z.array(z.number().int().min(1).max(10).nullable()).max(10) }),
  /** Which right side each left side was given. */
  z.object({ sides: z.array(place.nullable()).max(10) }),
  z.object({ text: z.string().max(2000) }),
])
export type Answer = z.infer<typeof answerSchema>

const longest = 2000
const whole = (value: FormDataEntryValue | null, below: number): number | null => {
  const text = typeof value === 'string' ? value.trim() : ''
  return /^\d{1,3}$/.test(text) && Number(text) < below ? Number(text) : null
}

/** The answer in a form as the page sent it; null if nothing was answered. Values that the page never offered count as nothing. */
export function answerFrom(
  question: Question,
  places: readonly number[],
  form: { get(name: string): FormDataEntryValue | null; getAll(name: string): FormDataEntryValue[] },
): Answer | null {
  const parts = partsOf(question)
  switch (question.type) {
    case 'single': {
      const shown = whole(form.get('choice'), parts)
      return shown === null ? null : { choice: places[shown] ?? shown }
    }
    case 'multiple': {
      const shown = form.getAll('choice').flatMap((value) => whole(value, parts) ?? [])
      const choices = [...new Set(shown.map((index) => places[index] ?? index))].sort((one, other) => one - other)
      return choices.length === 0 ? null : { choices }
    }
    case 'ordering': {
      const ranks: (number | null)[] = Array.from({ length: parts }, () => null)
      for (const [shown, original] of places.entries()) {
        const rank = whole(form.get(`rank-${shown}`), parts + 1)
        ranks[original] = rank === 0 ? null : rank
      }
      return ranks.every((rank) => rank === null) ? null : { ranks }
    }
    case 'matching': {
      const sides = question.pairs.map((_, left) => {
        const shown = whole(form.get(`side-${left}`), parts)
        return shown === null ? null : (places[shown] ?? null)
      })
      return sides.every((side) => side === null) ? null : { sides }
    }
    case 'short':
    case 'numeric':
    case 'code': {
      const text = String(form.get('text') ?? '').slice(0, longest)
      return text.trim() === '' ? null : { text }
    }
  }
}

/** True for an answer that leaves nothing open: every thing has a place, every left side a right one. */
export function isWhole(answer: Answer | null): boolean {
  if (answer === null) return false
  if ('ranks' in answer) return new Set(answer.ranks).size === answer.ranks.length && !answer.ranks.includes(null)
  return 'sides' in answer ? !answer.sides.includes(null) : true
}
