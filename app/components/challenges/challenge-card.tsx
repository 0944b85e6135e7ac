import { Form, Link } from '@remix-run/react'
import { Bookmark, Check, Clock, EyeOff, Hourglass, Lock, RotateCcw, Undo2 } from 'lucide-react'
import type { ReactNode } from 'react'

import { joinClasses } from '#app/components/ui/join-classes.ts'
import { Pill, type PillTone } from '#app/components/ui/pill.tsx'
import { formatPoints } from '#app/components/ui/points.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { efforts, type Effort } from '#app/domain/challenges/challenges.ts'

export type CardState = 'open' | 'going' | 'waiting' | 'returned' | 'done' | 'wait' | 'locked' | 'soon' | 'closed' | 'gone'

/** A challenge as lists show it to one member. Instants are ISO texts. */
export type ChallengeCard = {
  id: number
  slug: string
  title: string
  summary: string
  minutes: number
  effort: Effort
  topics: readonly string[]
  worth: { min: number; max: number }
  /** The slug of a currency other than points. */
  currency: string | null
  check: string
  steps: number
  passed: number
  state: CardState
  until: string | null
  opensAt: string | null
  closesAt: string | null
  zone: string
  placesLeft: number | null
  done: number
  mark: 'saved' | 'dismissed' | null
  onboarding: boolean
  earned: number
}

export type CardReader = { zone: string; locale: string; now: string; pointsName: string }

const states: Record<CardState, { words: string; tone: PillTone } | null> = {
  open: null,
  going: { words: 'Begun', tone: 'good' },
  waiting: { words: 'Being looked at', tone: 'waiting' },
  returned: { words: 'Came back to you', tone: 'gold' },
  done: { words: 'Done', tone: 'good' },
  wait: { words: 'Done for now', tone: 'good' },
  locked: { words: 'Something comes first', tone: 'quiet' },
  soon: { words: 'Opens soon', tone: 'quiet' },
  closed: { words: 'Closed', tone: 'quiet' },
  gone: { words: 'All places taken', tone: 'quiet' },
}

/** What a challenge brings: one amount or a range, in the program's word for it. */
export function Worth({
  worth,
  currency,
  reader,
  quiet = false,
}: Pick<ChallengeCard, 'worth' | 'currency'> & { reader: CardReader; quiet?: boolean }) {
  if (worth.max === 0) return null
  const name = currency ?? reader.pointsName
  const words =
    worth.min === worth.max
      ? formatPoints(worth.max, reader.locale, true)
      : `${formatPoints(worth.min, reader.locale)} to ${formatPoints(worth.max, reader.locale)}`
  return (
    <p className={joinClasses('tabular-nums', quiet ? 'text-muted' : 'text-gold')}>
      <span className="text-xl font-extrabold tracking-tight">{words}</span> <span className="text-sm font-medium">{name}</span>
    </p>
  )
}

/** The state of a challenge for this member; nothing where it simply is open. */
export function StateOfChallenge({ state }: { state: CardState }) {
  const known = states[state]
  return known && <Pill tone={known.tone}>{known.words}</Pill>
}

const icons: Partial<Record<CardState, ReactNode>> = {
  going: <RotateCcw aria-hidden className="size-5" />,
  waiting: <Hourglass aria-hidden className="size-5" />,
  returned: <Undo2 aria-hidden className="size-5" />,
  done: <Check aria-hidden className="size-5" strokeWidth={3} />,
  wait: <Check aria-hidden className="size-5" strokeWidth={3} />,
  locked: <Lock aria-hidden className="size-4" />,
}

