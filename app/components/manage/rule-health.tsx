import { Link } from '@remix-run/react'

import { Pill } from '#app/components/ui/pill.tsx'
import type { Health } from '#app/domain/rules/health.ts'

/** What is odd about a rule that is on, with the titles of those it conflicts with. */
export type HealthView = Health & { conflicts: { id: number; title: string }[] }

const few = (days: number): string => `${days.toLocaleString('en', { maximumFractionDigits: 1 })} ${days === 1 ? 'day' : 'days'}`

/** Silent, spiking, conflicting: each a pill with its reason in words. Nothing when all is well. */
export function RuleHealth({ health }: { health: HealthView }) {
  const { silent, spiking, conflicts } = health
  if (!silent && !spiking && conflicts.length === 0) return null
  return (
    <ul className="mt-1.5 flex flex-col gap-1 text-sm text-muted">
      {silent && (
        <li className="flex flex-wrap items-center gap-x-2">
          <Pill tone="waiting">Silent</Pill> Nothing for {few(silent.days)}; usually {few(silent.usual)} lie between two.
        </li>
      )}
      {spiking && (
        <li className="flex flex-wrap items-center gap-x-2">
          <Pill tone="bad">Spiking</Pill> {spiking.today} awards today; a usual day has {spiking.usual}.
        </li>
      )}
      {conflicts.length > 0 && (
        <li>
          <Pill tone="waiting">Conflicting</Pill> The same deed can also be paid by{' '}
          {conflicts.map((one, index) => (
            <span key={one.id}>
              {index > 0 && ', '}
              <Link to={`/manage/rules/${one.id}`} className="underline">
                {one.title}
              </Link>
            </span>
          ))}
          .
        </li>
      )}
    </ul>
  )
}
