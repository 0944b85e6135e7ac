import { z } from 'zod'

/** A program as pages and stories need it. */
export type Program = { id: number; slug: string; name: string; timeZone: string; pointsName: string; about: string }

/** The program that a fresh install has. */
export const defaultProgram = 1

/** For how many days a lower price is announced, as a form sends it: 0 to 90. */
export const noticeSchema = z.object({
  noticeDays: z
    .number({ error: 'Write a whole number of days.' })
    .int('Write a whole number of days.')
    .min(0, 'At least 0: at once.')
    .max(90, 'At most 90 days.'),
})

/** Programs from this number on are rehearsals: synthetic people, recorded messages, thrown away afterwards. */
export const firstRehearsal = 20_000
