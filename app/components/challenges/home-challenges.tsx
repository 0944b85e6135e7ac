import { Link } from '@remix-run/react'
import { ArrowRight, Clock } from 'lucide-react'

import { Section } from '#app/components/ui/section.tsx'

import { type CardReader, type ChallengeCard, StateOfChallenge, Worth } from './challenge-card.tsx'

/** What the member could do now, with what each brings; nothing where there is nothing. */
export function HomeChallenges({ cards, reader }: { cards: readonly ChallengeCard[]; reader: CardReader }) {
  if (cards.length === 0) return null
  const first = cards.some((card) => card.onboarding)
  return (
    <div className="mt-14">
      <Section
        title={first ? 'Your first steps' : 'Worth doing next'}
        actions={
          <Link to="/challenges" className="text-link py-2">
            All challenges
          </Link>
        }
      >
        <ul className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
          {cards.map((card) => (
            <li key={card.id}>
              <Link to={`/challenges/${card.slug}`} prefetch="intent" className="card group flex h-full flex-col p-5 no-underline hover:border-leaf">
                <span className="text-lg leading-6 font-bold tracking-tight group-hover:text-leaf">{card.title}</span>
                <span className="mt-1.5 line-clamp-2 text-muted">{card.summary}</span>
                <span className="mt-3 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-muted">
                  <StateOfChallenge state={card.state} />
                  <span className="flex items-center gap-1.5">
                    <Clock aria-hidden className="size-4" /> {card.minutes} min
                  </span>
                </span>
                <span className="mt-auto flex items-end justify-between pt-4">
                  <Worth {...card} reader={reader} />
                  <ArrowRight aria-hidden className="size-5 text-leaf" />
                </span>
              </Link>
            </li>
          ))}
        </ul>
      </Section>
    </div>
  )
}
