import { Link } from '@remix-run/react'

import { Disclosure } from '#app/components/ui/disclosure.tsx'
import { Time } from '#app/components/ui/time.tsx'

import { actionInWords } from './audit-words.ts'
import { type Difference, Differences } from './differences.tsx'
import type { Reader } from './reader.ts'

export type ChangeView = {
  id: number
  at: string
  /** Null for the hub itself. */
  actor: { id: number; handle: string } | null
  action: string
  object: { label: string; to: string | null }
  changes: Difference[]
  reason: string | null
}

/** Every change, newest first: who did what to what, with before and after in its details. */
export function AuditList({ changes, reader }: { changes: readonly ChangeView[]; reader: Reader }) {
  return (
    <ol className="border-t">
      {changes.map((change) => (
        <li key={change.id} id={`change-${change.id}`} className="grid gap-x-6 border-b py-1.5 md:grid-cols-[180px_minmax(0,1fr)]">
          <p className="pt-2.5 text-sm text-muted">
            <Time iso={change.at} zone={reader.zone} locale={reader.locale} now={reader.now} look="full" />
          </p>
          <div className="min-w-0">
            <p className="py-2.5">
              <Sentence change={change} />
            </p>
            {change.reason && <p className="pb-3 text-sm">“{change.reason}”</p>}
            {change.changes.length > 0 && (
              <Disclosure summary="Before and after">
                <Differences changes={change.changes} caption={`What change ${change.id} changed`} />
              </Disclosure>
            )}
          </div>
        </li>
      ))}
    </ol>
  )
}

function Sentence({ change }: { change: ChangeView }) {
  const { actor, object } = change
  return (
    <span>
      {actor ? (
        <Link to={`/manage/members/${actor.id}`} className="font-semibold hover:text-leaf hover:underline">
          @{actor.handle}
        </Link>
      ) : (
        <span className="font-semibold">The hub</span>
      )}{' '}
      {actionInWords(change.action)}{' '}
      {object.to ? (
        <Link to={object.to} className="text-link">
          {object.label}
        </Link>
      ) : (
        object.label
      )}
    </span>
  )
}
