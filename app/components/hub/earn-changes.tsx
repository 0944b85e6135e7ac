import { Link } from '@remix-run/react'

import { Pill } from '#app/components/ui/pill.tsx'
import { Time } from '#app/components/ui/time.tsx'

export type RuleChangeView = {
  /** Its place: rule and version. */
  name: string
  title: string
  sentence: string
  isNew: boolean
  /** Null: from the beginning. */
  startsAt: string | null
  endedAt: string | null
  coming: boolean
}

/** Changes of rules, one a row, each with its own page. */
export function RuleChanges({ changes, reader }: { changes: readonly RuleChangeView[]; reader: { zone: string; locale: string; now: string } }) {
  return (
    <ul>
      {changes.map((change) => (
        <li key={`${change.name}/${change.startsAt}`} className="border-b py-4 last:border-0">
          <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <Link to={`/earn/changes/${change.name}`} className="font-bold hover:text-leaf hover:underline">
              {change.title}
            </Link>
            <Pill tone={change.coming ? 'waiting' : 'quiet'}>
              {change.coming ? 'Announced' : change.endedAt ? 'Ended' : change.isNew ? 'New' : 'Changed'}
            </Pill>
            <span className="text-sm text-muted">
              {change.startsAt ? (
                <>
                  from <Time iso={change.startsAt} {...reader} look="full" />
                </>
              ) : (
                'from the beginning'
              )}
              {change.endedAt && (
                <>
                  {' '}
                  until <Time iso={change.endedAt} {...reader} look="full" />
                </>
              )}
            </span>
          </p>
          <p className="mt-1 max-w-prose text-muted">{change.sentence}</p>
        </li>
      ))}
    </ul>
  )
}
