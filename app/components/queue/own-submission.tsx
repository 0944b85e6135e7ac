import { Link } from '@remix-run/react'
import type { ReactNode } from 'react'

import { ButtonLink } from '#app/components/ui/button.tsx'
import { Disclosure } from '#app/components/ui/disclosure.tsx'
import { Pill, type PillTone } from '#app/components/ui/pill.tsx'
import { Time } from '#app/components/ui/time.tsx'

/** A submission as its author sees it. `said`: the reviewer's words. */
export type OwnSubmissionView = {
  id: number
  state: string
  text: string
  challenge: string
  slug: string
  stage: string
  at: string
  said: string
  dispute: { dueAt: string; outcome: 'kept' | 'changed' | null; answer: string | null } | null
  mayAsk: boolean
}

const states: Record<string, { tone: PillTone; words: string }> = {
  waiting: { tone: 'waiting', words: 'A person looks at it' },
  approved: { tone: 'good', words: 'Approved' },
  returned: { tone: 'waiting', words: 'One more round' },
  rejected: { tone: 'bad', words: 'Not accepted' },
}

/** One's own submission, what was said of it, and the way on. `children` is the form for a second judgment, where there can be one. */
export function OwnSubmission({
  row,
  reader,
  children,
}: {
  row: OwnSubmissionView
  reader: { zone: string; locale: string; now: string }
  children?: ReactNode
}) {
  const state = states[row.state]
  return (
    <article id={`submission-${row.id}`} className="card p-5 sm:p-6">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="min-w-0">
          <h2 className="text-lg font-bold">
            <Link to={`/challenges/${row.slug}`}>{row.challenge}</Link>
          </h2>
          <p className="text-sm text-muted">
            {row.stage}, <Time iso={row.at} {...reader} />
          </p>
        </div>
        {state && <Pill tone={state.tone}>{state.words}</Pill>}
      </div>
      {row.said && <blockquote className="mt-4 border-l-3 border-gold pl-4 whitespace-pre-line">{row.said}</blockquote>}
      {row.dispute && !row.dispute.outcome && (
        <p className="mt-3 text-muted">
          You asked for a second judgment. The answer is promised by <Time iso={row.dispute.dueAt} {...reader} look="date" />.
        </p>
      )}
      {row.dispute?.outcome && (
        <p className="mt-3 text-muted">
          <strong className="text-ink">
            {row.dispute.outcome === 'changed' ? 'A second person found that you were right.' : 'A second person looked, and it stays.'}
          </strong>{' '}
          {row.dispute.answer}
        </p>
      )}
      {row.state === 'returned' && (
        <div className="mt-4">
          <ButtonLink size="sm" to={`/challenges/${row.slug}`}>
            Change it and hand it in again
          </ButtonLink>
        </div>
      )}
      <div className="mt-3">
        {row.text && (
          <Disclosure summary="What you handed in">
            <p className="break-words whitespace-pre-line text-muted">{row.text}</p>
          </Disclosure>
        )}
        {children && <Disclosure summary="Ask for a second judgment">{children}</Disclosure>}
      </div>
    </article>
  )
}
