import { type SubmissionResult, useForm } from '@conform-to/react'
import { parseWithZod } from '@conform-to/zod/v4'
import { Form, Link, useNavigation } from '@remix-run/react'

import { Button } from '#app/components/ui/button.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { SelectField } from '#app/components/ui/select-field.tsx'
import { TextareaField, TextField } from '#app/components/ui/text-field.tsx'
import { type BulkForm, bulkSchema, undoMinutes } from '#app/domain/ledger/bulk.ts'

type Props = {
  formKey: string
  handles: readonly string[]
  currencies: { value: string; label: string }[]
  pointsName: string
  lastResult: SubmissionResult<string[]> | null
  refusal: string | null
}

/** Whom, how much, and why. Handles are pasted, or come from the list of members. */
export function AwardForm({ formKey, handles, currencies, pointsName, lastResult, refusal }: Props) {
  const [form, fields] = useForm<BulkForm>({
    id: 'award',
    lastResult,
    defaultValue: { key: formKey, handles: handles.join('\n'), currency: '1' },
    shouldRevalidate: 'onInput',
    onValidate: ({ formData }) => parseWithZod(formData, { schema: bulkSchema }),
  })
  const busy = useNavigation().formData?.get('do') === 'award'
  return (
    <Form method="post" id={form.id} onSubmit={form.onSubmit} noValidate className="flex flex-col gap-5">
      <input type="hidden" name="do" value="award" />
      <input type="hidden" name={fields.key.name} defaultValue={formKey} />
      {refusal && (
        <Notice tone="danger" announce title="Nothing was given">
          {refusal}
        </Notice>
      )}
      <TextareaField
        key={fields.handles.key}
        field={fields.handles}
        rows={Math.min(12, Math.max(4, handles.length + 1))}
        label="To whom"
        hint={
          <>
            Handles, one a line or between commas; up to 500. You can also choose them in{' '}
            <Link to="/manage/members" className="text-link">
              the list of members
            </Link>
            .
          </>
        }
      />
      <div className="flex flex-wrap items-start gap-4">
        <div className="w-44">
          <TextField key={fields.amount.key} field={fields.amount} type="number" min={1} inputMode="numeric" label="How many each" />
        </div>
        {currencies.length > 1 ? (
          <div className="w-56">
            <SelectField key={fields.currency.key} field={fields.currency} label="Of what" choices={currencies} />
          </div>
        ) : (
          <p className="self-end pb-2.5 text-muted">{pointsName}</p>
        )}
      </div>
      <TextareaField
        key={fields.reason.key}
        field={fields.reason}
        rows={3}
        label="Reason"
        hint="Each of them reads it beside the line. It stays for good."
      />
      <p className="text-sm text-muted">It is given at once. For {undoMinutes} minutes you can take all of it back with one button.</p>
      <div>
        <Button pending={busy}>Give it to all of them</Button>
      </div>
    </Form>
  )
}
