import { channelGlyph } from '#app/components/activities/channel-icon.tsx'
import { joinClasses } from '#app/components/ui/join-classes.ts'

/** The tiers of a ladder badge: how many of the thing it took. */
export const medalTiers = [1, 5, 10, 25, 50] as const

const sizes = { sm: 'size-12', md: 'size-20', lg: 'size-32' }

/** The tier drawn for a count: the highest one reached, or the first when none is. */
function tierFor(count: number): number {
  return medalTiers.filter((tier) => tier <= count).at(-1) ?? 1
}

type Props = {
  /** How many it took: 1, 5, 10, 25 or 50; other counts take the tier below. */
  tier: number
  /** The channel whose glyph stands in the middle. */
  channel?: string
  earned?: boolean
  size?: keyof typeof sizes
  /** The badge in words; without them the medal is decoration beside its title. */
  label?: string
}

/** A badge as a medal: frame and color tell the tier, the glyph the channel; an unearned one is an outline to fill. */
export function BadgeMedal({ tier, channel = 'generic', earned = true, size = 'md', label }: Props) {
  return (
    <svg
      viewBox="0 0 80 80"
      role={label ? 'img' : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : true}
      className={joinClasses('inline-block shrink-0 overflow-visible', sizes[size])}
    >
      <use href={`/art/medals.svg#${earned ? `tier-${tierFor(tier)}` : 'unearned'}`} />
      <g
        className={
          earned ? (tierFor(tier) === 1 ? 'text-leaf' : tierFor(tier) >= 25 && tierFor(tier) < 50 ? 'text-on-shine' : 'text-on-grove') : 'text-muted'
        }
      >
        <use href={`/art/channels.svg#${channelGlyph(channel)}`} x="27" y="22" width="26" height="26" />
        <text x="40" y="62" textAnchor="middle" fill="currentColor" className="text-[11px] font-extrabold tabular-nums">
          {tierFor(tier)}
        </text>
      </g>
    </svg>
  )
}
