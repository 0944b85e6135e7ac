/** A level and what it asks for: lifetime points, a number of different badges, certain badges; any of them or all. */
export type Level = {
  rank: number
  title: string
  pointsNeeded: number
  badgesNeeded: number
  /** Badges that must be held, each as `slug:tier`. */
  badgeNeeds: readonly string[]
  story: string
  perks: readonly string[]
}

/**
 * A badge. It counts what its kinds have counted and what was given by hand or by a rule; each tier is held while the count reaches it. With `every`
 * it is granted again at every so many.
 */
export type BadgeCard = {
  id: number
  slug: string
  title: string
  story: string
  kinds: readonly string[]
  tiers: readonly number[]
  every: number | null
  secret: boolean
  retired: boolean
}

/** A streak: days or weeks in a row with something done. No kinds: whatever is contributed keeps it. */
export type StreakCard = {
  id: number
  slug: string
  title: string
  unit: 'day' | 'week'
  kinds: readonly string[]
  freezeEvery: number
  freezesMost: number
  retired: boolean
}

/** A stamp card. Deeds of its kinds done from `startsAt` on fill its places; at four fifths the next one counts double for `offerHours`. */
export type StampCard = {
  id: number
  slug: string
  title: string
  story: string
  kinds: readonly string[]
  places: number
  repeating: boolean
  offerHours: number
  startsAt: Date
  retired: boolean
}

/** Something a stage of a path asks for. Kinds count together; a badge is `slug` and tier; a level is its rank; a challenge is its slug, with the title it had. */
export type Need =
  | { type: 'kinds'; kinds: readonly string[]; count: number; words: string }
  | { type: 'badge'; badge: string; tier: number }
  | { type: 'level'; rank: number }
  | { type: 'challenge'; challenge: string; title: string }

export type Stage = { title: string; story: string; needs: readonly Need[]; perks: readonly string[] }

/** A path: ordered stages, each open only after the one before. */
export type PathCard = { id: number; slug: string; title: string; story: string; stages: readonly Stage[]; retired: boolean }

/** Everything a program has defined about standing. */
export type Definitions = {
  levels: readonly Level[]
  badges: readonly BadgeCard[]
  streaks: readonly StreakCard[]
  cards: readonly StampCard[]
  paths: readonly PathCard[]
}

/**
 * A deed that begins to count (+1) for a person or no longer does (-1), with the activity and the time under which it counted. `kind` is qualified;
 * `timeZone` is the member's own.
 */
export type DeedChange = {
  memberId: number
  kind: string
  by: 1 | -1
  activityId: number
  subject: string
  at: Date
  sourceId: number
  timeZone: string
}

/** Something reached, or lost again, that rules may ask about. `what` is its name for good, e.g. `badge:author:5`. */
export type Gain = {
  memberId: number
  what: string
  kind: 'level.reached' | 'badge.granted' | 'card.filled' | 'streak.kept' | 'path.stage_reached' | 'anniversary'
  title: string
  url: string
  facts: Record<string, string | number | boolean>
  activityId: number
}
export type Loss = { memberId: number; what: string }
