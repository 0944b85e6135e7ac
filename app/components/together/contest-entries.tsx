import { Form, Link } from '@remix-run/react'

import { Button } from '#app/components/ui/button.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { Notice } from '#app/components/ui/notice.tsx'

import { Bracket, type MatchView } from './bracket.tsx'
import { ContestResults } from './contest-results.tsx'
import type { ContestView, EntryView } from './contest-view.ts'
import { EntryCard, VoteButton } from './entry-card.tsx'
import { ScoreForm } from './score-form.tsx'

type Props = {
  contest: ContestView
  entries: readonly EntryView[]
  matches: readonly MatchView[]
  criteria: readonly string[]
  juror: boolean
  scores: readonly { entryId: number; scores: number[]; note: string }[]
  left: number
  member: boolean
  locale: string
  pointsName: string
}

/** The entries of a contest, with what can be done about them now. */
export function ContestEntries(props: Props) {
  const { contest, entries, matches, left, member, locale, pointsName } = props
  const standing = entries.filter((entry) => entry.removed === null)
  if (standing.length === 0 && entries.length === 0)
    return (
      <EmptyState title={contest.phase === 'entries' ? 'Be the first' : 'No entries'} leaves={1}>
        {contest.phase === 'entries' ? 'Nobody has handed anything in yet.' : 'Nobody handed anything in.'}
      </EmptyState>
    )
  const names = Object.fromEntries(standing.map((entry) => [entry.id, { title: entry.title, mine: entry.mine }]))
  return (
    <div className="flex flex-col gap-6">
      {contest.phase === 'voting' && <VotingNote {...props} />}
      {matches.length > 0 && <Bracket matches={matches} names={names} zone={contest.timeZone} locale={locale} voter={member} />}
      {contest.phase === 'decided' ? (
        <ContestResults entries={standing} way={contest.way} prizes={contest.prizes} locale={locale} pointsName={pointsName} />
      ) : (
        <ul className="grid gap-4 md:grid-cols-2 lg:grid-cols-3">
          {entries.map((entry) => (
            <EntryCard key={entry.id} entry={entry}>
              <EntryActions {...props} entry={entry} left={left} />
            </EntryCard>
          ))}
        </ul>
      )}
    </div>
  )
}

function VotingNote({ contest, left, member, juror }: Props) {
  if (contest.way === 'jury')
    return (
      <p className="text-muted">
        {juror ? 'You are in the jury: score every entry, from 1 to 10 in each line.' : 'The jury is looking at the entries.'}
      </p>
    )
  if (!member)
    return (
      <Notice>
        <Link to={`/sign-in?to=${encodeURIComponent(`/contests/${contest.slug}`)}`} className="text-link">
          Sign in
        </Link>{' '}
        to vote.
      </Notice>
    )
  if (contest.way === 'bracket') return <p className="text-muted">You have one vote in each meeting. The entries stand below in full.</p>
  return (
    <p className="font-semibold" role="status">
      {left === 0
        ? 'You have given all your votes. You can still move them.'
        : left === 1
          ? 'You have one vote to give.'
          : `You have ${left} votes to give.`}
    </p>
  )
}

function EntryActions({ contest, entry, left, member, juror, criteria, scores }: Props & { entry: EntryView }) {
  if (contest.phase === 'entries' && entry.mine && entry.removed === null)
    return (
      <div className="flex flex-wrap items-center gap-4">
        <Link to={`?entry=${entry.id}#entry-form`} className="text-link inline-flex min-h-11 items-center">
          Change it<span className="sr-only">: {entry.title}</span>
        </Link>
        <Form method="post" preventScrollReset>
          <input type="hidden" name="do" value="withdraw" />
          <input type="hidden" name="entry" value={entry.id} />
          <Button variant="danger" size="sm">
            Withdraw<span className="sr-only"> {entry.title}</span>
          </Button>
        </Form>
      </div>
    )
  if (contest.phase !== 'voting' || !member) return null
  if (contest.way === 'vote') return <VoteButton entry={entry} matchId={0} left={left} />
  if (contest.way === 'bracket' || !juror) return null
  if (entry.mine) return <p className="text-sm text-muted">Your own entry is scored by the others.</p>
  const mine = scores.find((one) => one.entryId === entry.id)
  return <ScoreForm entryId={entry.id} title={entry.title} criteria={criteria} scores={mine?.scores ?? []} note={mine?.note ?? ''} />
}
