import { Form } from '@remix-run/react'

import { Button, ButtonLink } from '#app/components/ui/button.tsx'
import { formatPoints } from '#app/components/ui/points.tsx'
import { Section } from '#app/components/ui/section.tsx'
import { Table } from '#app/components/ui/table.tsx'
import { type ReachedOn, paces } from '#app/domain/rules/design.ts'

import type { Reader } from './reader.ts'

/** What the design aid shows. Lists within a row stand in the order of the paces: low, middle, high. */
export type DesignView = {
  faults: string[]
  levels: { title: string; pointsNeeded: number; asksBadges: boolean; on: ReachedOn[] }[]
  rules: { id: number; title: string; points: number[] }[]
  kinds: { kind: string; name: string; rates: number[] }[]
}

const names = Object.keys(paces)
const titleOf = (pace: string): string => pace.charAt(0).toUpperCase() + pace.slice(1)

function inDays(on: ReachedOn | undefined, locale: string): string {
  if (on === undefined || on === 'never') return 'never'
  if (on === 'later') return 'over 20 years'
  if (on === 0) return 'from the start'
  return `${formatPoints(on, locale)} ${on === 1 ? 'day' : 'days'}`
}

/** How long each level takes, and what each rule pays a week, for somebody who does little, something, or a lot. */
export function DesignTables({ view, reader }: { view: DesignView; reader: Reader }) {
  const asks = view.levels.some((level) => level.asksBadges)
  const decimal = (value: number): string => value.toLocaleString(reader.locale, { maximumFractionDigits: 1 })
  return (
    <>
      <Section
        title="Days to each level"
        lead={asks ? `By ${reader.pointsName} alone: the badges that a level asks for are not counted.` : undefined}
      >
        <Table
          caption="Days to each level"
          rows={view.levels}
          rowKey={(level) => level.title}
          columns={[
            { key: 'title', title: 'Level', cell: (level) => level.title },
            { key: 'points', title: `Needs ${reader.pointsName}`, numeric: true, cell: (level) => formatPoints(level.pointsNeeded, reader.locale) },
            ...names.map((name, index) => ({
              key: name,
              title: titleOf(name),
              numeric: true,
              cell: (level: DesignView['levels'][number]) => inDays(level.on[index], reader.locale),
            })),
          ]}
        />
      </Section>
      <Section title="What each rule pays a week" lead={`In ${reader.pointsName}, in a usual week, when first ones are behind somebody.`}>
        <Table
          caption="What each rule pays a week"
          rows={view.rules}
          rowKey={(rule) => rule.id}
          empty={<p className="text-muted">No rule that pays {reader.pointsName} is on.</p>}
          columns={[
            { key: 'title', title: 'Rule', cell: (rule) => rule.title },
            ...names.map((name, index) => ({
              key: name,
              title: titleOf(name),
              numeric: true,
              cell: (rule: DesignView['rules'][number]) => decimal(rule.points[index] ?? 0),
            })),
          ]}
        />
      </Section>
    </>
  )
}

/** What you expect of people: how often a week each thing is done, at each pace. */
export function DesignForm({ view }: { view: DesignView }) {
  if (view.kinds.length === 0) return null
  return (
    <Section title="Expected activity" lead="How many times a week somebody does each thing. Change what you expect, and the tables follow.">
      <Form method="get" preventScrollReset key={JSON.stringify(view.kinds)}>
        {view.kinds.map(({ kind, name, rates }) => (
          <fieldset key={kind} className="grid min-w-0 grid-cols-3 items-end gap-x-3 border-b py-3 sm:grid-cols-[minmax(0,1fr)_repeat(3,7rem)]">
            <legend className="sr-only">{name}</legend>
            <p aria-hidden className="font-semibold max-sm:col-span-3 max-sm:mb-1 sm:self-center">
              {name}
            </p>
            {names.map((pace, index) => (
              <label key={pace} className="text-sm text-muted">
                <span className="mb-1 block">{titleOf(pace)}</span>
                <input
                  name={`${pace}.${kind}`}
                  type="number"
                  min={0}
                  max={1000}
                  step="any"
                  inputMode="decimal"
                  defaultValue={rates[index]}
                  className="input-face tabular-nums"
                />
              </label>
            ))}
          </fieldset>
        ))}
        <div className="mt-5 flex flex-wrap gap-3">
          <Button>Work it out</Button>
          <ButtonLink to="/manage/design" variant="outline">
            Back to the usual
          </ButtonLink>
        </div>
      </Form>
    </Section>
  )
}
