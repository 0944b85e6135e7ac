import { Link } from '@remix-run/react'
import { formatPoints } from '#app/components/ui/points.tsx'
import type { CardView } from './views.ts'

type Props = { spendable: number; goal: CardView | null; pointsName: string; locale: string }

/** The door of the shop: what the reader can spend, and the one thing that is nearest. */
export function ShelfHead({ spendable, goal, pointsName, locale }: Props) {
  return (
    <header className="mb-8 overflow-hidden rounded-lg bg-grove text-on-grove">
      <div className={goal ? 'grid lg:grid-cols-[1.2fr_1fr]' : undefined}>
        <div className="flex flex-col justify-between gap-8 px-6 py-8 sm:px-10 sm:py-10">
          <div className="max-w-prose">
            <h1 className="text-2xl font-extrabold tracking-tight">Store</h1>
            <p className="mt-3 text-lg text-grove-muted">
              Spend what you earned. Your level, your badges and your places stay, and you read the whole truth before you click.
            </p>
          </div>
          <div className="flex flex-wrap items-end justify-between gap-x-8 gap-y-5">
            <p>
              <span className="block text-sm text-grove-muted">You can spend</span>
              <span className="text-2xl font-extrabold text-shine tabular-nums">{formatPoints(spendable, locale)}</span>{' '}
              <span className="text-grove-muted">{pointsName}</span>
            </p>
            <p className="flex flex-wrap gap-3">
              <Way to="/orders">Your orders</Way>
              <Way to="/wishes">Wish list</Way>
            </p>
          </div>
        </div>
        {goal && <Goal goal={goal} pointsName={pointsName} locale={locale} />}
      </div>
    </header>
  )
}

function Way({ to, children }: { to: string; children: string }) {
  return (
    <Link
      to={to}
      className="grid min-h-11 place-items-center rounded-full border border-on-grove/40 px-4 font-semibold no-underline hover:bg-on-grove/10"
    >
      {children}
    </Link>
  )
}

function Goal({ goal, pointsName, locale }: { goal: CardView; pointsName: string; locale: string }) {
  return (
    <div className="group relative grid grid-cols-[9rem_1fr] items-stretch border-t border-on-grove/15 sm:grid-cols-[14rem_1fr] lg:border-t-0 lg:border-l">
      {goal.picture ? (
        <img src={goal.picture} alt="" className="h-full min-h-40 w-full object-cover" />
      ) : (
        <span aria-hidden className="grid place-items-center text-2xl font-extrabold">
          {goal.title.charAt(0)}
        </span>
      )}
      <div className="flex min-w-0 flex-col justify-center gap-3 p-5 sm:p-8">
        <p className="text-sm text-grove-muted">{goal.wished ? 'On your wish list' : 'Nearly yours'}</p>
        <h2 className="text-lg font-bold tracking-tight">
          <Link to={`/store/${goal.slug}`} prefetch="intent" className="no-underline after:absolute after:inset-0 group-hover:underline">
            {goal.title}
          </Link>
        </h2>
        <div>
          <div aria-hidden className="h-2 overflow-hidden rounded-full bg-on-grove/20">
            <div className="h-full rounded-full bg-shine" style={{ width: `${Math.round(goal.reach * 100)}%` }} />
          </div>
          <p className="mt-2 text-sm tabular-nums">
            {formatPoints(goal.toGo ?? 0, locale)} {pointsName} to go
          </p>
        </div>
      </div>
    </div>
  )
}
