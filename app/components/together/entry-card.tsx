import { Form } from '@remix-run/react'
import { ExternalLink, Heart } from 'lucide-react'
import type { ReactNode } from 'react'

import { Button } from '#app/components/ui/button.tsx'
import { joinClasses } from '#app/components/ui/join-classes.ts'
import { Pill } from '#app/components/ui/pill.tsx'

import type { EntryView } from './contest-view.ts'
import { PersonLine } from './person-line.tsx'

/** Where a link leads, without the parts nobody reads. */
function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname.replace(/^www\./, '') : url
}

/** What somebody handed in. */
export function EntryCard({ entry, children }: { entry: EntryView; children?: ReactNode }) {
  return (
    <li className={joinClasses('card flex min-w-0 flex-col gap-3 p-5', entry.voted && 'border-leaf bg-leaf-soft')}>
      <div className="flex items-start justify-between gap-3">
        <h3 className="min-w-0 text-lg font-bold tracking-tight break-words">{entry.title}</h3>
        {entry.mine && <Pill tone="good">Yours</Pill>}
      </div>
      <PersonLine face={entry.face} />
      {entry.text && <p className="line-clamp-6 whitespace-pre-line">{entry.text}</p>}
      {entry.url && (
        <a href={entry.url} rel="nofollow ugc noopener" target="_blank" className="text-link inline-flex min-h-9 items-center gap-1.5">
          <ExternalLink aria-hidden className="size-4 shrink-0" />
          <span>
            {entry.kind === 'picture' ? 'See the picture' : 'Open it'} at {hostOf(entry.url)}
            <span className="sr-only"> (in a new tab)</span>
          </span>
        </a>
      )}
      {entry.removed && <p className="text-sm text-danger">Taken out: {entry.removed}</p>}
      {children && <div className="mt-auto pt-2">{children}</div>}
    </li>
  )
}

/** The button that gives an entry a vote, or takes it back. */
export function VoteButton({ entry, matchId, left }: { entry: EntryView; matchId: number; left: number }) {
  if (entry.mine) return <p className="text-sm text-muted">Votes are for the others’ entries.</p>
  return (
    <Form method="post" preventScrollReset>
      <input type="hidden" name="do" value={entry.voted ? 'unvote' : 'vote'} />
      <input type="hidden" name="entry" value={entry.id} />
      <input type="hidden" name="match" value={matchId} />
      <Button variant={entry.voted ? 'outline' : 'primary'} size="sm" disabled={!entry.voted && left === 0} className="min-h-11!">
        <Heart aria-hidden className={joinClasses('size-4', entry.voted && 'fill-current')} />
        {entry.voted ? 'Take my vote back' : 'Vote for it'}
        <span className="sr-only">: {entry.title}</span>
      </Button>
    </Form>
  )
}
