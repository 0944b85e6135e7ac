import { Link } from '@remix-run/react'
import { ArrowRight, Sparkles } from 'lucide-react'

import { ChannelIcon } from '#app/components/activities/channel-icon.tsx'
import { BadgeMedal } from '#app/components/standing/badge-medal.tsx'
import { LaurelRing } from '#app/components/standing/laurel-ring.tsx'
import { LevelEmblem } from '#app/components/standing/level-emblem.tsx'
import { ButtonLink } from '#app/components/ui/button.tsx'
import { joinClasses } from '#app/components/ui/join-classes.ts'
import { formatPoints } from '#app/components/ui/points.tsx'
import { Time } from '#app/components/ui/time.tsx'
import type { Progress } from '#app/domain/standing/levels.ts'

import type { NextDeed } from './next-deed.ts'
import type { ReaderWords } from './why-chain.tsx'

type StandingProps = { progress: Progress; balance: { lifetime: number; spendable: number; pending: number }; name: string; reader: ReaderWords }

/** Where the member stands: the ring to the next level with what is missing, exactly, and what there is to spend. */
export function StandingPanel({ progress, balance, name, reader }: StandingProps) {
  const { current, next, missing } = progress
  const badgesMissing = progress.conditions.filter((condition) => condition.about !== 'points' && !condition.met).length
  const amount = (points: number): string => formatPoints(points, reader.locale)
  const from = current?.pointsNeeded ?? 0
  const label = next
    ? `${amount(balance.lifetime)} of ${amount(next.pointsNeeded)} ${reader.pointsName} to ${next.title}, ${amount(missing)} to go`
    : `${amount(balance.lifetime)} ${reader.pointsName}${current ? `, the highest level ${current.title}` : ''}`
  return (
    <section
      aria-label="Where you stand"
      className="grid items-center gap-x-12 gap-y-7 rounded-lg bg-grove px-6 py-8 text-on-grove sm:grid-cols-[auto_1fr] sm:px-10 sm:py-9"
    >
      <LaurelRing
        ground="grove"
        className="mx-auto w-52 sm:w-60"
        value={next ? balance.lifetime - from : 1}
        max={next ? next.pointsNeeded - from : 1}
        label={label}
      >
        {current && <LevelEmblem rank={current.rank} size="md" />}
        <p className="mt-1 leading-5 font-bold">{current?.title ?? 'On the way'}</p>
      </LaurelRing>
      <div className="min-w-0 max-sm:text-center">
        <h1 className="text-grove-muted">Good to see you, {name}</h1>
        <p className="mt-1">
          <span className="block text-[clamp(2.75rem,2rem+3vw,4rem)] leading-none font-extrabold tracking-tight tabular-nums">
            {amount(balance.spendable)}
          </span>
          <span className="mt-1 block text-lg text-grove-muted">{reader.pointsName} to spend</span>
        </p>
        <p className="mt-5 text-lg">
          {next && missing > 0 ? (
            <>
              <strong className="text-shine tabular-nums">{amount(missing)}</strong> to go until <strong>{next.title}</strong>
              {badgesMissing > 0 && <>, and {badgesMissing === 1 ? 'a badge' : `${badgesMissing} more things`}</>}
            </>
          ) : next ? (
            <>
              Badges are missing until <strong>{next.title}</strong>
            </>
          ) : (
            current && <>You hold the highest level there is.</>
          )}
        </p>
        <p className="mt-1 text-sm text-grove-muted tabular-nums">
          {amount(balance.lifetime)} earned in all
          {next && next.pointsNeeded > 0 && <> of {amount(next.pointsNeeded)} needed</>}
          {balance.pending > 0 && <>, {amount(balance.pending)} pending</>}{' '}
          <Link to="/levels" className="ml-1 underline underline-offset-4">
            See what every level asks
          </Link>
        </p>
      </div>
    </section>
  )
}

