import { Form } from '@remix-run/react'

import { Button } from '#app/components/ui/button.tsx'
import { joinClasses } from '#app/components/ui/join-classes.ts'
import type { Match } from '#app/domain/contests/tally.ts'

import { When } from './when.tsx'

export type MatchView = Match & { opensAt: string; closesAt: string; open: boolean; votedFor: number | null }
type Names = Record<number, { title: string; mine: boolean }>

/** The rounds of a knock-out contest side by side; an open meeting takes a vote. */
export function Bracket({
  matches,
  names,
  zone,
  locale,
  voter,
}: {
  matches: readonly MatchView[]
  names: Names
  zone: string
  locale: string
  voter: boolean
}) {
  const rounds = [...new Set(matches.map((match) => match.round))]
  return (
    <div className="grid gap-6 overflow-x-auto pb-2 sm:auto-cols-[minmax(240px,1fr)] sm:grid-flow-col">
      {rounds.map((round) => {
        const own = matches.filter((match) => match.round === round)
        return (
          <section key={round} aria-label={`Round ${round}`} className="min-w-0">
            <h3 className="font-bold">Round {round}</h3>
            {own[0] && (
              <p className="text-sm text-muted">
                until <When iso={own[0].closesAt} zone={zone} locale={locale} />
              </p>
            )}
            <ol className="mt-3 flex flex-col gap-4">
              {own.map((match) => (
                <li key={match.id} className="card flex flex-col gap-1 p-3">
                  <Side match={match} id={match.firstId} votes={match.firstVotes} names={names} voter={voter} />
                  {match.secondId === null ? (
                    <p className="px-2 py-1 text-sm text-muted">goes on without an opponent</p>
                  ) : (
                    <Side match={match} id={match.secondId} votes={match.secondVotes} names={names} voter={voter} />
                  )}
                </li>
              ))}
            </ol>
          </section>
        )
      })}
    </div>
  )
}

function Side({ match, id, votes, names, voter }: { match: MatchView; id: number; votes: number | null; names: Names; voter: boolean }) {
  const entry = names[id]
  const won = match.winnerId === id
  return (
    <div className={joinClasses('flex min-h-11 items-center justify-between gap-3 rounded-md px-2', won && 'bg-leaf-soft font-semibold text-leaf')}>
      <span className={joinClasses('min-w-0 truncate', match.winnerId !== null && !won && 'text-muted line-through')}>
        {entry?.title ?? 'Taken out'}
      </span>
      {match.winnerId !== null && match.secondId !== null && <span className="tabular-nums">{votes ?? 0}</span>}
      {match.open && voter && entry && !entry.mine && (match.votedFor === null || match.votedFor === id) && (
        <Form method="post" preventScrollReset>
          <input type="hidden" name="do" value={match.votedFor === id ? 'unvote' : 'vote'} />
          <input type="hidden" name="entry" value={id} />
          <input type="hidden" name="match" value={match.id} />
          <Button size="sm" variant={match.votedFor === id ? 'outline' : 'primary'}>
            {match.votedFor === id ? 'Take back' : 'Vote'}
            <span className="sr-only"> {entry.title}</span>
          </Button>
        </Form>
      )}
    </div>
  )
}
