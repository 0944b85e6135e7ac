import { joinClasses } from '#app/components/ui/join-classes.ts'

const sizes = { sm: 'size-8', md: 'size-14', lg: 'size-24' }

/** The picture of a level: seed, sprout, twig, branch, wreath, crown. Ranks beyond six keep the crown. Decoration unless `label` gives it words. */
export function LevelEmblem({
  rank,
  size = 'md',
  label,
  className,
}: {
  rank: number
  size?: keyof typeof sizes
  label?: string
  className?: string
}) {
  const drawn = Math.min(Math.max(Math.round(rank), 1), 6)
  return (
    <svg
      viewBox="0 0 64 64"
      role={label ? 'img' : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : true}
      className={joinClasses('inline-block shrink-0', sizes[size], className)}
    >
      <use href={`/art/levels.svg#level-${drawn}`} />
    </svg>
  )
}
