import type { ChallengeCard } from '#app/components/challenges/challenge-card.tsx'

type Shelf = { label: string; holds: (card: ChallengeCard) => boolean; empty: string; teaches: string }

const over = ['done', 'closed', 'gone']

/** The shelves of the page: what a member can still do, saved, did, and put away. */
export const shelves: Record<'todo' | 'saved' | 'done' | 'away', Shelf> = {
  todo: {
    label: 'To do',
    holds: (card) => card.mark !== 'dismissed' && !over.includes(card.state),
    empty: 'Nothing to do right now',
    teaches: 'You have done what there is. New challenges come up here.',
  },
  saved: {
    label: 'Saved',
    holds: (card) => card.mark === 'saved',
    empty: 'Nothing saved',
    teaches: 'Save a challenge with its bookmark, and find it here when you have the time.',
  },
  done: {
    label: 'Done',
    holds: (card) => card.state === 'done' || card.state === 'wait' || card.earned > 0,
    empty: 'Nothing done yet',
    teaches: 'What you complete stands here with what it brought.',
  },
  away: {
    label: 'Put away',
    holds: (card) => card.mark === 'dismissed',
    empty: 'Nothing put away',
    teaches: 'What is not for you can be put away; it stays here until you bring it back.',
  },
}

/** The shelf that an address names; the first for any other word. */
export function shelfOf(name: string | null): keyof typeof shelves {
  return name !== null && Object.hasOwn(shelves, name) ? (name as keyof typeof shelves) : 'todo'
}

/** Cards by where the member stands, in the order in which they matter. */
export function groupsOf(cards: readonly ChallengeCard[]): { title: string; cards: ChallengeCard[] }[] {
  const begun = (card: ChallengeCard): boolean => ['returned', 'going', 'waiting'].includes(card.state)
  const groups = [
    { title: 'Go on', cards: cards.filter(begun) },
    { title: 'First steps', cards: cards.filter((card) => card.onboarding && (card.state === 'open' || card.state === 'locked')) },
    { title: 'Open now', cards: cards.filter((card) => !card.onboarding && card.state === 'open') },
    { title: 'Later', cards: cards.filter((card) => ['soon', 'wait'].includes(card.state) || (card.state === 'locked' && !card.onboarding)) },
    { title: 'Over', cards: cards.filter((card) => ['done', 'closed', 'gone'].includes(card.state)) },
  ]
  return groups.filter((group) => group.cards.length > 0)
}
