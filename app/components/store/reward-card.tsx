import { Link } from '@remix-run/react'
import { Heart } from 'lucide-react'
import { joinClasses } from '#app/components/ui/join-classes.ts'
import { formatPoints } from '#app/components/ui/points.tsx'
import type { CardView } from './views.ts'

/** The picture of a reward, or its first letter where it has none. */
export function RewardPicture({ src, title, className }: { src: string | null; title: string; className?: string }) {
  return src ? (
    <img src={src} alt="" loading="lazy" width={640} height={480} className={joinClasses('aspect-[4/3] w-full object-cover', className)} />
  ) : (
    <span
      aria-hidden
      className={joinClasses('grid aspect-[4/3] w-full place-items-center bg-grove text-2xl font-extrabold text-on-grove', className)}
    >
      {title.charAt(0)}
    </span>
  )
}

/** A reward on the shelf: a large picture, what it is, what it costs, and what is still to go. The whole card leads to it. */
export function RewardCard({ card, pointsName, locale }: { card: CardView; pointsName: string; locale: string }) {
  const out = card.soldOut || card.barrier !== null
  return (
    <article className="group relative flex flex-col overflow-hidden rounded-lg border bg-card transition-shadow hover:shadow-lift focus-within:shadow-lift">
      <div className="relative">
        <div className="overflow-hidden">
          <RewardPicture
            src={card.picture}
            title={card.title}
            className={joinClasses('transition-transform duration-200 motion-safe:group-hover:scale-[1.03]', out && 'opacity-60 saturate-50')}
          />
        </div>
        {card.soldOut ? (
          <Flag tone="ink">Sold out</Flag>
        ) : (
          card.left !== null && <Flag tone="gold">{card.left === 1 ? 'The last one' : `Only ${card.left} left`}</Flag>
        )}
        {card.wished && (
          <span className="absolute top-3 right-3 grid size-9 place-items-center rounded-full bg-card text-danger">
            <Heart aria-hidden className="size-5 fill-current" />
            <span className="sr-only">On your wish list</span>
          </span>
        )}
      </div>
      <div className="flex flex-1 flex-col p-3.5 sm:p-5">
        <p className="text-sm text-muted">{card.kind}</p>
        <h3 className="mt-0.5 font-bold tracking-tight sm:text-lg">
          <Link to={`/store/${card.slug}`} prefetch="intent" className="no-underline after:absolute after:inset-0 hover:text-leaf">
            {card.title}
          </Link>
        </h3>
        {card.summary && <p className="mt-1 text-muted max-sm:hidden">{card.summary}</p>}
        <div className="mt-auto pt-4">
          <p className="flex flex-wrap items-baseline gap-x-2 tabular-nums">
            <span className="text-lg font-bold">{formatPoints(card.price, locale)}</span>
            <span className="text-muted">{pointsName}</span>
            {card.before !== null && <s className="text-sm text-muted">{formatPoints(card.before, locale)}</s>}
          </p>
          <Reach card={card} locale={locale} />
        </div>
      </div>
    </article>
  )
}

function Reach({ card, locale }: { card: CardView; locale: string }) {
  if (card.barrier) return <p className="mt-1.5 text-sm text-muted">{card.barrier}</p>
  if (card.toGo === null)
    return <p className="mt-1.5 text-sm font-semibold text-leaf">{card.soldOut ? 'Ask to hear when it is back' : 'Within your reach'}</p>
  return (
    <div className="mt-2">
      <div aria-hidden className="h-1.5 overflow-hidden rounded-full bg-line">
        <div className="h-full rounded-full bg-leaf" style={{ width: `${Math.round(card.reach * 100)}%` }} />
      </div>
      <p className="mt-1.5 text-sm text-muted tabular-nums">{formatPoints(card.toGo, locale)} to go</p>
    </div>
  )
}

function Flag({ tone, children }: { tone: 'gold' | 'ink'; children: React.ReactNode }) {
  return (
    <span
      className={joinClasses(
        'absolute bottom-3 left-3 rounded-full px-3 py-1 text-sm font-semibold',
        tone === 'gold' ? 'bg-shine text-on-shine' : 'bg-ink text-paper',
      )}
    >
      {children}
    </span>
  )
}
