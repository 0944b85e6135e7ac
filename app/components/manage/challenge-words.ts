import type { Choice, ChoiceGroup } from '#app/components/ui/select-field.tsx'
import type { Chip } from '#app/components/ui/chips.tsx'
import type { Fault } from '#app/domain/challenges/checks.ts'
import type { Draft } from '#app/domain/challenges/draft.ts'
import type { Suggestion } from '#app/domain/challenges/estimate.ts'
import type { Effort } from '#app/domain/challenges/challenges.ts'
import type { KindCards } from '#app/domain/rules/sentence.ts'
import type { Channel } from './rule-kinds.tsx'

/** A draft as pages carry it: its window in the words of a date field, in its own zone. */
export type DraftView = Omit<Draft, 'opensAt' | 'closesAt'> & { opens: string; closes: string }

/** What there is to choose from in the editor. */
export type EditorWords = {
  zones: ChoiceGroup[]
  levels: Choice[]
  segments: Chip[]
  interests: Chip[]
  languages: Choice[]
  countries: Choice[]
  others: Chip[]
  campaigns: Choice[]
  currencies: Choice[]
  badges: Choice[]
  quizzes: Choice[]
  surveys: Choice[]
  events: Choice[]
  sources: Choice[]
  cards: KindCards
  channels: Channel[]
  pointsName: string
}

/** What the hub says of a draft as it stands: what is wrong, whom it reaches, how long it takes, what similar ones pay. */
export type Look = { faults: Fault[]; audience: number; minutes: number; effort: Effort; suggestion: Suggestion | null; left: number | null }

/** A field of the form, with what is wrong with it. */
export function fieldAt(faults: readonly Fault[], name: string, id = name.replaceAll('.', '-')) {
  const errors = faults.filter((fault) => fault.field === id && fault.weight === 'stop').map((fault) => fault.words)
  return { id, name, errors: errors.length > 0 ? errors : undefined }
}

/** The id of the editor's form, so that buttons beside it can belong to it. */
export const challengeFormId = 'challenge'
