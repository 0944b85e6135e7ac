import { joinClasses } from '#app/components/ui/join-classes.ts'
import { formatPoints } from '#app/components/ui/points.tsx'
import type { Most } from '#app/domain/rules/most-a-day.ts'

import type { Reader } from './reader.ts'
import { RuleTrial, type TrialView } from './rule-trial.tsx'

/** What a draft says and would have done, ready to show. */
export type Beside = { sentence: string; most: Most; mostOfAll: Most; trial: TrialView }

/** Beside the rule form: the sentence members will read, the most it can cost, and what it would have paid for what already came in. */
export function RuleBeside({ beside, stale, form, reader }: { beside: Beside | null; stale: boolean; form: string; reader: Reader }) {
  if (!beside) {
    return (
      <aside aria-label="What this rule would do" className="rounded-lg border border-dashed p-5 text-muted">
        Fill in the sentence, and what members will read and what it would have paid appears here.
      </aside>
    )
  }
  return (
    <aside aria-label="What this rule would do" aria-busy={stale} className={joinClasses('flex min-w-0 flex-col gap-6', stale && 'opacity-60')}>
      <div className="rounded-lg bg-grove p-5 text-on-grove">
        <p className="text-sm text-grove-muted">Members will read</p>
        <p className="mt-2 text-lg leading-snug font-semibold">{beside.sentence}</p>
      </div>
      <div>
        <h2 className="font-bold">The most one person can get in a day</h2>
        <MostWords most={beside.most} reader={reader} />
        <p className="mt-1 text-sm text-muted">
          {beside.mostOfAll ? (
            <>
              With all rules that are on: <span className="tabular-nums">{formatPoints(beside.mostOfAll.points, reader.locale)}</span>{' '}
              {reader.pointsName}.
            </>
          ) : (
            <span className="font-semibold text-danger">With all rules that are on: no limit.</span>
          )}
        </p>
      </div>
      <RuleTrial view={beside.trial} form={form} reader={reader} />
    </aside>
  )
}

/** The most a day in words; no limit in red. */
export function MostWords({ most, reader }: { most: Most; reader: Pick<Reader, 'locale' | 'pointsName'> }) {
  if (!most) return <p className="mt-1 font-semibold text-danger">No limit. One busy script could empty the program; add a limit a day.</p>
  return (
    <p className="mt-1">
      <span className="text-xl font-bold tabular-nums">{formatPoints(most.points, reader.locale)}</span> {reader.pointsName}
      {most.times !== null && (
        <span className="text-muted">
          , with {formatPoints(most.times, reader.locale)} {most.times === 1 ? 'award' : 'awards'}
        </span>
      )}
    </p>
  )
}
