/** What became of deliveries, as managers look for them. `dead`: nothing tries them any more; `trouble`: they could not be read. */
export const outcomes = ['read', 'ignored', 'unsupported', 'malformed', 'unread', 'incomplete', 'trouble', 'dead'] as const

/** Which deliveries: of one channel or all, of one outcome or all (empty), received in [from, until), with a text in event, note, body or number. */
export type DeliverySearch = { sourceId: number | null; outcome: (typeof outcomes)[number] | ''; from: Date | null; until: Date | null; text: string }

/** So many deliveries are read again at once. */
export const mostAtOnce = 500