/** One challenge in a list: the deed, the reward, the time it takes, and who checks it. */
export function ChallengeRow({ card, reader, marks }: { card: ChallengeCard; reader: CardReader; marks: boolean }) {
  const quiet = ['done', 'locked', 'soon', 'closed', 'gone', 'wait'].includes(card.state)
  return (
    <li className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 border-b py-5 last:border-0 sm:grid-cols-[auto_minmax(0,1fr)_auto] sm:gap-x-6">
      <Ring card={card} />
      <div className="min-w-0">
        <h3 className="text-lg leading-7 font-bold tracking-tight">
          <Link to={`/challenges/${card.slug}`} prefetch="intent" className="hover:text-leaf hover:underline">
            {card.title}
          </Link>
        </h3>
        {card.summary && <p className={joinClasses('mt-0.5 max-w-prose', quiet && 'text-muted')}>{card.summary}</p>}
        <p className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-1.5 text-sm text-muted">
          <StateOfChallenge state={card.state} />
          <span className="flex items-center gap-1.5">
            <Clock aria-hidden className="size-4" /> {card.minutes} min
          </span>
          <span>{efforts[card.effort]}</span>
          {card.steps > 1 && <span>{card.steps} steps</span>}
          <span>{card.check}</span>
          {card.placesLeft !== null && card.placesLeft > 0 && (
            <span className="font-semibold text-gold">{card.placesLeft === 1 ? '1 place left' : `${card.placesLeft} places left`}</span>
          )}
          <When card={card} reader={reader} />
        </p>
      </div>
      <div className="col-start-2 mt-2 flex items-center justify-between gap-4 sm:col-start-3 sm:mt-0 sm:flex-col sm:items-end sm:justify-start">
        <Worth {...card} reader={reader} quiet={quiet} />
        {marks && <Marks card={card} />}
      </div>
    </li>
  )
}

/** What is done of it, as a ring; its state as a sign in it. */
function Ring({ card }: { card: ChallengeCard }) {
  const share = card.state === 'done' || card.state === 'wait' ? 1 : card.passed / Math.max(1, card.steps)
  return (
    <span aria-hidden className="relative mt-0.5 grid size-11 place-items-center text-leaf">
      <svg viewBox="0 0 44 44" className="absolute inset-0 -rotate-90">
        <circle cx="22" cy="22" r="19" fill="none" stroke="var(--color-line)" strokeWidth="3.5" />
        {share > 0 && (
          <circle
            cx="22"
            cy="22"
            r="19"
            fill="none"
            stroke="var(--color-leaf)"
            strokeWidth="3.5"
            strokeLinecap="round"
            strokeDasharray={`${share * 119.4} 119.4`}
          />
        )}
      </svg>
      {icons[card.state] ?? <span className="text-sm font-bold text-muted tabular-nums">{card.steps}</span>}
    </span>
  )
}

function When({ card, reader }: { card: ChallengeCard; reader: CardReader }) {
  if (card.state === 'wait' && card.until)
    return (
      <span>
        Again from <Time iso={card.until} {...reader} look="full" />
      </span>
    )
  if (card.state === 'soon' && card.opensAt)
    return (
      <span>
        Opens <Time iso={card.opensAt} {...reader} look="full" />
      </span>
    )
  if (card.closesAt && card.state !== 'closed' && card.state !== 'done')
    return (
      <span>
        Until <Time iso={card.closesAt} {...reader} look="full" />
      </span>
    )
  return null
}

/** Save for later, or put away; both are taken back the same way. */
export function Marks({ card }: { card: Pick<ChallengeCard, 'id' | 'title' | 'mark'> }) {
  const button = (mark: 'saved' | 'dismissed', label: string, icon: ReactNode) => {
    const on = card.mark === mark
    return (
      <button
        name="mark"
        value={on ? 'none' : mark}
        aria-pressed={on}
        title={label}
        className={joinClasses('grid size-9 place-items-center rounded-full hover:bg-leaf-soft hover:text-leaf', on ? 'text-leaf' : 'text-muted')}
      >
        {icon}
        <span className="sr-only">
          {label}: {card.title}
        </span>
      </button>
    )
  }
  return (
    <Form method="post" action="/challenges" preventScrollReset className="flex gap-1">
      <input type="hidden" name="challenge" value={card.id} />
      {button(
        'saved',
        card.mark === 'saved' ? 'Saved for later' : 'Save for later',
        <Bookmark aria-hidden className={joinClasses('size-5', card.mark === 'saved' && 'fill-current')} />,
      )}
      {button(
        'dismissed',
        card.mark === 'dismissed' ? 'Bring back' : 'Put away',
        card.mark === 'dismissed' ? <Undo2 aria-hidden className="size-5" /> : <EyeOff aria-hidden className="size-5" />,
      )}
    </Form>
  )
}
