import { type SubmissionResult, useForm } from '@conform-to/react'
import { parseWithZod } from '@conform-to/zod/v4'
import { Form, useNavigation } from '@remix-run/react'

import { Button } from '#app/components/ui/button.tsx'
import { FieldErrors } from '#app/components/ui/field.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { SelectField } from '#app/components/ui/select-field.tsx'
import { TextareaField, TextField } from '#app/components/ui/text-field.tsx'
import { type CorrectionForm, correctionSchema } from '#app/domain/ledger/correction.ts'

type Props = {
  formKey: string
  lastResult?: SubmissionResult<string[]> | null
  refusal?: string | null
  pointsName: string
  name: string
  currencies: { value: string; label: string }[]
}

/** Gives or takes points by hand. It is a new line in the book that names who did it and why; the member reads the reason. */
export function MemberCorrection({ formKey, lastResult, refusal, pointsName, name, currencies }: Props) {
  const [form, fields] = useForm<CorrectionForm>({
    id: 'correction',
    lastResult,
    defaultValue: { key: formKey, way: 'give', currency: '1' },
    shouldRevalidate: 'onInput',
    onValidate: ({ formData }) => parseWithZod(formData, { schema: correctionSchema }),
  })
  const busy = useNavigation().formData?.get('do') === 'correct'
  return (
    <Form method="post" id={form.id} onSubmit={form.onSubmit} noValidate preventScrollReset className="flex flex-col gap-4">
      <input type="hidden" name="do" value="correct" />
      <input type="hidden" name={fields.key.name} defaultValue={formKey} />
      {refusal && (
        <Notice tone="danger" announce title="Nothing was changed">
          {refusal}
        </Notice>
      )}
      <div className="flex flex-wrap items-start gap-4">
        <fieldset>
          <legend className="mb-1.5 text-sm font-semibold">What to do</legend>
          <div className="flex gap-4">
            {(['give', 'take'] as const).map((way) => (
              <label key={way} className="flex min-h-11 items-center gap-2">
                <input
                  type="radio"
                  name={fields.way.name}
                  value={way}
                  defaultChecked={(fields.way.initialValue ?? 'give') === way}
                  className="size-4"
                />
                {way === 'give' ? 'Give' : 'Take'}
              </label>
            ))}
          </div>
          <FieldErrors field={fields.way} />
        </fieldset>
        <div className="w-40">
          <TextField
            key={fields.amount.key}
            field={fields.amount}
            type="number"
            min={1}
            inputMode="numeric"
            label={`How many ${currencies.length > 1 ? '' : pointsName}`}
          />
        </div>
        {currencies.length > 1 && (
          <div className="w-48">
            <SelectField key={fields.currency.key} field={fields.currency} label="Of what" choices={currencies} />
          </div>
        )}
      </div>
      <TextareaField
        key={fields.reason.key}
        field={fields.reason}
        rows={3}
        label="Reason"
        hint={`${name} reads this beside the line. It stays for good.`}
      />
      <div>
        <Button pending={busy}>Write the correction</Button>
      </div>
    </Form>
  )
}
