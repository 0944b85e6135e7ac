import { Link } from '@remix-run/react'
import { EyeOff } from 'lucide-react'

import { ChannelIcon } from '#app/components/activities/channel-icon.tsx'
import { BadgeMedal } from '#app/components/standing/badge-medal.tsx'
import { LevelEmblem } from '#app/components/standing/level-emblem.tsx'
import { Avatar } from '#app/components/ui/avatar.tsx'
import { Points, formatPoints } from '#app/components/ui/points.tsx'
import { Time } from '#app/components/ui/time.tsx'

import type { ProfileParts } from './profile-view.ts'
import type { ReaderWords } from './why-chain.tsx'

/** The quiet mark on what nobody but the owner is sent. */
export function OnlyYou({ shown, what = 'Only you see this' }: { shown: boolean; what?: string }) {
  if (!shown) return null
  return (
    <Link to="/settings/privacy" className="ml-1 inline-flex items-center gap-1 text-sm font-medium text-muted hover:text-leaf hover:underline">
      <EyeOff aria-hidden className="size-3.5" />
      {what}
    </Link>
  )
}

type HeaderProps = {
  person: { handle: string; name: string; bio: string; joinedAt: string }
  level: { rank: number; title: string; story: string } | null
  levelOnlyMe: boolean
  reader: ReaderWords
}

/** Who this is: picture, name, level, since when. */
export function ProfileHeader({ person, level, levelOnlyMe, reader }: HeaderProps) {
  return (
    <header className="grid items-center gap-x-8 gap-y-6 rounded-lg bg-grove px-6 py-8 text-on-grove sm:grid-cols-[auto_1fr_auto] sm:px-10 sm:py-10">
      <Avatar handle={person.handle} size="xl" className="ring-4 ring-grove-line" />
      <div className="min-w-0">
        <h1 className="text-2xl font-extrabold tracking-tight break-words">{person.name}</h1>
        <p className="mt-1 text-grove-muted">
          @{person.handle} <span aria-hidden>·</span> here since <Time iso={person.joinedAt} {...reader} look="date" />
        </p>
        {person.bio && <p className="mt-4 max-w-prose whitespace-pre-line">{person.bio}</p>}
      </div>
      {level && (
        <div className="flex items-center gap-4 sm:flex-col sm:gap-2 sm:text-center">
          <LevelEmblem rank={level.rank} size="lg" className="max-sm:size-14!" />
          <div>
            <p className="text-lg font-bold">{level.title}</p>
            {levelOnlyMe && <p className="text-sm text-grove-muted">Only you see this</p>}
          </div>
        </div>
      )}
    </header>
  )
}

/** The badges held, each at its highest tier. */
export function ProfileBadges({ badges, reader }: { badges: ProfileParts['badges']; reader: ReaderWords }) {
  return (
    <ul className="grid grid-cols-2 gap-x-4 gap-y-7 sm:grid-cols-3 lg:grid-cols-5">
      {badges.map((badge) => (
        <li key={badge.id} className="flex flex-col items-center text-center">
          <BadgeMedal tier={badge.tier} channel={badge.adapter} size="md" />
          <p className="mt-2 font-bold">{badge.title}</p>
          <p className="text-sm text-muted">
            {badge.tier.toLocaleString(reader.locale)} reached <Time iso={badge.grantedAt} {...reader} look="date" />
          </p>
          <OnlyYou shown={badge.onlyMe} />
        </li>
      ))}
    </ul>
  )
}

/** What was contributed where: per channel the kinds and how many. */
export function ProfileChannels({ channels, reader }: { channels: ProfileParts['channels']; reader: ReaderWords }) {
  return (
    <ul className="flex flex-col gap-6">
      {channels.map((channel) => (
        <li key={channel.id} className="flex gap-4">
          <ChannelIcon channel={channel.adapter} />
          <div className="min-w-0 flex-1">
            <p className="flex flex-wrap items-baseline justify-between gap-x-4">
              <span className="flex flex-wrap items-baseline gap-x-3 font-bold">
                {channel.title} <OnlyYou shown={channel.onlyMe} />
              </span>
              <Points amount={channel.points} name={reader.pointsName} locale={reader.locale} className="font-semibold" />
            </p>
            <p className="text-muted">{channel.kinds.map((kind) => `${kind.count.toLocaleString(reader.locale)} ${kind.noun}`).join(', ')}</p>
          </div>
        </li>
      ))}
    </ul>
  )
}

/** The contributions that were worth most. */
export function BestDeeds({ best, reader }: { best: ProfileParts['best']; reader: ReaderWords }) {
  return (
    <ol>
      {best.map((deed) => (
        <li key={deed.id} className="flex items-baseline justify-between gap-5 border-b py-3 last:border-0">
          <div className="min-w-0">
            <p className="font-semibold">
              {deed.url ? (
                <a href={deed.url} rel="noreferrer nofollow" className="hover:text-leaf hover:underline">
                  {deed.title || deed.did}
                </a>
              ) : (
                deed.title || deed.did
              )}
            </p>
            <p className="text-sm text-muted">
              {deed.did} <span aria-hidden>·</span> <Time iso={deed.at} {...reader} look="date" /> <OnlyYou shown={deed.onlyMe} />
            </p>
          </div>
          <span className="shrink-0 text-lg font-bold text-leaf tabular-nums">
            {formatPoints(deed.points, reader.locale, true)}
            <span className="sr-only"> {reader.pointsName}</span>
          </span>
        </li>
      ))}
    </ol>
  )
}
