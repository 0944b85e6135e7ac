import { Link } from '@remix-run/react'
import { Gavel, Swords, Vote } from 'lucide-react'

import { Pill } from '#app/components/ui/pill.tsx'

import { type ContestView, phaseWords } from './contest-view.ts'
import { When } from './when.tsx'

const icons = { vote: Vote, jury: Gavel, bracket: Swords }

/** A contest in the list: what it is about, what can be won, and what happens next. */
export function ContestCard({ contest, locale, pointsName }: { contest: ContestView; locale: string; pointsName: string }) {
  const Icon = icons[contest.way]
  const words = phaseWords[contest.phase]
  const first = contest.prizes[0]?.points ?? 0
  const next = nextStep(contest)
  return (
    <li className="card flex flex-col gap-3 p-6">
      <div className="flex items-center justify-between gap-3">
        <Pill tone={words.tone}>{words.label}</Pill>
        <Icon aria-hidden className="size-5 text-muted" />
      </div>
      <h2 className="text-lg font-bold tracking-tight">
        <Link to={`/contests/${contest.slug}`} className="hover:text-leaf hover:underline">
          {contest.title}
        </Link>
      </h2>
      {contest.summary && <p className="text-muted">{contest.summary}</p>}
      <p className="mt-auto flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 pt-2 text-sm">
        <span className="text-muted">
          {next ? (
            <>
              {next.words} <When iso={next.at} zone={contest.timeZone} locale={locale} />
            </>
          ) : (
            `${contest.entries} ${contest.entries === 1 ? 'entry' : 'entries'}`
          )}
        </span>
        {first > 0 && (
          <span className="font-semibold text-gold tabular-nums">
            {first.toLocaleString(locale)} {pointsName} for the first
          </span>
        )}
      </p>
    </li>
  )
}

function nextStep(contest: ContestView): { words: string; at: string } | null {
  if (contest.phase === 'ahead') return { words: 'Entries open', at: contest.entriesFrom }
  if (contest.phase === 'entries') return { words: 'Hand in until', at: contest.entriesUntil }
  if (contest.phase === 'between') return { words: 'Voting opens', at: contest.votesFrom }
  if (contest.phase === 'voting') return { words: contest.way === 'jury' ? 'The jury sits until' : 'Vote until', at: contest.votesUntil }
  return null
}
