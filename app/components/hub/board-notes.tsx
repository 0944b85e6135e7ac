import { Form, Link } from '@remix-run/react'

import { Button, ButtonLink } from '#app/components/ui/button.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { Time } from '#app/components/ui/time.tsx'

import type { BoardView } from './board-choice.ts'

/** Why a board shows nobody, and the next step. */
export function EmptyBoard({ view, near, signedIn }: { view: BoardView; near: boolean; signedIn: boolean }) {
  const earn = <ButtonLink to="/earn">How to earn</ButtonLink>
  if (near && !signedIn) {
    return (
      <EmptyState title="Places are between neighbors here" action={<ButtonLink to="/sign-in?to=/board">Sign in</ButtonLink>}>
        Members see their own place and those next to it.
      </EmptyState>
    )
  }
  if (near || view === 'around') {
    return (
      <EmptyState title="You have no place here yet" action={earn}>
        Your first contribution in this time gives you one, with neighbors above and below.
      </EmptyState>
    )
  }
  if (view === 'following') {
    return (
      <EmptyState title="Nobody you follow stands here yet" action={<ButtonLink to="/board">Find people on the board</ButtonLink>}>
        Follow people from the board or from their profile. They are not told, and nobody else sees it.
      </EmptyState>
    )
  }
  if (view === 'improved') {
    return (
      <EmptyState title="Nobody is ahead of last month yet" action={earn}>
        This board fills as the month goes on.
      </EmptyState>
    )
  }
  return (
    <EmptyState title="Nobody stands here yet" action={earn}>
      The first contribution that counts opens this board.
    </EmptyState>
  )
}

const about: Partial<Record<BoardView, string>> = {
  newcomers: 'Newcomers are members who joined within the last',
  improved:
    'Most improved is this month’s points minus those of the whole month before. It lists whoever had points in both and has more now; newcomers have a board of their own.',
  following: 'Only you see this board, and nobody is told that you follow them. Whoever does not stand on boards is not on this one either.',
  segment: 'The order is that of the whole board, and the places are counted within this group.',
}

/** How the order of a board comes about. It is the documented order of ties. */
export function BoardOrder({ view, zone, newcomerDays }: { view: BoardView; zone: string; newcomerDays: number }) {
  const words = about[view]
  return (
    <div className="mt-8 max-w-prose text-sm text-muted">
      {words && <p className="mb-2">{view === 'newcomers' ? `${words} ${newcomerDays} days.` : words}</p>}
      <p>
        More points stand higher. Among equals, whoever reached the points with the earlier contribution stands higher; after that, whoever joined
        first. A contribution counts for the day on which it was made ({zone}; weeks begin on Monday), and spending points changes no place.
      </p>
    </div>
  )
}

/** Switches the member's own view between whole boards and the places around theirs. */
export function NearForm({ on, back }: { on: boolean; back: string }) {
  return (
    <Form method="post" action="/board" preventScrollReset>
      <input type="hidden" name="do" value={on ? 'whole' : 'near'} />
      <input type="hidden" name="back" value={back} />
      <Button variant="outline" size="sm" className="min-h-11!">
        {on ? 'Show whole boards' : 'Show only places near mine'}
      </Button>
    </Form>
  )
}

type SeasonLine = { slug: string; title: string; at: string }
type Zoned = { locale: string; zone: string; now: string }

/** Seasons gone by and the one to come. */
export function SeasonLinks({ frozen, next, reader }: { frozen: readonly SeasonLine[]; next: SeasonLine | null; reader: Zoned }) {
  if (frozen.length === 0 && !next) return null
  return (
    <section aria-labelledby="seasons" className="mt-10 border-t pt-6">
      <h2 id="seasons" className="text-lg font-bold tracking-tight">
        Seasons
      </h2>
      <ul className="mt-2 flex flex-col">
        {next && (
          <li className="flex min-h-11 flex-wrap items-center gap-x-3">
            <span className="font-semibold">{next.title}</span>
            <span className="text-sm text-muted">
              starts <Time iso={next.at} zone={reader.zone} locale={reader.locale} now={reader.now} look="full" />
            </span>
          </li>
        )}
        {frozen.map((season) => (
          <li key={season.slug} className="flex flex-wrap items-center gap-x-3">
            <Link to={`/board/seasons/${season.slug}`} className="flex min-h-11 items-center font-semibold">
              {season.title}
            </Link>
            <span className="text-sm text-muted">
              ended <Time iso={season.at} zone={reader.zone} locale={reader.locale} now={reader.now} look="date" />
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
