import { z } from 'zod'

export type EventState = 'draft' | 'published' | 'canceled'

/** An event as pages know it; exact instants. */
export type HubEvent = {
  id: number
  slug: string
  title: string
  summary: string
  body: string
  place: string
  url: string
  startsAt: Date
  endsAt: Date
  checkinFrom: Date
  checkinUntil: Date
  timeZone: string
  state: EventState
  points: number
  turns: number
  attended: number
}

export type EventPhase = 'ahead' | 'open' | 'over' | 'canceled'

/** Where check-in of an event is now: before, open or over. */
export function checkinPhase(event: Pick<HubEvent, 'state' | 'checkinFrom' | 'checkinUntil'>, now: Date): EventPhase {
  if (event.state !== 'published') return 'canceled'
  if (now < event.checkinFrom) return 'ahead'
  return now < event.checkinUntil ? 'open' : 'over'
}

/** How long after its turn a code still opens, in seconds, so that whoever types slowly gets in. */
export const grace = 30

const localTime = (words: string) => z.string({ error: words }).regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/, words)

/** What a manager says of an event; times are wall clock times in its zone. Check-in is open from half an hour before the start until the end, unless said otherwise. */
export const eventSchema = z.object({
  title: z.string({ error: 'Give the event a title.' }).trim().min(1, 'Give the event a title.').max(80, 'Use 80 characters or fewer.'),
  summary: z.string().trim().max(200, 'Use 200 characters or fewer.').default(''),
  body: z.string().trim().max(20_000, 'Use 20,000 characters or fewer.').default(''),
  place: z.string().trim().max(200, 'Use 200 characters or fewer.').default(''),
  url: z
    .string()
    .trim()
    .max(500, 'Use 500 characters or fewer.')
    .refine((text) => text === '' || (URL.canParse(text) && /^https?:/.test(text)), 'Give a web address that begins with https://.')
    .default(''),
  startsAt: localTime('Say when it starts, with date and time.'),
  endsAt: localTime('Say when it ends, with date and time.'),
  timeZone: z.string({ error: 'Say in which zone.' }).max(60),
  checkinBefore: z.coerce.number().int('Use a whole number.').min(0, 'Use 0 or more.').max(1440, 'At most 1,440 minutes.').default(30),
  checkinAfter: z.coerce.number().int('Use a whole number.').min(0, 'Use 0 or more.').max(1440, 'At most 1,440 minutes.').default(0),
  points: z.coerce.number().int('Use a whole number.').min(0, 'Use 0 or more.').max(1_000_000, 'At most 1,000,000.').default(0),
  turns: z.coerce.number().int('Use a whole number.').min(10, 'At least 10 seconds.').max(600, 'At most 600 seconds.').default(30),
})
export type EventForm = z.infer<typeof eventSchema>

/** A code as people type it: capitals, without spaces and dashes; the letters that look like digits become them. */
export function typedCode(text: string): string {
  return text
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
    .replaceAll('O', '0')
    .replaceAll('I', '1')
}

/** A person on a list of attendees: an e-mail address or a handle. */
export type ListedPerson = { line: number; email: string | null; handle: string | null; fault: string | null }

const emailPattern = /^[^\s@]+@[^\s@]+\.[^\s@]+$/
const handlePattern = /^@?[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?$/i

/** Reads rows of a table (column names to texts): who each names, or what is wrong with the row. Lines count from 2: the first holds the names. */
export function readList(rows: readonly Record<string, string | undefined>[]): ListedPerson[] {
  const seen = new Set<string>()
  return rows.map((row, index) => {
    const cells = Object.fromEntries(
      Object.entries(row).map(([name, text]) => [
        name
          .trim()
          .toLowerCase()
          .replaceAll(/[\s_-]/g, ''),
        (text ?? '').trim(),
      ]),
    )
    const email = (cells.email ?? cells.emailaddress ?? cells.mail ?? '').toLowerCase() || null
    const handle = (cells.handle ?? cells.username ?? '').replace(/^@/, '').toLowerCase() || null
    const key = email ?? handle ?? ''
    const fault =
      key === ''
        ? 'Names nobody: it needs an e-mail address or a handle.'
        : email !== null && !emailPattern.test(email)
          ? `“${email.slice(0, 80)}” is not an e-mail address.`
          : email === null && !handlePattern.test(handle ?? '')
            ? `“${(handle ?? '').slice(0, 80)}” is not a handle.`
            : seen.has(key)
              ? 'Stands on the list twice; the first one counts.'
              : null
    seen.add(key)
    return { line: index + 2, email, handle, fault }
  })
}
