import { z } from 'zod'

const optional = (least: number, most: number, words: string) =>
  z.coerce.number({ error: words }).int('Use a whole number.').min(least, words).max(most, words).optional()

/** Who is in a segment: everybody for whom all that is said holds. */
export const conditionsSchema = z.object({
  levelFrom: optional(0, 1000, 'Choose a level.'),
  levelTo: optional(0, 1000, 'Choose a level.'),
  joinedWithinDays: optional(1, 3650, 'Use 1 to 3,650 days.'),
  joinedBeforeDays: optional(1, 3650, 'Use 1 to 3,650 days.'),
  /** An account in one of these sources. */
  accountIn: z.array(z.coerce.number().int().positive()).max(50).default([]),
  /** What account data says, whatever the case of its letters. */
  company: z.string().trim().max(120).optional(),
  plan: z.string().trim().max(120).optional(),
  stage: z.string().trim().max(120).optional(),
  renewsWithinDays: optional(1, 3650, 'Use 1 to 3,650 days.'),
  /** Leaves out whoever has a staff role. */
  withoutStaff: z.boolean().default(false),
})
export type Conditions = z.infer<typeof conditionsSchema>

export const segmentSchema = conditionsSchema.extend({
  title: z.string({ error: 'Give the segment a title.' }).trim().min(1, 'Give the segment a title.').max(60, 'Use 60 characters or fewer.'),
})

/** What a program settles for its boards. */
export const boardSettingSchema = z.object({
  newcomerDays: z.coerce.number({ error: 'Use 1 to 3,650 days.' }).int().min(1).max(3650),
  neighborsOnly: z.boolean().default(false),
})

/** A group of members by conditions. */
export type Segment = { id: number; slug: string; title: string; conditions: Conditions }

/**
 * Whom something is meant for: everybody for whom all that is said holds. In any of `segments`, in none of `exclude`; at least one of the interests,
 * countries and languages named. Nothing said: everybody.
 */
export type Audience = {
  levelFrom?: number | null | undefined
  segments?: readonly number[] | undefined
  exclude?: readonly number[] | undefined
  interests?: readonly string[] | undefined
  countries?: readonly string[] | undefined
  languages?: readonly string[] | undefined
}

/** Who is in it, in words: "level 2 or higher, joined within 30 days". Levels and channels are named by what the maps say. */
export function conditionWords(conditions: Conditions, levels: ReadonlyMap<number, string>, channels: ReadonlyMap<number, string>): string {
  const level = (rank: number): string => levels.get(rank) ?? `level ${rank}`
  const { levelFrom, levelTo, joinedWithinDays, joinedBeforeDays, accountIn, company, plan, stage, renewsWithinDays, withoutStaff } = conditions
  const words = [
    levelFrom !== undefined && `at least ${level(levelFrom)}`,
    levelTo !== undefined && `at most ${level(levelTo)}`,
    joinedWithinDays !== undefined && `joined within ${joinedWithinDays} days`,
    joinedBeforeDays !== undefined && `joined more than ${joinedBeforeDays} days ago`,
    accountIn.length > 0 && `has an account in ${accountIn.map((id) => channels.get(id) ?? 'a removed channel').join(' or ')}`,
    company && `works at ${company}`,
    plan && `has the plan ${plan}`,
    stage && `is a customer of the stage ${stage}`,
    renewsWithinDays !== undefined && `renews within ${renewsWithinDays} days`,
    withoutStaff && 'has no staff role',
  ].filter((part) => typeof part === 'string' && part !== '')
  return words.length > 0 ? words.join(', ') : 'everybody'
}
