import { BadgeMedal } from './badge-medal.tsx'
import { Pill } from '#app/components/ui/pill.tsx'
import { Time } from '#app/components/ui/time.tsx'

export type ShelfBadge = {
  slug: string
  title: string
  story: string
  adapter: string
  form: 'tiered' | 'once' | 'repeatable' | 'manual'
  secret: boolean
  /** The highest tier held, or how many times; 0 when not held. */
  tier: number
  current: number
  target: number | null
  at: string | null
}

type Words = { zone: string; locale: string; now: string }

/** Badges with their story: how far it is to the next one, or when it was reached. */
export function BadgeShelf({ badges, reader }: { badges: readonly ShelfBadge[]; reader: Words }) {
  return (
    <ul className="grid gap-x-10 gap-y-8 sm:grid-cols-2 lg:grid-cols-3">
      {badges.map((badge) => (
        <li key={badge.slug} id={badge.slug} className="flex gap-4">
          <BadgeMedal tier={badge.form === 'tiered' ? Math.max(1, badge.tier) : 1} channel={badge.adapter} earned={badge.tier > 0} size="md" />
          <div className="min-w-0 flex-1">
            <h3 className="flex flex-wrap items-center gap-x-2 gap-y-1 font-bold">
              {badge.title}
              {badge.secret && <Pill tone="gold">Secret</Pill>}
              {badge.form === 'repeatable' && badge.tier > 1 && <Pill tone="good">{badge.tier}×</Pill>}
            </h3>
            {badge.story && <p className="text-sm text-muted">{badge.story}</p>}
            {badge.target !== null ? (
              <Way current={badge.current} target={badge.target} title={badge.title} locale={reader.locale} />
            ) : (
              badge.tier === 0 && <p className="mt-1 text-sm text-muted">Given by the people who run the program.</p>
            )}
            {badge.at && (
              <p className="mt-1 text-sm text-muted">
                {badge.form === 'tiered' && `${badge.tier.toLocaleString(reader.locale)} reached `}
                <Time iso={badge.at} {...reader} look="date" />
              </p>
            )}
          </div>
        </li>
      ))}
    </ul>
  )
}

function Way({ current, target, title, locale }: { current: number; target: number; title: string; locale: string }) {
  const words = `${current.toLocaleString(locale)}/${target.toLocaleString(locale)}`
  return (
    <div className="mt-2 flex items-center gap-3">
      <div
        role="progressbar"
        aria-label={title}
        aria-valuenow={current}
        aria-valuemin={0}
        aria-valuemax={target}
        aria-valuetext={words}
        className="h-2 flex-1 rounded-full bg-line"
      >
        <div className="h-2 rounded-full bg-leaf" style={{ width: `${Math.min(100, (current / target) * 100)}%` }} />
      </div>
      <span className="text-sm font-semibold tabular-nums">{words}</span>
    </div>
  )
}
