import { Form } from '@remix-run/react'

import { Button } from '#app/components/ui/button.tsx'

import { ColumnChoices } from './column-choices.tsx'
import type { AccountForm } from '#app/domain/accounts/accounts.ts'

const parts = [
  ['who', 'Who it is', 'An e-mail address or a handle of a member.'],
  ['consent', 'Reference to the consent', 'Rows without one are refused.'],
  ['company', 'Company', ''],
  ['plan', 'Plan', ''],
  ['stage', 'Stage', 'Trial, customer, at risk: your own words.'],
  ['renewsOn', 'Renews on', 'The day on which the contract is renewed.'],
] as const

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
  return (
    <Form method="post" preventScrollReset className="grid gap-5 sm:grid-cols-2 xl:grid-cols-3">
      <ColumnChoices parts={parts} form={form} columns={columns} sample={sample} />
      <div className="sm:col-span-2 xl:col-span-3">
        <Button name="do" value="columns" variant="outline">
          Look again
        </Button>
      </div>
    </Form>
  )
}
