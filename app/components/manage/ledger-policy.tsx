import { type SubmissionResult, useForm } from '@conform-to/react'
import { parseWithZod } from '@conform-to/zod/v4'
import { Form, useNavigation } from '@remix-run/react'

import { Button } from '#app/components/ui/button.tsx'
import { CheckboxField } from '#app/components/ui/checkbox-field.tsx'
import { RadioCards } from '#app/components/ui/radio-cards.tsx'
import { TextField } from '#app/components/ui/text-field.tsx'
import { type Policy, type PolicyForm, policySchema } from '#app/domain/ledger/policy.ts'

const debtCards = [
  {
    value: 'owe',
    label: 'They owe it',
    description: 'What is missing stays as a debt beside a balance of zero. The next points pay it first.',
  },
  {
    value: 'write_off',
    label: 'It is given up',
    description: 'What is missing is written off by a line of its own. The next points are theirs at once; lifetime points fall all the same.',
  },
]

/** How the book treats debts and old points, as questions. */
export function LedgerPolicy({
  policy,
  lastResult,
  pointsName,
}: {
  policy: Policy
  lastResult?: SubmissionResult<string[]> | null
  pointsName: string
}) {
  const [form, fields] = useForm<PolicyForm>({
    id: 'policy',
    lastResult,
    defaultValue: {
      debt: policy.debt,
      expires: policy.expiry ? 'on' : undefined,
      months: policy.expiry?.months ?? 12,
      firstWarning: policy.expiry?.warnDays[0] ?? 30,
      secondWarning: policy.expiry?.warnDays[1] ?? 7,
      worth: policy.worth === null ? undefined : policy.worth / 100,
      worthUnit: policy.worthUnit,
    },
    shouldRevalidate: 'onInput',
    onValidate: ({ formData }) => parseWithZod(formData, { schema: policySchema }),
  })
  const busy = useNavigation().formData?.get('do') === 'policy'
  return (
    <Form method="post" id={form.id} onSubmit={form.onSubmit} noValidate preventScrollReset className="flex flex-col gap-6">
      <input type="hidden" name="do" value="policy" />
      <RadioCards field={fields.debt} label={`When ${pointsName} are taken back that the member has spent already`} cards={debtCards} />
      <fieldset>
        <legend className="mb-1.5 text-sm font-semibold">Old {pointsName}</legend>
        <CheckboxField field={fields.expires} label={`Unspent ${pointsName} expire`} />
        <div className="mt-2 flex flex-wrap items-start gap-4">
          <Days field={fields.months} label="At the end of the month, after" unit="months" />
          <Days field={fields.firstWarning} label="First warning" unit="days before" />
          <Days field={fields.secondWarning} label="Second warning" unit="days before" />
        </div>
        <p className="mt-2 max-w-prose text-sm text-muted">
          The oldest go first. Nobody loses {pointsName} that two warnings did not name; a warning that comes late makes them go later. Lifetime{' '}
          {pointsName}, levels and boards stay. Another choice here begins the warnings anew.
        </p>
      </fieldset>
      <div className="flex flex-wrap items-start gap-4">
        <Days field={fields.worth} label={`100 ${pointsName} are worth`} unit="" step="0.01" />
        <div className="w-32">
          <TextField key={fields.worthUnit.key} field={fields.worthUnit} label="In" placeholder="EUR" />
        </div>
      </div>
      <div>
        <Button pending={busy}>Save these choices</Button>
      </div>
    </Form>
  )
}

type DaysProps = { field: Parameters<typeof TextField>[0]['field'] & { key?: string }; label: string; unit: string; step?: string }

function Days({ field, label, unit, step }: DaysProps) {
  return (
    <div className="w-52">
      <TextField key={field.key} field={field} type="number" min={0} step={step} inputMode="decimal" label={label} unit={unit} />
    </div>
  )
}
