import { Link } from '@remix-run/react'
import { Notice } from '#app/components/ui/notice.tsx'
import { Time } from '#app/components/ui/time.tsx'

/** When a raffle is drawn, who wins what, and why the draw can be believed. */
export type DrawView = { drawsAt: string; winners: number; losers: 'spent' | 'back'; slug: string | null }
type Reader = { locale: string; zone: string; now: string }

/** The terms of a raffle, before a ticket is bought. */
export function DrawNote({ draw, reader }: { draw: DrawView; reader: Reader }) {
  return (
    <Notice title={draw.winners === 1 ? 'One ticket wins' : `${draw.winners} tickets win`}>
      <p>
        The draw is on <Time iso={draw.drawsAt} look="full" {...reader} />. Each ticket has the same chance.{' '}
        {draw.losers === 'back'
          ? 'If yours does not come out, its points come back by themselves.'
          : 'The points of tickets that do not come out stay spent.'}
      </p>
      {draw.slug && (
        <p className="mt-2">
          <Link to={`/raffles/${draw.slug}`} className="text-link">
            Why this draw is fair
          </Link>
        </p>
      )}
    </Notice>
  )
}
