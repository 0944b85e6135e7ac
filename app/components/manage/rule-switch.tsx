import { Form, useNavigation } from '@remix-run/react'

import { Button } from '#app/components/ui/button.tsx'
import { FieldErrors } from '#app/components/ui/field.tsx'
import { Pill } from '#app/components/ui/pill.tsx'
import { Time } from '#app/components/ui/time.tsx'

import type { Reader } from './reader.ts'

/** Switches a rule on or off. On asks from when: what is settled stays as it was, so a start in the past reaches only what waits unclaimed. */
export function RuleSwitch({ state, since, error, reader }: { state: 'on' | 'off'; since: string | null; error?: string | null; reader: Reader }) {
  const busy = useNavigation().formData?.get('do') === 'switch'
  const field = { id: 'since', name: 'since', errors: error ? [error] : undefined }
  return (
    <Form method="post" className="card flex flex-wrap items-center gap-x-6 gap-y-4 p-5">
      <input type="hidden" name="do" value="switch" />
      {state === 'on' ? (
        <>
          <p className="flex flex-1 flex-wrap items-center gap-x-3 gap-y-1">
            <Pill tone="good">On</Pill>
            <span className="text-muted">
              {since && (
                <>
                  For what was received since <Time iso={since} zone={reader.zone} locale={reader.locale} now={reader.now} look="full" />
                </>
              )}
            </span>
          </p>
          <Button name="to" value="off" variant="outline" pending={busy}>
            Switch off
          </Button>
        </>
      ) : (
        <>
          <fieldset className="min-w-0 flex-1 basis-72">
            <legend className="mb-2 flex items-center gap-3 font-semibold">
              <Pill>Off</Pill>
              Switch it on for
            </legend>
            <label className="flex min-h-9 items-center gap-2.5">
              <input type="radio" name="from" value="now" defaultChecked className="size-4" />
              what comes in from now on
            </label>
            <label className="flex min-h-11 flex-wrap items-center gap-2.5">
              <input type="radio" name="from" value="date" className="size-4" />
              everything received since
              <input
                type="date"
                name="since"
                id="since"
                aria-label="Received since"
                className="input-face w-auto! py-1.5!"
                aria-invalid={error ? true : undefined}
              />
            </label>
            <FieldErrors field={field} />
            <p className="mt-1 text-sm text-muted">
              A date in the past reaches only activities that still wait for their owner. What is settled stays as it was judged.
            </p>
          </fieldset>
          <Button name="to" value="on" pending={busy}>
            Switch on
          </Button>
        </>
      )}
    </Form>
  )
}
