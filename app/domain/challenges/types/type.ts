import { z } from 'zod'

type Plain = { name: string; label: string; hint?: string; required?: boolean }

/** One field of a form, as the member's page and the editor draw it. `name` is the key in the submission or the settings. */
export type Field = Plain &
  (
    | { kind: 'text' | 'url' | 'date' | 'check' | 'file' }
    | { kind: 'long'; least?: number; most?: number }
    | { kind: 'number'; min?: number; max?: number; unit?: string }
    /** Several short texts, one a line. */
    | { kind: 'lines' }
    | { kind: 'choice' | 'choices'; options: readonly { value: string; label: string }[] }
    /** Answers with a value each, as `{ value, label }`. */
    | { kind: 'options' }
    /** Chosen from what the program has: kinds of activity, conditions on their facts, a quiz, a survey, an event, a channel. */
    | { kind: 'kinds' | 'conditions' | 'quiz' | 'survey' | 'event' | 'source' }
  )

/** A page that was fetched to be checked; null where it could not be. */
export type Page = { url: string; text: string } | null

/** What a judge may know beside the submission. */
export type StageFacts = {
  now: Date
  /** Since when the member stands at this stage. */
  stageAt: Date
  /** When they opened the link of the stage, if they did. */
  openedAt: Date | null
  /** The page behind the link of the submission, for types that ask for it. */
  page?: Page
  /** The member's linked accounts; `host`: where an address begins with the handle of its author, if the platform is of that kind. */
  accounts: readonly { sourceId: number; handle: string; host?: string | null }[]
  /** A word that is this member's alone in this challenge. */
  code: string
}

/** What a type says of a submission: passed; failed (a try is used up); not yet (nothing is used up); or a person must look. */
export type StageJudged =
  { kind: 'passed'; answer?: string; score?: number } | { kind: 'failed'; why: string } | { kind: 'not_yet'; why: string } | { kind: 'review' }

/** Who finds out whether a stage is done. */
export const checkers = {
  self: 'Counts at once',
  machine: 'Checked at once',
  person: 'Checked by a person',
  channel: 'Counts by itself',
} as const
export type Checker = keyof typeof checkers

/** A type of stage: small, pure, and all that a new one needs. */
export type StageType = {
  id: string
  label: string
  about: string
  /** A phrase of what the member does: "Answer in your own words". */
  task: string
  settings: z.ZodType<object>
  submission: z.ZodType<object>
  settingFields: readonly Field[]
  /** The fields that a member fills in. */
  inputs(settings: object): readonly Field[]
  /** Says what comes of a submission. Both are parsed already. */
  judge(settings: object, submission: object, facts: StageFacts): StageJudged
  checkedBy(settings: object): Checker
  /** How the member's page shows it, unless by the generic form. */
  view: 'generic' | 'visit' | 'quiz' | 'survey' | 'event' | 'deed' | 'upload'
  /** True if members hand something in here; false where another story passes it (a quiz, a survey, an event, a deed). */
  handedIn: boolean
  /** True if a visitor without an account can do it. */
  forVisitors: boolean
  /** The link of a submission. One that is `once` is refused if anybody handed it in before. */
  link?(submission: object): { href: string; once: boolean; fetch: boolean } | null
  /** What a reviewer reads. */
  text?(submission: object): string
}

/** A type as its file writes it, with its own shapes. */
type Written<Settings extends object, Submission extends object> = Omit<
  StageType,
  'settings' | 'submission' | 'inputs' | 'judge' | 'checkedBy' | 'link' | 'text' | 'view' | 'handedIn' | 'forVisitors'
> & {
  settings: z.ZodType<Settings>
  submission: z.ZodType<Submission>
  inputs(settings: Settings): readonly Field[]
  judge(settings: Settings, submission: Submission, facts: StageFacts): StageJudged
  checkedBy: Checker | ((settings: Settings) => Checker)
  link?(submission: Submission): { href: string; once: boolean; fetch: boolean } | null
  text?(submission: Submission): string
  view?: StageType['view']
  handedIn?: boolean
  forVisitors?: boolean
}

/** Makes a type ready for the registry. */
export function stageType<Settings extends object, Submission extends object>(written: Written<Settings, Submission>): StageType {
  const { checkedBy } = written
  const known = typeof checkedBy === 'function' ? checkedBy : () => checkedBy
  return { view: 'generic', handedIn: true, forVisitors: false, ...written, checkedBy: known } as unknown as StageType
}

/** A judge for stages that another story passes. */
export function elsewhere(why: string): () => StageJudged {
  return () => ({ kind: 'not_yet', why })
}

/** A required text with a sentence for its absence. */
export function said(words: string, most = 2_000) {
  return z
    .string({ error: words })
    .trim()
    .min(1, words)
    .max(most, `Use ${most.toLocaleString('en-US')} characters or fewer.`)
}

/** A web address; the sentence says what is missing. */
export function webAddress(words = 'Paste the whole address, beginning with https://.') {
  return z.url({ protocol: /^https?$/, error: words }).max(2_000, 'That address is too long.')
}
