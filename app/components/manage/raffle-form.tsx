import { Form, useNavigation } from '@remix-run/react'

import { Button } from '#app/components/ui/button.tsx'

import { type Draft, DraftLine, DraftLines, textOf } from './draft-fields.tsx'

/** A raffle: what can be won, by how many, until when. */
export function RaffleForm({ draft }: { draft: Draft }) {
  const busy = useNavigation().formData?.get('do') === 'save'
  return (
    <Form method="post" preventScrollReset className="flex max-w-3xl flex-col gap-6">
      <input type="hidden" name="do" value="save" />
      <input type="hidden" name="id" value={textOf(draft, 'id')} />
      <div className="grid gap-5 sm:grid-cols-2">
        <DraftLine draft={draft} name="title" label="Title" required />
        <DraftLine draft={draft} name="prize" label="What each winner gets" placeholder="A seat at the summit" />
      </div>
      <DraftLines draft={draft} name="about" label="More about it" />
      <div className="grid gap-5 sm:grid-cols-3">
        <DraftLine draft={draft} name="opensAt" label="Opens" type="datetime-local" />
        <DraftLine draft={draft} name="closesAt" label="Closes and is drawn" type="datetime-local" />
        <DraftLine draft={draft} name="timeZone" label="Time zone" />
        <DraftLine draft={draft} name="winners" label="How many win" type="number" min={1} max={1000} />
        <DraftLine draft={draft} name="points" label="Points for each" type="number" min={0} />
        <DraftLine draft={draft} name="levelFrom" label="From level" type="number" min={0} max={100} hint="0 for everybody." />
      </div>
      <div className="max-w-xs">
        <DraftLine draft={draft} name="badge" label="A badge for each" hint="Its name in addresses; leave it empty for none." />
      </div>
      <div className="flex flex-wrap gap-3">
        <Button name="publish" value="yes" pending={busy}>
          Publish it
        </Button>
        <Button name="publish" value="no" variant="outline">
          Keep it as a draft
        </Button>
      </div>
      <p className="text-sm text-muted">
        A secret seed is made now and its fingerprint shown with the raffle, so that everybody can compute the draw again.
      </p>
    </Form>
  )
}
