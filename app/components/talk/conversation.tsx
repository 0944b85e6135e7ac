import { Link } from '@remix-run/react'

import { Avatar } from '#app/components/ui/avatar.tsx'
import { joinClasses } from '#app/components/ui/join-classes.ts'
import { Pill } from '#app/components/ui/pill.tsx'
import { Time } from '#app/components/ui/time.tsx'
import type { ConversationRow, LineRow } from '#app/domain/conversations/conversations.ts'

type Voice = { zone: string; locale: string; now: string }
/** A conversation as JSON brings it. */
export type ConversationView = Omit<ConversationRow, 'openedAt' | 'lastAt' | 'waitingFrom'> & {
  openedAt: string
  lastAt: string
  waitingFrom: string | null
}
/** A line as JSON brings it. */
export type LineView = Omit<LineRow, 'at'> & { at: string }

const words = { waiting: 'Waits for an answer', answered: 'Answered', closed: 'Closed' } as const
const tones = { waiting: 'waiting', answered: 'good', closed: 'quiet' } as const

/** Conversations one under the other, each with the beginning of what was said last. */
export function ConversationList({ rows, base, who, reader }: { rows: readonly ConversationView[]; base: string; who: boolean; reader: Voice }) {
  return (
    <ul className="divide-y rounded-lg border bg-card">
      {rows.map((row) => (
        <li key={row.id} className="relative flex gap-4 px-5 py-4 hover:bg-leaf-soft/40">
          {who && <Avatar handle={row.handle} size="sm" />}
          <div className="min-w-0 flex-1">
            <p className="flex flex-wrap items-baseline justify-between gap-x-4">
              <Link to={`${base}/${row.id}`} className="font-semibold after:absolute after:inset-0">
                {row.subject}
              </Link>
              <span className="text-sm text-muted">
                <Time iso={row.waitingFrom ?? row.lastAt} {...reader} />
              </span>
            </p>
            <p className="truncate text-muted">{row.last}</p>
            <p className="mt-1.5 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-muted">
              <Pill tone={tones[row.state]}>{words[row.state]}</Pill>
              {who && <span>{row.name}</span>}
              {row.pageTitle && <span>About: {row.pageTitle}</span>}
            </p>
          </div>
        </li>
      ))}
    </ul>
  )
}

/** What was said, oldest first; one's own lines lie to the right. `side` is who reads: the member, or staff. */
export function ConversationLines({
  lines,
  side,
  program,
  reader,
}: {
  lines: readonly LineView[]
  side: 'member' | 'staff'
  program: string
  reader: Voice
}) {
  return (
    <ol className="flex flex-col gap-5">
      {lines.map((line) => {
        const own = line.staff === (side === 'staff')
        return (
          <li key={line.id} className={joinClasses('flex max-w-prose gap-3', own && 'flex-row-reverse self-end')}>
            <Avatar handle={line.handle} size="sm" />
            <div className={joinClasses('min-w-0 rounded-lg border px-4 py-3', own ? 'bg-leaf-soft' : 'bg-card')}>
              <p className="text-sm text-muted">
                <span className="font-semibold text-ink">{line.name}</span>
                {line.staff && ` · ${program}`} · <Time iso={line.at} {...reader} />
              </p>
              <p className="mt-1 break-words whitespace-pre-line">{line.body}</p>
            </div>
          </li>
        )
      })}
    </ol>
  )
}
