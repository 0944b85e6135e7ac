import { Form, useNavigation } from '@remix-run/react'

import { Button } from '#app/components/ui/button.tsx'

import { type Draft, DraftLine, DraftLines } from './draft-fields.tsx'

/** An event: when, where, and when its code opens. */
export function EventForm({ draft, isNew }: { draft: Draft; isNew: boolean }) {
  const busy = useNavigation().formData?.get('do') === 'save'
  return (
    <Form method="post" preventScrollReset className="flex max-w-3xl flex-col gap-6">
      <input type="hidden" name="do" value="save" />
      <div className="grid gap-5 sm:grid-cols-2">
        <DraftLine draft={draft} name="title" label="Title" required />
        <DraftLine draft={draft} name="summary" label="In one line" />
        <DraftLine draft={draft} name="place" label="Where" placeholder="Prinzessinnenstraße 19, Berlin" />
        <DraftLine draft={draft} name="url" label="Online at" type="url" placeholder="https://" />
      </div>
      <DraftLines draft={draft} name="body" label="What happens there" rows={6} hint="Markdown." />
      <div className="grid gap-5 sm:grid-cols-3">
        <DraftLine draft={draft} name="startsAt" label="Starts" type="datetime-local" />
        <DraftLine draft={draft} name="endsAt" label="Ends" type="datetime-local" />
        <DraftLine draft={draft} name="timeZone" label="Time zone" />
        <DraftLine draft={draft} name="checkinBefore" label="Check-in opens" type="number" min={0} max={1440} hint="Minutes before the start." />
        <DraftLine draft={draft} name="checkinAfter" label="Check-in closes" type="number" min={0} max={1440} hint="Minutes after the end." />
        <DraftLine draft={draft} name="turns" label="A new code every" type="number" min={10} max={600} hint="Seconds." />
        <DraftLine draft={draft} name="points" label="Points for coming" type="number" min={0} hint="0 leaves it to the rules." />
      </div>
      <div>
        <Button pending={busy}>{isNew ? 'Write the event' : 'Save the event'}</Button>
      </div>
    </Form>
  )
}
