import { Disclosure } from '#app/components/ui/disclosure.tsx'
import { Pill } from '#app/components/ui/pill.tsx'
import { Time } from '#app/components/ui/time.tsx'

import { type Difference, Differences } from './differences.tsx'
import type { Reader } from './reader.ts'

export type VersionView = {
  version: number
  sentence: string
  by: string | null
  savedAt: string
  awards: number
  changes: Difference[]
  spans: { from: string; until: string | null }[]
}

/** Every version of a rule, newest first: who saved it when, what changed, when it was live, and how many awards stand by it. */
export function RuleHistory({ versions, reader }: { versions: readonly VersionView[]; reader: Reader }) {
  return (
    <ol className="flex flex-col">
      {versions.map((one) => (
        <li key={one.version} className="border-b last:border-0">
          <Disclosure
            summary={
              <span className="flex flex-wrap items-center gap-x-3 gap-y-1 py-1">
                <span className="font-bold tabular-nums">Version {one.version}</span>
                {one.spans.some((span) => span.until === null) && <Pill tone="good">Live</Pill>}
                <span className="text-sm text-muted">
                  {one.by ? `@${one.by}` : 'the hub'},{' '}
                  <Time iso={one.savedAt} zone={reader.zone} locale={reader.locale} now={reader.now} look="full" />
                </span>
                <span className="ml-auto text-sm text-muted tabular-nums">
                  {one.awards.toLocaleString(reader.locale)} {one.awards === 1 ? 'award stands' : 'awards stand'} by it
                </span>
              </span>
            }
          >
            <p>{one.sentence}</p>
            {one.changes.length > 0 && (
              <div className="mt-3">
                <Differences changes={one.changes} caption={`What version ${one.version} changed`} />
              </div>
            )}
            <ul className="mt-3 text-sm text-muted">
              {one.spans.map((span) => (
                <li key={span.from}>
                  Live from <Time iso={span.from} zone={reader.zone} locale={reader.locale} now={reader.now} look="full" />
                  {span.until ? (
                    <>
                      {' '}
                      until <Time iso={span.until} zone={reader.zone} locale={reader.locale} now={reader.now} look="full" />
                    </>
                  ) : (
                    ' on'
                  )}
                </li>
              ))}
              {one.spans.length === 0 && <li>Never live.</li>}
            </ul>
          </Disclosure>
        </li>
      ))}
    </ol>
  )
}
