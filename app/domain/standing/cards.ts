import type { StampCard } from './standing.ts'

/** How a card stands after a stamp: how often it was filled, places stamped in this round, and the offer of this round. */
export type CardState = { fills: number; place: number; offered: boolean; offerUntil: Date | null }

export const emptyCard: CardState = { fills: 0, place: 0, offered: false, offerUntil: null }

type CardRules = Pick<StampCard, 'places' | 'repeating' | 'offerHours'>

const hour = 3_600_000

/** The place at which a card makes its offer: four fifths of the way. Small cards may reach it only when full; then there is none. */
export function offerPlace(card: Pick<StampCard, 'places'>): number {
  return Math.ceil(card.places * 0.8)
}

/** True when a card is full for good. */
export function isDone(card: Pick<StampCard, 'repeating'>, state: Pick<CardState, 'fills'>): boolean {
  return !card.repeating && state.fills > 0
}

/**
 * One more stamp, or a gift of several. Within the offer's time the first deed after it was made adds two. A full card starts again if it repeats;
 * what is beyond its last place is not carried over. A card that is full for good takes none.
 */
export function nextStamp(before: CardState, at: Date, amount: number, card: CardRules, given = false): CardState & { added: number } {
  if (isDone(card, before)) return { ...before, added: 0 }
  const doubled = !given && before.offerUntil !== null && at <= before.offerUntil
  const added = Math.min(doubled ? amount * 2 : amount, card.places - before.place)
  const place = before.place + added
  // A gift leaves the offer as it is: it is for the member's next deed.
  const offerUntil = given ? before.offerUntil : null
  if (place >= card.places) {
    return { fills: before.fills + 1, place: card.repeating ? 0 : card.places, offered: false, offerUntil: null, added }
  }
  if (!before.offered && card.offerHours > 0 && place >= offerPlace(card)) {
    return { fills: before.fills, place, offered: true, offerUntil: new Date(at.getTime() + card.offerHours * hour), added }
  }
  return { fills: before.fills, place, offered: before.offered, offerUntil, added }
}
