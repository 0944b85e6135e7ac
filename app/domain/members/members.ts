import { z } from 'zod'
import { isTimeZone } from '#app/foundation/calendar.ts'
import type { Role } from './roles.ts'

/** A member who is signed in, as every page may know them. `lastSeenAt` is the end of the visit before this one. */
export type SignedIn = {
  id: number
  /** `paused`: earns nothing for now. `removed`: takes no part any more, and may read. */
  state: 'active' | 'paused' | 'removed'
  handle: string
  displayName: string
  email: string | null
  timeZone: string
  locale: string
  theme: string
  roles: Role[]
  lastSeenAt: Date | null
}

/** A member's own settings, as their forms start with them. */
export type OwnProfile = {
  handle: string
  displayName: string
  bio: string
  timeZone: string
  theme: Theme
  profile: Audience
  onBoards: boolean
  hidden: string[]
}

/** An account in a channel that belongs to a member. */
export type LinkedAccount = { sourceId: number; foreignId: string; handle: string; proof: string; provedAt: Date }

/** How an account was proved: by signing in there, by a code told to our bot there, or by a token in its public profile. */
export const proofs = {
  oauth: 'you signed in there',
  oidc: 'you signed in there',
  discourse: 'you signed in there',
  hub: 'you signed in there with this account',
  code: 'you told our bot a code there',
  profile: 'you showed a token in the profile there',
  address: 'it is your own mail address',
} as const
export type Proof = keyof typeof proofs

/** The proofs that make an account a key of the hub: its owner signed in there, in a browser of their own. What others could talk somebody into opens nothing. */
export const keyProofs: readonly string[] = ['oauth', 'oidc', 'discourse'] satisfies Proof[]

/** An account that somebody just proved to be theirs. `foreignId` is the platform's own number, as text. */
export type ProvedAccount = { sourceId: number; foreignId: string; handle: string; proof?: Proof }

export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

/** Who may see a profile. */
export const audiences = ['public', 'members', 'hidden'] as const
export type Audience = (typeof audiences)[number]

/** What a member can take off the profile: one channel, one badge, the grid of the year, the level. */
export type HideKey = 'grid' | 'level' | `channel:${number}` | `badge:${number}`
const hideKey = /^(grid|level|channel:\d{1,5}|badge:\d{1,9})$/

/** True if the member hides this item of the profile from others. */
export function hides(hidden: readonly string[], key: HideKey): boolean {
  return hidden.includes(key)
}

/** What a handle looks like: letters, digits and single dashes between them. */
const handlePattern = /^[a-z0-9]+(-[a-z0-9]+)*$/
export const longestHandle = 39

/** A handle made from a name or login: lower case ASCII, at most 32 characters, so that a number still fits behind it. */
export function handleFrom(name: string): string {
  const plain = name.normalize('NFKD').replace(/[\u0300-\u036f]/g, '')
  const handle = plain
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 32)
    .replace(/^-+|-+$/g, '')
  return handle.length < 2 ? 'member' : handle
}

/** Text on one line: no control characters, no marks that turn the direction of writing. */
function oneLine(text: string): string {
  const plain = text.normalize('NFC').replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, ' ')
  return plain.replace(/\s+/g, ' ').trim()
}

/** Text of several lines: no other control characters, one kind of line break. */
function someLines(text: string): string {
  const plain = text.normalize('NFC').replace(/\r\n?/g, '\n')
  return plain.replace(/[^\P{Cc}\n]+/gu, '').trim()
}

const nameless = 'Enter the name that others will see.'
// `overwrite` and not `transform`: forms make nothing of an empty text before each step of a pipe, so the next step would miss its string.
export const nameSchema = z.string({ error: nameless }).overwrite(oneLine).min(1, nameless).max(80, 'Use 80 characters or fewer.')

export const profileSchema = z.object({
  displayName: nameSchema,
  handle: z
    .string({ error: 'Choose a handle: it is the address of your profile.' })
    .trim()
    .toLowerCase()
    .min(2, 'Use 2 characters or more.')
    .max(longestHandle, `Use ${longestHandle} characters or fewer.`)
    .regex(handlePattern, 'Use letters a to z, digits, and single dashes between them.'),
  bio: z.string().overwrite(someLines).max(500, 'Use 500 characters or fewer.').default(''),
  timeZone: z.string({ error: 'Choose a time zone.' }).refine(isTimeZone, 'Choose a time zone from the list.'),
  theme: z.enum(themes, 'Choose how the pages should look.'),
})

export const privacySchema = z.object({
  profile: z.enum(audiences, 'Choose who may see your profile.'),
  onBoards: z.boolean().default(false),
  /** What stays visible; everything else on the page becomes hidden. */
  shown: z.array(z.string().regex(hideKey)).max(500).default([]),
})

/** What a member may change of their own row; what is left out stays. */
export type ProfileChange = Partial<OwnProfile>

/** The name by which platforms that sign their people in here know a member. It can be mistaken for no other provider's. */
export function hubAccountName(program: number, member: number): string {
  return `laurel-${program}-${member}`
}
