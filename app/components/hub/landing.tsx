import { Link } from '@remix-run/react'

import { LaurelRing } from '#app/components/standing/laurel-ring.tsx'
import { LevelEmblem } from '#app/components/standing/level-emblem.tsx'
import { Avatar } from '#app/components/ui/avatar.tsx'
import { ButtonLink } from '#app/components/ui/button.tsx'
import { formatPoints } from '#app/components/ui/points.tsx'
import { Section } from '#app/components/ui/section.tsx'
import { Time } from '#app/components/ui/time.tsx'

import { PlacesList, type PlaceView } from './board-view.tsx'
import type { ReaderWords } from './why-chain.tsx'

export type LandingAward = { id: string; handle: string; name: string; did: string; title: string; points: number; at: string; rule: string }

export type LandingView = {
  program: { name: string; about: string }
  board: { title: string; period: string; places: PlaceView[] }
  awards: LandingAward[]
  levels: { rank: number; title: string; pointsNeeded: number }[]
  totals: { members: number; month: number; ways: number }
}

/** What a visitor sees: what this is, who is here, what just counted and why, and the way in. */
export function Landing({ view, reader }: { view: LandingView; reader: ReaderWords }) {
  const { program, awards, board, totals } = view
  return (
    <>
      <div className="grid items-center gap-x-14 gap-y-10 lg:grid-cols-[1.05fr_1fr] lg:pt-6">
        <div>
          <h1 className="text-[clamp(2.75rem,1.9rem+4.2vw,4.5rem)] leading-[0.98] font-extrabold tracking-tight">What you give here, counts.</h1>
          <p className="mt-6 max-w-[34rem] text-lg text-muted">
            {program.about ||
              `${program.name} sees what you do for the community: the pull request, the answer, the article. Each becomes points, and every point says why.`}
          </p>
          <div className="mt-8 flex flex-wrap gap-3">
            <ButtonLink to="/sign-up" size="lg">
              Join {program.name}
            </ButtonLink>
            <ButtonLink to="/earn" size="lg" variant="outline">
              How to earn
            </ButtonLink>
          </div>
          <p className="mt-4">
            Here already, just not as a member?{' '}
            <Link to="/claim" className="text-link inline-flex min-h-11 items-center">
              See what waits for you
            </Link>
          </p>
          <dl className="mt-10 flex flex-wrap gap-x-10 gap-y-4">
            <Figure value={totals.month} label={`${reader.pointsName} given this month`} locale={reader.locale} />
            <Figure value={totals.members} label="members on the board" locale={reader.locale} />
            <Figure value={totals.ways} label="ways to earn" locale={reader.locale} />
          </dl>
        </div>
        <Feed awards={awards} reader={reader} />
      </div>
      <Steps />
      <div className="mt-20 grid gap-x-16 gap-y-14 lg:grid-cols-2">
        {board.places.length > 0 && (
          <Section
            title={`Board, ${board.title.toLowerCase()}`}
            actions={
              <Link to={`/board?period=${board.period}`} className="text-link py-2">
                The whole board
              </Link>
            }
          >
            <div className="-mx-3">
              <PlacesList places={board.places} mine={null} locale={reader.locale} />
            </div>
          </Section>
        )}
        {view.levels.length > 0 && <Ladder view={view} reader={reader} />}
      </div>
    </>
  )
}

function Figure({ value, label, locale }: { value: number; label: string; locale: string }) {
  return (
    <div className="flex flex-col-reverse">
      <dt className="text-sm text-muted">{label}</dt>
      <dd className="text-xl font-extrabold tracking-tight tabular-nums">{formatPoints(value, locale)}</dd>
    </div>
  )
}

function Feed({ awards, reader }: { awards: readonly LandingAward[]; reader: ReaderWords }) {
  if (awards.length === 0) {
    return (
      <div className="grid place-items-center rounded-lg bg-grove py-10 text-on-grove">
        <LaurelRing ground="grove" value={5} max={8} label="A laurel wreath that fills leaf by leaf" className="w-60">
          <p className="text-lg leading-6 font-bold">Leaf by leaf</p>
        </LaurelRing>
      </div>
    )
  }
  return (
    <section aria-labelledby="just-counted" className="rounded-lg bg-grove px-5 py-6 text-on-grove sm:px-7">
      <h2 id="just-counted" className="font-bold">
        Just counted, and why
      </h2>
      <ol className="mt-3">
        {awards.map((award) => (
          <li key={award.id} className="flex gap-4 border-b border-grove-line py-3.5 last:border-0 last:pb-0">
            <Avatar handle={award.handle} />
            <div className="min-w-0 flex-1">
              <p className="flex items-baseline justify-between gap-3 leading-6">
                <Link to={`/members/${encodeURIComponent(award.handle)}`} className="truncate font-bold no-underline hover:underline">
                  {award.name}
                </Link>
                <span className="shrink-0 font-extrabold text-shine tabular-nums">
                  {formatPoints(award.points, reader.locale, true)}
                  <span className="sr-only"> {reader.pointsName}</span>
                </span>
              </p>
              <p className="text-sm">
                {award.did}: <em className="not-italic">{award.title}</em>
              </p>
              <p className="text-sm text-grove-muted">
                by the rule “{award.rule}”, <Time iso={award.at} {...reader} />
              </p>
            </div>
          </li>
        ))}
      </ol>
    </section>
  )
}

const steps = [
  {
    title: 'Do what you do anyway',
    text: 'Merge a fix, answer a question, write it down. Where you already are: no forms to fill, no proof to send.',
  },
  {
    title: 'It counts by itself',
    text: 'Your channels tell us, signed. A public rule says what it is worth, and you see the points within seconds.',
  },
  { title: 'Every point says why', text: 'Which rule, which version, every condition. And if something gave nothing, you read what was missing.' },
]

function Steps() {
  return (
    <section aria-labelledby="how-it-works" className="mt-20">
      <h2 id="how-it-works" className="sr-only">
        How it works
      </h2>
      <ol className="grid gap-x-10 gap-y-8 border-t-2 border-ink pt-6 md:grid-cols-3">
        {steps.map((step, index) => (
          <li key={step.title} className="flex gap-4 md:block">
            <p aria-hidden className="text-2xl leading-none font-extrabold text-shine tabular-nums max-md:w-8">
              {index + 1}
            </p>
            <div>
              <h3 className="text-lg font-bold md:mt-3">{step.title}</h3>
              <p className="mt-1 max-w-prose text-muted">{step.text}</p>
            </div>
          </li>
        ))}
      </ol>
    </section>
  )
}

function Ladder({ view, reader }: { view: LandingView; reader: ReaderWords }) {
  return (
    <Section
      title="Levels to grow into"
      actions={
        <Link to="/earn" className="text-link py-2">
          What they take
        </Link>
      }
    >
      <ol className="flex flex-col gap-1">
        {view.levels.map((level) => (
          <li key={level.rank} className="flex min-h-14 items-center gap-4 py-1.5">
            <LevelEmblem rank={level.rank} size="sm" className="size-10!" />
            <span className="flex-1 font-semibold">{level.title}</span>
            <span className="text-muted tabular-nums">{formatPoints(level.pointsNeeded, reader.locale)}</span>
          </li>
        ))}
      </ol>
    </Section>
  )
}
