import { Form } from '@remix-run/react'

import { Button } from '#app/components/ui/button.tsx'
import { CheckboxField } from '#app/components/ui/checkbox-field.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { SelectField } from '#app/components/ui/select-field.tsx'
import { TextField } from '#app/components/ui/text-field.tsx'

type Choice = { id: number; title: string }

/** What stands in the form: as sent, or empty. */
export type SegmentStart = {
  title: string
  levelFrom: string
  levelTo: string
  joinedWithinDays: string
  joinedBeforeDays: string
  accountIn: number[]
  company: string
  plan: string
  stage: string
  renewsWithinDays: string
  withoutStaff: boolean
}

/** Says who is in a segment; the preview counts them before anything is kept. Works without script. */
export function SegmentForm({
  start,
  levels,
  channels,
  preview,
  faults,
}: {
  start: SegmentStart
  levels: readonly Choice[]
  channels: readonly Choice[]
  preview: { count: number; words: string } | null
  faults: readonly string[]
}) {
  const ranks = levels.map(({ id, title }) => ({ value: String(id), label: title }))
  return (
    <Form method="post" preventScrollReset className="flex max-w-2xl flex-col gap-5">
      {faults.length > 0 && (
        <Notice tone="danger" announce>
          {faults.join(' ')}
        </Notice>
      )}
      <TextField field={{ id: 'title', name: 'title' }} label="Title" placeholder="Builders" defaultValue={start.title} maxLength={60} />
      <fieldset>
        <legend className="mb-2 text-sm font-semibold">Who is in it: everybody for whom all of this holds</legend>
        <div className="grid gap-x-5 gap-y-4 sm:grid-cols-2">
          <SelectField
            field={{ id: 'level-from', name: 'levelFrom' }}
            label="At least level"
            placeholder="Any"
            choices={ranks}
            defaultValue={start.levelFrom}
          />
          <SelectField
            field={{ id: 'level-to', name: 'levelTo' }}
            label="At most level"
            placeholder="Any"
            choices={ranks}
            defaultValue={start.levelTo}
          />
          <TextField
            field={{ id: 'within', name: 'joinedWithinDays' }}
            type="number"
            min={1}
            max={3650}
            label="Joined within"
            unit="days"
            defaultValue={start.joinedWithinDays}
          />
          <TextField
            field={{ id: 'before', name: 'joinedBeforeDays' }}
            type="number"
            min={1}
            max={3650}
            label="Joined more than"
            unit="days ago"
            defaultValue={start.joinedBeforeDays}
          />
          <AccountParts start={start} />
        </div>
        {channels.length > 0 && (
          <fieldset className="mt-4">
            <legend className="text-sm font-semibold">Has an account in one of</legend>
            <div className="flex flex-wrap gap-x-6">
              {channels.map(({ id, title }) => (
                <CheckboxField
                  key={id}
                  field={{ id: `account-${id}`, name: 'accountIn' }}
                  value={id}
                  label={title}
                  defaultChecked={start.accountIn.includes(id)}
                />
              ))}
            </div>
          </fieldset>
        )}
        <CheckboxField field={{ id: 'without-staff', name: 'withoutStaff' }} label="Has no staff role" defaultChecked={start.withoutStaff} />
      </fieldset>
      {preview && (
        <Notice announce>
          {preview.count === 1 ? '1 member is' : `${preview.count} members are`} in it now: {preview.words}.
        </Notice>
      )}
      <div className="flex flex-wrap gap-3">
        <Button formMethod="get" variant="outline">
          Count them
        </Button>
        <Button>Add the segment</Button>
      </div>
    </Form>
  )
}

/** What account data says of whoever is in it. */
function AccountParts({ start }: { start: SegmentStart }) {
  return (
    <>
      <TextField field={{ id: 'company', name: 'company' }} label="Works at" maxLength={120} defaultValue={start.company} />
      <TextField field={{ id: 'plan', name: 'plan' }} label="Has the plan" maxLength={120} defaultValue={start.plan} />
      <TextField field={{ id: 'stage', name: 'stage' }} label="Customer stage" maxLength={120} defaultValue={start.stage} />
      <TextField
        field={{ id: 'renews', name: 'renewsWithinDays' }}
        type="number"
        min={1}
        max={3650}
        label="Contract renews within"
        unit="days"
        defaultValue={start.renewsWithinDays}
      />
    </>
  )
}
