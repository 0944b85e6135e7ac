import { Form, useNavigation } from '@remix-run/react'

import { Button } from '#app/components/ui/button.tsx'
import { Disclosure } from '#app/components/ui/disclosure.tsx'
import { FieldErrors } from '#app/components/ui/field.tsx'
import { joinClasses } from '#app/components/ui/join-classes.ts'
import { Pill } from '#app/components/ui/pill.tsx'
import { formatPoints } from '#app/components/ui/points.tsx'
import { Time } from '#app/components/ui/time.tsx'

import type { Reader } from './reader.ts'

/** What switching on or looking back would change for whom. `more` are those beyond the list. */
export type LookBackView = {
  mode: 'date' | 'top_up'
  since: string
  looked: number
  points: number
  more: number
  rows: { person: number; handle: string; before: number; after: number }[]
}

type Props = {
  state: 'on' | 'off'
  since: string | null
  /** A version that is announced and begins later. */
  coming: { version: number; from: string } | null
  preview: LookBackView | null
  error?: string | null
  reader: Reader
}

/** Switches a rule on or off, or lets a live one look back. Asks from when, shows each member’s difference first, and does exactly that. */
export function RuleSwitch(props: Props) {
  const { state, preview, error, reader } = props
  const sent = useNavigation().formData
  const going = sent?.get('do') === 'switch' ? sent.get('to') : null
  const form = (
    <Form method="post" className={joinClasses('flex flex-col gap-4', state === 'off' && 'card p-5')}>
      <input type="hidden" name="do" value="switch" />
      <input type="hidden" name="was" value={state} />
      <Choices state={state} preview={preview} error={error} />
      {preview && <Preview preview={preview} reader={reader} />}
      <div className="flex flex-wrap gap-3">
        <Button name="to" value="on" pending={going === 'on'}>
          {state === 'on' ? 'Look back' : 'Switch on'}
        </Button>
        <Button formMethod="get" name="look" value="1" variant="outline">
          Show what it would change
        </Button>
      </div>
    </Form>
  )
  if (state === 'off') return form
  return (
    <div className="card p-5">
      <Live {...props} busy={going === 'off'} />
      <div className="mt-4 border-t pt-2">
        <Disclosure summary="Let it look back over the past" open={preview !== null || Boolean(error)}>
          {form}
        </Disclosure>
      </div>
    </div>
  )
}

function Live({ since, coming, reader, busy }: Props & { busy: boolean }) {
  const time = { zone: reader.zone, locale: reader.locale, now: reader.now }
  return (
    <Form method="post" className="flex flex-wrap items-center gap-x-6 gap-y-4">
      <input type="hidden" name="do" value="switch" />
      <p className="flex min-w-56 flex-1 flex-wrap items-center gap-x-3 gap-y-1">
        <Pill tone="good">On</Pill>
        <span className="text-muted">
          {since && (
            <>
              For what was received since <Time iso={since} {...time} look="full" />.
            </>
          )}
          {coming && (
            <>
              {' '}
              Version {coming.version} pays less, so it is announced and begins <Time iso={coming.from} {...time} look="full" />.
            </>
          )}
        </span>
      </p>
      <Button name="to" value="off" variant="outline" pending={busy}>
        Switch off
      </Button>
    </Form>
  )
}

function Choices({ state, preview, error }: Pick<Props, 'state' | 'preview' | 'error'>) {
  const live = state === 'on'
  const mode = preview?.mode ?? (live ? 'top_up' : 'now')
  const field = { id: 'since', name: 'since', errors: error ? [error] : undefined }
  return (
    <fieldset className="min-w-0">
      {live ? (
        <legend className="mb-2 text-muted">What is settled is judged again, by the version that is live.</legend>
      ) : (
        <>
          <legend className="mb-2 flex items-center gap-3 font-semibold">
            <Pill>Off</Pill>
            Switch it on
          </legend>
          <label className="flex min-h-9 items-center gap-2.5">
            <input type="radio" name="from" value="now" defaultChecked={mode === 'now'} className="size-4" />
            for what comes in from now on
          </label>
        </>
      )}
      <label className="flex min-h-9 items-center gap-2.5">
        <input type="radio" name="from" value="date" defaultChecked={mode === 'date'} className="size-4" />
        {live ? 'From a date: ' : 'and for the past as well: '}what it would have given, up and down
      </label>
      <label className="flex min-h-9 items-center gap-2.5">
        <input type="radio" name="from" value="top_up" defaultChecked={mode === 'top_up'} className="size-4" />
        {live ? 'Top-up only: ' : 'and for the past, top-up only: '}nobody loses anything
      </label>
      <label className="mt-1 flex min-h-11 flex-wrap items-center gap-2.5">
        The past since
        <input
          type="date"
          name="since"
          id="since"
          defaultValue={preview?.since}
          className="input-face w-auto! py-1.5!"
          aria-invalid={error ? true : undefined}
        />
        <span className="text-sm text-muted">(empty: all that is recorded)</span>
      </label>
      <FieldErrors field={field} />
    </fieldset>
  )
}

function Preview({ preview, reader }: { preview: LookBackView; reader: Reader }) {
  const { rows, looked, points, more } = preview
  const number = (value: number, sign = false): string => formatPoints(value, reader.locale, sign)
  return (
    <section aria-label="What it would change" className="rounded-lg bg-sunk p-4">
      <p className="font-semibold">
        {number(looked)} activities looked at:{' '}
        {rows.length === 0 ? 'nothing changes.' : `${number(points, true)} ${reader.pointsName} for ${number(rows.length + more)} members.`}
      </p>
      {rows.length > 0 && (
        <table className="mt-2 w-full border-collapse text-left text-sm">
          <caption className="sr-only">Each member’s difference</caption>
          <thead className="text-muted">
            <tr className="border-b">
              <th scope="col" className="py-1 font-medium">
                Member
              </th>
              <th scope="col" className="py-1 text-right font-medium">
                By this rule now
              </th>
              <th scope="col" className="py-1 text-right font-medium">
                Then
              </th>
              <th scope="col" className="py-1 text-right font-medium">
                Difference
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.person} className="border-b last:border-0">
                <th scope="row" className="py-1.5 font-medium">
                  @{row.handle}
                </th>
                <td className="py-1.5 text-right tabular-nums">{number(row.before)}</td>
                <td className="py-1.5 text-right tabular-nums">{number(row.after)}</td>
                <td className="py-1.5 text-right font-semibold tabular-nums">{number(row.after - row.before, true)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {more > 0 && <p className="mt-2 text-sm text-muted">And {number(more)} more.</p>}
    </section>
  )
}
