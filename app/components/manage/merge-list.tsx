import { ButtonLink } from '#app/components/ui/button.tsx'
import { Link } from '@remix-run/react'

import { Avatar } from '#app/components/ui/avatar.tsx'
import { Pill } from '#app/components/ui/pill.tsx'
import { formatPoints } from '#app/components/ui/points.tsx'
import { Time } from '#app/components/ui/time.tsx'
import type { MergeRow, Party, Suggestion } from '#app/domain/members/merges.ts'

import type { Reader } from './reader.ts'

/** Pairs that may be one person, each with what speaks for it. */
export function MergeSuggestions({ rows, reader }: { rows: readonly Suggestion[]; reader: Reader }) {
  if (rows.length === 0) return <p className="text-muted">No two accounts look like one person.</p>
  return (
    <ul>
      {rows.map(({ one, other, because }) => (
        <li key={`${one.id} ${other.id}`} className="flex flex-wrap items-center gap-x-8 gap-y-3 border-b py-4 last:border-0">
          <PartyCell party={one} reader={reader} />
          <PartyCell party={other} reader={reader} />
          <p className="min-w-48 flex-1 text-sm text-muted">{because.join('. ')}.</p>
          <ButtonLink variant="outline" size="sm" to={`/manage/merges/${one.id}/${other.id}`}>
            Compare
          </ButtonLink>
        </li>
      ))}
    </ul>
  )
}

function PartyCell({ party, reader }: { party: Party; reader: Reader }) {
  return (
    <span className="flex w-56 min-w-0 items-center gap-3">
      <Avatar handle={party.handle} size="sm" />
      <span className="min-w-0">
        <Link to={`/manage/members/${party.id}`} className="block truncate font-semibold hover:text-leaf hover:underline">
          {party.name}
        </Link>
        <span className="block truncate text-sm text-muted">
          @{party.handle} · {formatPoints(party.lifetime, reader.locale)} {reader.pointsName}
        </span>
      </span>
    </span>
  )
}

type MergeView = Omit<MergeRow, 'at' | 'splitAt'> & { at: string; splitAt: string | null }

/** What was merged, by whom and why; each leads to the page where it can be split. */
export function MergeList({ rows, reader }: { rows: readonly MergeView[]; reader: Reader }) {
  if (rows.length === 0) return <p className="text-muted">Nobody was merged so far.</p>
  const time = (iso: string) => <Time iso={iso} zone={reader.zone} locale={reader.locale} now={reader.now} />
  return (
    <ul>
      {rows.map((row) => (
        <li key={row.id} className="flex flex-wrap items-center gap-x-6 gap-y-2 border-b py-3 last:border-0">
          <div className="min-w-56 flex-1">
            <p>
              <strong>@{row.handle}</strong> belongs to{' '}
              <Link to={`/manage/members/${row.intoId}`} className="text-link">
                @{row.intoHandle}
              </Link>
            </p>
            <p className="text-sm text-muted">
              By {row.byHandle ? `@${row.byHandle}` : 'the hub'}, {time(row.at)}: {row.reason}
            </p>
          </div>
          {row.splitAt ? (
            <Pill>Split {time(row.splitAt)}</Pill>
          ) : (
            <ButtonLink variant="outline" size="sm" to={`/manage/merges/${row.memberId}/${row.intoId}`}>
              Look, or split
            </ButtonLink>
          )}
        </li>
      ))}
    </ul>
  )
}