/** The one best next deed, and two others in a line. */
export function NextDeedPanel({ deeds, reader }: { deeds: readonly NextDeed[]; reader: ReaderWords }) {
  const [best, ...others] = deeds
  if (!best) return null
  return (
    <section aria-labelledby="next-deed" className="flex flex-col rounded-lg bg-gold-soft px-6 py-6 sm:px-7">
      <h2 id="next-deed" className="text-sm font-semibold text-gold">
        Your best next deed
      </h2>
      <div className="mt-3 flex items-start gap-4">
        <ChannelIcon channel={best.adapter} className="bg-card!" />
        <div className="min-w-0">
          <p className="text-lg leading-7 font-bold">{best.title}</p>
          <p className="text-muted">
            Counts when {best.when}
            {best.first && ', and it is your first one'}.
          </p>
        </div>
      </div>
      <p className="mt-4 text-2xl font-extrabold tracking-tight text-gold tabular-nums">
        {formatPoints(best.points, reader.locale, true)} <span className="text-base font-medium tracking-normal">{reader.pointsName}</span>
      </p>
      {best.badge && (
        <p className="mt-1 text-sm text-muted">
          {best.badge.missing === 1
            ? `And it completes “${best.badge.title}”, tier ${best.badge.tier}.`
            : `${best.badge.missing} more reach “${best.badge.title}”, tier ${best.badge.tier}.`}
        </p>
      )}
      <div className="mt-auto flex flex-wrap items-center gap-x-5 gap-y-3 pt-6">
        <ButtonLink to="/earn" variant="gold">
          How to earn it <ArrowRight aria-hidden className="size-4" />
        </ButtonLink>
        {others.length > 0 && (
          <p className="text-sm text-muted">
            or{' '}
            {others.map((deed, index) => (
              <span key={deed.key}>
                {index > 0 && ', '}
                {deed.title.toLowerCase()} <strong className="tabular-nums">{formatPoints(deed.points, reader.locale, true)}</strong>
              </span>
            ))}
          </p>
        )}
      </div>
    </section>
  )
}

export type NewsLine = {
  id: string
  title: string
  did: string
  adapter: string
  status: string
  points: number
  /** True where points went into an order. */
  ordered: boolean
  sentence: string
  at: string
}

/** What came in, each with its reason and the way to the whole of it. */
export function NewsList({ lines, reader }: { lines: readonly NewsLine[]; reader: ReaderWords }) {
  return (
    <ol>
      {lines.map((line) => (
        <li key={line.id} className="flex gap-4 border-b py-3.5 last:border-0">
          <ChannelIcon channel={line.adapter} size="sm" className="mt-0.5" />
          <div className="min-w-0 flex-1">
            <p className="flex items-baseline justify-between gap-4 leading-6">
              <Link to={`/activity/${line.id}`} className="min-w-0 font-semibold hover:text-leaf hover:underline">
                {line.title}
              </Link>
              <span
                className={joinClasses(
                  'shrink-0 font-bold tabular-nums',
                  line.ordered ? 'text-ink' : line.status === 'counted' ? 'text-leaf' : 'text-muted',
                  line.status === 'reversed' && 'line-through decoration-2',
                )}
              >
                {formatPoints(line.points, reader.locale, true)}
                <span className="sr-only"> {reader.pointsName}</span>
              </span>
            </p>
            <p className="mt-0.5 text-sm text-muted">
              {line.did}, <Time iso={line.at} {...reader} />. {line.sentence}
            </p>
          </div>
        </li>
      ))}
    </ol>
  )
}

export type BadgeShown = { id: number; title: string; tier: number; adapter: string; at: string }

/** The newest badges in a row. */
export function RecentBadges({ badges, reader }: { badges: readonly BadgeShown[]; reader: ReaderWords }) {
  return (
    <ul className="grid grid-cols-3 gap-3">
      {badges.map((badge) => (
        <li key={badge.id} className="flex flex-col items-center text-center">
          <BadgeMedal tier={badge.tier} channel={badge.adapter} size="md" />
          <p className="mt-1.5 leading-5 font-semibold">{badge.title}</p>
          <p className="text-sm text-muted">
            <Time iso={badge.at} {...reader} />
          </p>
        </li>
      ))}
    </ul>
  )
}

/** A level reached since the last visit, said in place. */
export function LevelReached({ level }: { level: { rank: number; title: string; met: number; perks: readonly string[] } }) {
  return (
    <section className="mb-6 flex items-center gap-5 rounded-lg border-2 border-shine bg-gold-soft px-5 py-4 sm:px-7">
      <LevelEmblem rank={level.rank} size="md" />
      <div className="min-w-0">
        <h2 className="text-lg font-extrabold tracking-tight">
          You are {/^[aeiou]/i.test(level.title) ? 'an' : 'a'} {level.title} now
        </h2>
        <p className="text-muted">
          You reached this level since you were last here.{' '}
          <Link to="/levels" className="text-link">
            {level.met === 1 ? 'The one thing it asks is met' : `All ${level.met} things it asks are met`}
          </Link>
          .{level.perks.length > 0 && ` It brings: ${level.perks.join(', ')}.`}
        </p>
      </div>
      <Sparkles aria-hidden className="ml-auto size-7 shrink-0 text-gold max-sm:hidden" />
    </section>
  )
}
