import { type Draft, blankDraft } from './draft.ts'
import { largeTemplates } from './templates/large.ts'
import { smallTemplates } from './templates/small.ts'
import type { ChallengeTemplate } from './templates/template.ts'

export type { ChallengeTemplate } from './templates/template.ts'

/** The templates that come with the hub. Each is complete but for what only the program can know: an address, a quiz. */
export const challengeTemplates: readonly ChallengeTemplate[] = [...smallTemplates, ...largeTemplates]

/** A whole draft from a template, in a zone. */
export function draftFromTemplate({ title, draft }: Pick<ChallengeTemplate, 'title' | 'draft'>, timeZone: string): Draft {
  return { ...blankDraft(timeZone), title, ...draft, timeZone, opensAt: null, closesAt: null }
}
