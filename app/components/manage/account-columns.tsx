import { Form } from '@remix-run/react'

import { Button } from '#app/components/ui/button.tsx'
import type { AccountForm } from '#app/domain/accounts/accounts.ts'

const parts = [
  ['who', 'Who it is', 'An e-mail address or a handle of a member.'],
  ['consent', 'Reference to the consent', 'Rows without one are refused.'],
  ['company', 'Company', ''],
  ['plan', 'Plan', ''],
  ['stage', 'Stage', 'Trial, customer, at risk: your own words.'],
  ['renewsOn', 'Renews on', 'The day on which the contract is renewed.'],
] as const

const label = 'flex min-w-0 flex-col gap-1.5 text-sm font-semibold'
const face = 'input-face min-h-11 font-normal'

/** Which column of a list of account data is what; beside each the value of its first row. */
export function AccountColumns({
  form,
  columns,
  sample,
}: {
  form: AccountForm
  columns: readonly string[]
  sample: Readonly<Record<string, string>>
}) {
  const shown = (name: string) => (sample[name] ? `${name} (${sample[name].slice(0, 30)})` : name)
  return (
    <Form method="post" preventScrollReset className="grid gap-5 sm:grid-cols-2 xl:grid-cols-3">
      {parts.map(([name, words, hint]) => (
        <label key={name} className={label}>
          {words}
          <select name={name} defaultValue={form[name]} className={face} aria-describedby={hint ? `${name}-hint` : undefined}>
            <option value="">none</option>
            {columns.map((column) => (
              <option key={column} value={column}>
                {shown(column)}
              </option>
            ))}
          </select>
          {hint && (
            <span id={`${name}-hint`} className="font-normal text-muted">
              {hint}
            </span>
          )}
        </label>
      ))}
      <label className={label}>
        Dates are written
        <select name="dates" defaultValue={form.dates} className={face}>
          <option value="iso">2026-10-31</option>
          <option value="dmy">31.10.2026</option>
          <option value="mdy">10/31/2026</option>
        </select>
      </label>
      <div className="sm:col-span-2 xl:col-span-3">
        <Button name="do" value="columns" variant="outline">
          Look again
        </Button>
      </div>
    </Form>
  )
}
