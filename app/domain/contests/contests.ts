import { z } from 'zod'

export const ways = { vote: 'Members vote', jury: 'A jury scores', bracket: 'Knock-out rounds, members vote' } as const
export type Way = keyof typeof ways
export const entryKinds = { text: 'a text', link: 'a link', picture: 'a picture' } as const
export type EntryKind = keyof typeof entryKinds
export type ContestState = 'draft' | 'published' | 'paused' | 'decided' | 'archived'
export type Prize = { points: number; badge: string | null }

/** A contest as pages and stories know it. Windows are [from, until), exact instants. */
export type Contest = {
  id: number
  slug: string
  title: string
  summary: string
  body: string
  state: ContestState
  way: Way
  takes: EntryKind[]
  entriesFrom: Date
  entriesUntil: Date
  votesFrom: Date
  votesUntil: Date
  timeZone: string
  votesEach: number
  entriesEach: number
  levelFrom: number
  prizes: Prize[]
  criteria: string[]
  decidedAt: Date | null
}

export type ContestPhase = 'ahead' | 'entries' | 'between' | 'voting' | 'counting' | 'decided' | 'paused'

/** Where a contest is now. It is `counting` between its last moment and its results, which takes less than a minute. */
export function contestPhase(contest: Pick<Contest, 'state' | 'entriesFrom' | 'entriesUntil' | 'votesFrom' | 'votesUntil'>, now: Date): ContestPhase {
  if (contest.state === 'decided') return 'decided'
  if (contest.state !== 'published') return 'paused'
  if (now < contest.entriesFrom) return 'ahead'
  if (now < contest.entriesUntil) return 'entries'
  if (now < contest.votesFrom) return 'between'
  return now < contest.votesUntil ? 'voting' : 'counting'
}

const localTime = (words: string) => z.string({ error: words }).regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/, words)
const whole = (from: number, to: number) =>
  z.coerce.number().int('Use a whole number.').min(from, `Use ${from} or more.`).max(to, `Use ${to} or fewer.`)

/** One line a place: points, and after a comma a badge's name in addresses. Answers null for a line that cannot be read. */
export function prizesIn(text: string): Prize[] | null {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
  const prizes = lines.map((line): Prize | null => {
    const found = /^(\d{1,7})\s*(?:,\s*([a-z0-9-]{1,60}))?$/.exec(line)
    return found ? { points: Number(found[1]), badge: found[2] ?? null } : null
  })
  return prizes.length <= 20 && prizes.every((prize) => prize !== null) ? prizes : null
}

/** The same prizes as a manager wrote them. */
export function prizesAsText(prizes: readonly Prize[]): string {
  return prizes.map((prize) => (prize.badge ? `${prize.points}, ${prize.badge}` : String(prize.points))).join('\n')
}

/** What a manager says of a contest; times are wall clock times in the zone. */
export const contestSchema = z
  .object({
    title: z.string({ error: 'Give the contest a title.' }).trim().min(1, 'Give the contest a title.').max(80, 'Use 80 characters or fewer.'),
    summary: z.string().trim().max(200, 'Use 200 characters or fewer.').default(''),
    body: z.string().trim().max(20_000, 'Use 20,000 characters or fewer.').default(''),
    way: z.enum(['vote', 'jury', 'bracket'], { error: 'Say who decides.' }),
    takes: z.array(z.enum(['text', 'link', 'picture'])).min(1, 'Choose at least one.'),
    entriesFrom: localTime('Say when entries open.'),
    entriesUntil: localTime('Say when entries close.'),
    votesFrom: localTime('Say when voting opens.'),
    votesUntil: localTime('Say when voting closes.'),
    timeZone: z.string({ error: 'Say in which zone.' }).max(60),
    votesEach: whole(1, 20).default(1),
    entriesEach: whole(1, 10).default(1),
    levelFrom: whole(0, 100).default(0),
    prizes: z
      .string()
      .default('')
      .transform(
        (text, context) => prizesIn(text) ?? (context.addIssue('One line a place: the points, and if you like a comma and a badge.'), z.NEVER),
      ),
    criteria: z
      .string()
      .default('')
      .transform((text) =>
        text
          .split('\n')
          .map((line) => line.trim())
          .filter(Boolean),
      )
      .pipe(z.array(z.string().max(80, 'Use 80 characters or fewer for each.')).max(8, 'Use 8 or fewer.')),
    jurors: z.string().max(2000).default(''),
  })
  .refine((contest) => contest.way !== 'jury' || contest.criteria.length > 0, {
    path: ['criteria'],
    error: 'Say what the jury looks at, one a line.',
  })
export type ContestForm = z.infer<typeof contestSchema>

const address = z.string().trim().max(500, 'Use 500 characters or fewer.')

/** What a member hands in. A link or a picture is a web address. */
export const entrySchema = z
  .object({
    kind: z.enum(['text', 'link', 'picture'], { error: 'Choose what it is.' }),
    title: z.string({ error: 'Give it a title.' }).trim().min(1, 'Give it a title.').max(100, 'Use 100 characters or fewer.'),
    text: z.string().trim().max(4000, 'Use 4,000 characters or fewer.').default(''),
    url: address.default(''),
  })
  .superRefine((entry, context) => {
    if (entry.kind === 'text' && entry.text.length < 10) context.addIssue({ code: 'custom', path: ['text'], message: 'Write 10 characters or more.' })
    if (entry.kind !== 'text' && !isWebAddress(entry.url))
      context.addIssue({ code: 'custom', path: ['url'], message: 'Give a web address that begins with https://.' })
  })
export type EntryForm = z.infer<typeof entrySchema>

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && new URL(text).protocol === 'https:' && new URL(text).hostname.includes('.')
}
