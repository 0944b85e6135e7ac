import { z } from 'zod'

/** A session as its owner sees it in the settings. */
export type SessionView = { idHash: string; userAgent: string; createdAt: Date; seenAt: Date; expiresAt: Date }

/** A session as the guard reads it. */
export type SessionRow = { memberId: number; expiresAt: Date; seenAt: Date }

/** What a single-use link is for, with the hours it lives. */
export const linkHours = { sign_up: 24, reset: 1, account: 1 } as const
export type LinkPurpose = keyof typeof linkHours

/** How long a code lives that a member tells a bot. */
export const codeMinutes = 10

/** A code as it is compared: however it was typed. */
export function plainCode(code: string): string {
  return code.toUpperCase().replace(/[^A-Z0-9]/g, '')
}

/** How long a session lives without being used: 30 days, counted anew from half of it on. */
export const sessionDays = 30

/** How often something may be tried in a window of so many minutes. */
export type Limit = { name: string; tries: number; minutes: number }

export const limits = {
  /** Failed sign-ins from one address. */
  signInFrom: { name: 'sign-in-from', tries: 20, minutes: 10 },
  /** Failed sign-ins to one account, from browsers that never signed in to it. */
  signInTo: { name: 'sign-in-to', tries: 10, minutes: 15 },
  /** Failed sign-ins from one browser that has signed in to the account before. */
  signInDevice: { name: 'sign-in-device', tries: 10, minutes: 15 },
  /** Mails asked for (sign-up, reset) from one address, and to one mailbox. */
  mailFrom: { name: 'mail-from', tries: 30, minutes: 60 },
  mailTo: { name: 'mail-to', tries: 5, minutes: 60 },
  /** Passwords tried on one sign-up link, and on the password form of one member. */
  linkTries: { name: 'link-tries', tries: 10, minutes: 60 },
  /** Codes that one account elsewhere tells a bot, and profiles that one member lets the hub read. */
  codeFrom: { name: 'code-from', tries: 10, minutes: 60 },
  profileReads: { name: 'profile-reads', tries: 20, minutes: 60 },
  /** Handles that one address asks about on the claim page. */
  claimLooks: { name: 'claim-looks', tries: 60, minutes: 10 },
  /** Browsers without a session for which one address has something kept. */
  keptWork: { name: 'kept-work', tries: 30, minutes: 10 },
  /** Links to prove an account with, given to that account. */
  linkOffers: { name: 'link-offers', tries: 10, minutes: 60 },
  ownPassword: { name: 'own-password', tries: 10, minutes: 15 },
} as const satisfies Record<string, Limit>

/** The commonest passwords of leaked lists that are long enough to pass the length rule, and what one would choose here. */
const commonest = new Set(
  `1234567890 0123456789 12345678910 123456789a 1234567891 0987654321 9876543210 1111111111 0000000000 1q2w3e4r5t q1w2e3r4t5 qwertyuiop qwerty12345
  qwerty1234 qwerty123456 1qaz2wsx3edc asdfghjkl1 asdfghjkl; zxcvbnm123 password12 password123 password1234 password123! passw0rd123 passwordpassword
  iloveyou123 iloveyou12 letmein123 letmein1234 welcome123 welcome1234 welcome12345 administrator admin12345 admin123456 changeme123 changemeplease
  abcdefghij abcdefghijk abc1234567 abc123456789 a123456789 aa12345678 1a2b3c4d5e monkey12345 dragon12345 football123 baseball123 superman123
  sunshine123 princess123 starwars123 trustno1trustno1 whatever123 computer123 internet123 michael123 jennifer123 liverpool123 chelsea123 basketball
  leadership communication correcthorsebatterystaple qazwsxedcrfv qazwsxedc123 p@ssw0rd123 p@ssword123 summer2024 summer2025 summer2026 winter2024
  winter2025 winter2026 spring2025 spring2026 autumn2025 autumn2026 laurellaurel laurel1234 laurel12345 testtest123 test123456 qwertyqwerty 1234512345
  1231231231 123123123123 1122334455 11223344556 9999999999 7777777777 5555555555 asdasdasdasd asdfasdfasdf aaaaaaaaaa mustang123 hello12345 secret12345`.split(
    /\s+/,
  ),
)

/** Why a password is refused, as a sentence, or null. It is judged with the member's mail address, which it may not be. */
export function passwordFault(password: string, email: string): string | null {
  const plain = password.normalize('NFKC').toLowerCase()
  if ([...password].length < 10) return 'Use 10 characters or more. A short sentence is easy to remember.'
  if (password.length > 200) return 'Use 200 characters or fewer.'
  const address = email.trim().toLowerCase()
  if (address && (plain === address || plain === address.split('@')[0])) return 'Choose something other than your e-mail address.'
  if (commonest.has(plain) || new Set(plain).size < 4) return 'That is one of the passwords tried first by attackers. Choose another.'
  return null
}

/** A mail address in the one form in which it is kept: trimmed, lower case. */
export const emailSchema = z
  .string({ error: 'Enter your e-mail address.' })
  .trim()
  .toLowerCase()
  .max(254, 'That is longer than an e-mail address can be.')
  .regex(z.regexes.email, 'Enter an e-mail address like name@example.org.')

export const signInSchema = z.object({
  email: emailSchema,
  password: z.string({ error: 'Enter your password.' }).max(200, 'Use 200 characters or fewer.'),
  to: z.string().optional(),
})

export const forgotSchema = z.object({ email: emailSchema })

/** The form behind a mailed reset link. The address is not asked for, so the rule about it is checked by the story. */
export const resetSchema = z.object({ token: z.string(), password: z.string({ error: 'Choose a new password.' }).superRefine(refusePoor('')) })

export const changePasswordSchema = z.object({
  current: z.string({ error: 'Enter your present password.' }).max(200, 'Use 200 characters or fewer.'),
  next: z.string({ error: 'Choose a new password.' }).superRefine(refusePoor('')),
})

/** A zod refinement that reports why a password is refused. */
export function refusePoor(email: string): (password: string, context: z.RefinementCtx) => void {
  return (password, context) => {
    const fault = passwordFault(password, email)
    if (fault) context.addIssue({ code: 'custom', message: fault })
  }
}

const browsers = [
  ['Edg/', 'Edge'],
  ['OPR/', 'Opera'],
  ['Firefox/', 'Firefox'],
  ['Chrome/', 'Chrome'],
  ['Chromium/', 'Chromium'],
  ['Safari/', 'Safari'],
] as const
const systems = [
  ['iPhone', 'an iPhone'],
  ['iPad', 'an iPad'],
  ['Android', 'Android'],
  ['Windows', 'Windows'],
  ['Mac OS', 'a Mac'],
  ['CrOS', 'a Chromebook'],
  ['Linux', 'Linux'],
] as const

/** A browser's long name for itself, in the words people use: "Firefox on Linux". */
export function describeAgent(agent: string): string {
  const browser = browsers.find(([mark]) => agent.includes(mark))?.[1] ?? 'An unknown browser'
  const system = systems.find(([mark]) => agent.includes(mark))?.[1]
  return system ? `${browser} on ${system}` : browser
}
