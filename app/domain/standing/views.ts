import type { BadgeProgress } from './badges.ts'
import type { CardState } from './cards.ts'
import type { BadgeCard, StampCard, StreakCard } from './standing.ts'
import type { StreakNow } from './streaks.ts'

/** A badge in a member's book: how far they are, and every tier they hold. */
export type BadgeLine = { badge: BadgeCard; progress: BadgeProgress; held: { tier: number; at: Date; activityId: number }[] }

/** A streak as it stands now, the longest there was, and which of the last units had something done (the present one last). */
export type StreakLine = { streak: StreakCard; now: StreakNow; longest: number; lately: boolean[]; nextFreezeIn: number | null }

/** A member's stamp card as it stands: places stamped, rounds filled, and the offer while it lasts. */
export type CardLine = { card: StampCard; state: CardState; done: boolean; offerUntil: Date | null; lastAt: Date | null }
