import { Form, Link } from '@remix-run/react'

import { joinClasses } from '#app/components/ui/join-classes.ts'
import { Pill } from '#app/components/ui/pill.tsx'
import { formatPoints } from '#app/components/ui/points.tsx'
import { Time } from '#app/components/ui/time.tsx'
import type { Most } from '#app/domain/rules/most-a-day.ts'

import type { Reader } from './reader.ts'
import { type HealthView, RuleHealth } from './rule-health.tsx'

export type RuleView = {
  id: number
  on: boolean
  title: string
  sentence: string
  version: number
  awards: number
  points: number
  lastAt: string | null
  multiplies: boolean
  most: Most
  health: HealthView | null
}

/** The rules, one a row: what it says, whether it is on, what it paid in the last 30 days. */
export function RuleList({ rules, mayEdit, reader }: { rules: readonly RuleView[]; mayEdit: boolean; reader: Reader }) {
  return (
    <ul className="border-t">
      {rules.map((rule) => (
        <li key={rule.id} className="grid gap-x-6 gap-y-2 border-b py-4 md:grid-cols-[minmax(0,1fr)_auto_auto] md:items-center">
          <div className="min-w-0">
            <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <Link to={`/manage/rules/${rule.id}`} prefetch="intent" className="text-base font-bold hover:text-leaf hover:underline">
                {rule.title}
              </Link>
              <span className="text-sm text-muted tabular-nums">version {rule.version}</span>
              {rule.most === null && <Pill tone="bad">No limit</Pill>}
            </p>
            <p className={joinClasses('mt-0.5 text-sm', rule.on ? 'text-ink' : 'text-muted')}>{rule.sentence}</p>
            {rule.most && !rule.multiplies && (
              <p className="mt-0.5 text-sm text-muted">
                At most {formatPoints(rule.most.points, reader.locale)} {reader.pointsName} a day for one person.
              </p>
            )}
            {rule.on && rule.health && <RuleHealth health={rule.health} />}
          </div>
          <p className="text-sm text-muted md:w-52 md:text-right">
            <span className="block text-base font-bold text-ink tabular-nums">
              {formatPoints(rule.points, reader.locale)} {reader.pointsName}
            </span>
            {rule.awards.toLocaleString(reader.locale)} {rule.awards === 1 ? 'award' : 'awards'}
            {rule.lastAt && (
              <span className="block">
                last <Time iso={rule.lastAt} zone={reader.zone} locale={reader.locale} now={reader.now} />
              </span>
            )}
          </p>
          {mayEdit ? <Toggle rule={rule} /> : <Pill tone={rule.on ? 'good' : 'quiet'}>{rule.on ? 'On' : 'Off'}</Pill>}
        </li>
      ))}
    </ul>
  )
}

/** One button that is a switch: it says what it is now, and pressing it turns it. Works without script. */
function Toggle({ rule }: { rule: RuleView }) {
  return (
    <Form method="post" preventScrollReset>
      <input type="hidden" name="id" value={rule.id} />
      <button
        name="to"
        value={rule.on ? 'off' : 'on'}
        role="switch"
        aria-checked={rule.on}
        aria-label={`${rule.title} is ${rule.on ? 'on' : 'off'}`}
        className="flex min-h-11 items-center gap-2.5 rounded-full pr-1 text-sm font-medium focus-visible:rounded-full"
      >
        <span
          aria-hidden
          className={joinClasses(
            'relative h-6 w-11 rounded-full border before:absolute before:top-0.5 before:left-0.5 before:size-4.5 before:rounded-full before:transition-transform',
            rule.on ? 'border-leaf bg-leaf before:translate-x-5 before:bg-on-leaf' : 'border-edge bg-sunk before:bg-edge',
          )}
        />
        <span className="w-6">{rule.on ? 'On' : 'Off'}</span>
      </button>
    </Form>
  )
}
