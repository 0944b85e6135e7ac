import { ChannelIcon } from '#app/components/activities/channel-icon.tsx'
import { BadgeMedal } from '#app/components/standing/badge-medal.tsx'
import { LevelEmblem } from '#app/components/standing/level-emblem.tsx'
import { joinClasses } from '#app/components/ui/join-classes.ts'
import { Pill } from '#app/components/ui/pill.tsx'
import { formatPoints } from '#app/components/ui/points.tsx'

import type { EarnGroup, WayToEarn } from './earn-view.ts'

type Words = { pointsName: string; locale: string }

/** The ways to earn of one channel, each as its rule says it. */
export function WaysToEarn({ group, pointsName, locale }: Words & { group: EarnGroup }) {
  return (
    <section aria-labelledby={`earn-${group.adapter}`}>
      <div className="mb-2 flex flex-wrap items-center gap-3">
        <ChannelIcon channel={group.adapter} />
        <h2 id={`earn-${group.adapter}`} className="text-lg font-bold tracking-tight">
          {group.title}
        </h2>
        {group.closed && <Pill tone="waiting">Not connected at the moment</Pill>}
      </div>
      <ul>
        {group.ways.map((way) => (
          <Way key={way.rule} way={way} pointsName={pointsName} locale={locale} />
        ))}
      </ul>
    </section>
  )
}

function Way({ way, pointsName, locale }: Words & { way: WayToEarn }) {
  return (
    <li className="grid gap-x-8 gap-y-1 border-b py-5 last:border-0 sm:grid-cols-[minmax(0,1fr)_auto]">
      <h3 className="font-bold">{way.title}</h3>
      <p className="row-span-2 sm:text-right">
        <span className="text-xl leading-6 font-extrabold text-leaf tabular-nums">
          {way.factor !== null ? `× ${way.factor.toLocaleString(locale)}` : way.points > 0 ? formatPoints(way.points, locale) : ''}
        </span>{' '}
        {way.factor === null && way.points > 0 && <span className="text-sm text-muted">{pointsName}</span>}
        {way.firstPoints !== null && (
          <span className="block text-sm font-semibold text-gold tabular-nums max-sm:ml-2 max-sm:inline">
            first one {formatPoints(way.firstPoints, locale)}
          </span>
        )}
      </p>
      <div className="max-w-prose text-muted">
        <p>{way.sentence}</p>
        {way.about && <p className="mt-1 text-sm">{way.about}</p>}
      </div>
    </li>
  )
}

type LevelCard = { rank: number; title: string; pointsNeeded: number; story: string; perks: readonly string[] }

/** The levels as steps that rise; the reader's own one is marked. */
export function LevelSteps({ levels, mine, pointsName, locale }: Words & { levels: readonly LevelCard[]; mine: number | null }) {
  return (
    <ol className="grid gap-x-6 gap-y-2 sm:grid-cols-2 lg:grid-cols-3">
      {levels.map((level) => (
        <li key={level.rank} className={joinClasses('flex gap-4 rounded-lg px-4 py-4', level.rank === mine && 'bg-leaf-soft')}>
          <LevelEmblem rank={level.rank} />
          <div className="min-w-0">
            <h3 className="font-bold">
              {level.title} {level.rank === mine && <span className="text-sm font-medium text-leaf">you are here</span>}
            </h3>
            <p className="text-sm font-semibold text-gold tabular-nums">
              {formatPoints(level.pointsNeeded, locale)} {pointsName}
            </p>
            {level.story && <p className="mt-1 text-sm text-muted">{level.story}</p>}
            {level.perks.length > 0 && (
              <ul className="mt-1 list-disc pl-4 text-sm">
                {level.perks.map((perk) => (
                  <li key={perk}>{perk}</li>
                ))}
              </ul>
            )}
          </div>
        </li>
      ))}
    </ol>
  )
}

export type BadgeLadder = { id: number; title: string; story: string; tiers: readonly number[]; adapter: string; count: number | null }

/** The badges with their tiers; for a member the tiers reached are filled. */
export function BadgeLadders({ badges, locale }: { badges: readonly BadgeLadder[]; locale: string }) {
  return (
    <ul className="grid gap-x-12 gap-y-8 md:grid-cols-2">
      {badges.map((badge) => (
        <li key={badge.id}>
          <h3 className="font-bold">{badge.title}</h3>
          {badge.story && <p className="text-sm text-muted">{badge.story}</p>}
          <ol className="mt-3 flex flex-wrap gap-1.5" aria-label={`Tiers of ${badge.title}`}>
            {badge.tiers.map((tier) => (
              <li key={tier}>
                <BadgeMedal
                  tier={tier}
                  channel={badge.adapter}
                  earned={badge.count === null || badge.count >= tier}
                  size="sm"
                  label={`${tier.toLocaleString(locale)}${badge.count === null ? '' : badge.count >= tier ? ', reached' : ', not reached'}`}
                />
              </li>
            ))}
          </ol>
          {badge.count !== null && badge.tiers.some((tier) => tier > (badge.count ?? 0)) && (
            <p className="mt-2 text-sm text-muted">
              {((badge.tiers.find((tier) => tier > (badge.count ?? 0)) ?? 0) - badge.count).toLocaleString(locale)} more to the next tier
            </p>
          )}
        </li>
      ))}
    </ul>
  )
}
