/** A word to put on a member's page of notices. One per key, for good. `kind` is what it is about, e.g. `order.shipped`. */
export type Word = { memberId: number; key: string; kind: string; title: string; body?: string; url: string }

/** A notice as its member sees it. */
export type NoticeRow = { id: number; kind: string; title: string; body: string; url: string; createdAt: Date; readAt: Date | null }
