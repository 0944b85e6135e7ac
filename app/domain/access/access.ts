/** A session as its owner sees it in the settings. */
export type SessionView = { idHash: string; userAgent: string; createdAt: Date; seenAt: Date; expiresAt: Date }

/** A session as the guard reads it. */
export type SessionRow = { memberId: number; expiresAt: Date; seenAt: Date }

/** How long a session lives without being used: 30 days, counted anew from half of it on. */
export const sessionDays = 30
