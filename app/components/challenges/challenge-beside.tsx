import { Link } from '@remix-run/react'
import { Check, Clock, Gauge, ShieldCheck, Users } from 'lucide-react'
import type { ReactNode } from 'react'

import { Time } from '#app/components/ui/time.tsx'
import { efforts, type Places } from '#app/domain/challenges/challenges.ts'

import { type CardReader, type ChallengeCard, Marks, StateOfChallenge, Worth } from './challenge-card.tsx'

/** What a challenge brings and asks for, beside its steps. */
export type Beside = {
  card: ChallengeCard
  extra: readonly string[]
  places: Places | null
  /** The name of the raffle behind places that are drawn. */
  draw: string | null
  needs: readonly { slug: string; title: string; done: boolean }[]
}

const placeWords = {
  first: (count: number) => `The first ${count} who complete it are paid.`,
  top: (count: number) => `The best ${count} are paid when it closes.`,
  raffle: (count: number) => `${count} are drawn when it closes, and anybody can check the draw.`,
}

/** What a challenge brings, how long it takes, who checks it and until when. */
export function ChallengeBeside({ view, reader, visitor, children }: { view: Beside; reader: CardReader; visitor: boolean; children: ReactNode }) {
  const { card, extra, places, draw, needs } = view
  return (
    <aside aria-label="What it brings" className="order-first rounded-lg bg-gold-soft px-6 py-6 lg:sticky lg:top-24 lg:order-none">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <Worth {...card} reader={reader} />
        <StateOfChallenge state={card.state} />
      </div>
      {extra.map((words) => (
        <p key={words} className="mt-1 text-sm font-medium text-gold">
          {words}
        </p>
      ))}
      <ul className="mt-5 flex flex-col gap-2.5">
        <Line icon={<Clock aria-hidden className="size-4" />}>About {card.minutes} minutes</Line>
        <Line icon={<Gauge aria-hidden className="size-4" />}>{efforts[card.effort]}</Line>
        <Line icon={<ShieldCheck aria-hidden className="size-4" />}>{card.check}</Line>
        {card.done > 0 && (
          <Line icon={<Users aria-hidden className="size-4" />}>{card.done === 1 ? 'One member did it' : `${card.done} members did it`}</Line>
        )}
      </ul>
      {places && (
        <p className="mt-4 text-sm">
          {placeWords[places.kind](places.count)} {card.placesLeft !== null && <strong>{card.placesLeft} left.</strong>}
          {draw && (
            <Link to={`/raffles/${draw}`} className="text-link block py-1">
              The draw and its proof
            </Link>
          )}
        </p>
      )}
      {card.closesAt && (
        <p className="mt-4 text-sm">
          Open until <Time iso={card.closesAt} {...reader} look="full" />.
        </p>
      )}
      {needs.length > 0 && (
        <div className="mt-4 text-sm">
          <p className="font-semibold">Comes after</p>
          <ul>
            {needs.map((one) => (
              <li key={one.slug} className="flex items-center gap-2">
                {one.done && <Check aria-label="Done:" className="size-4 text-leaf" />}
                <Link to={`/challenges/${one.slug}`} className="text-link py-1">
                  {one.title}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      )}
      <div className="mt-5 flex flex-col gap-3 empty:hidden">
        {children}
        {!visitor && (
          <Link to="#talk" className="text-link py-1 text-sm">
            Comments and questions
          </Link>
        )}
        {!visitor && <Marks card={card} />}
      </div>
    </aside>
  )
}

function Line({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <li className="flex items-center gap-2.5">
      <span className="text-gold">{icon}</span>
      {children}
    </li>
  )
}
