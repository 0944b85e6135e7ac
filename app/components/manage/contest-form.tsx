import { Form, useNavigation } from '@remix-run/react'

import { Button } from '#app/components/ui/button.tsx'
import { Chips } from '#app/components/ui/chips.tsx'
import { RadioCards } from '#app/components/ui/radio-cards.tsx'
import { entryKinds, ways } from '#app/domain/contests/contests.ts'

import { type Draft, DraftLine, DraftLines, listOf, textOf } from './draft-fields.tsx'

const wayHints = {
  vote: 'Everybody has votes to give.',
  jury: 'People you name score by criteria.',
  bracket: 'Two entries meet, one goes on.',
}

/** A contest: what it is about, its two windows, who decides, and what can be won. */
export function ContestForm({ draft, isNew }: { draft: Draft; isNew: boolean }) {
  const busy = useNavigation().formData?.get('do') === 'save'
  return (
    <Form method="post" preventScrollReset className="flex max-w-3xl flex-col gap-7">
      <input type="hidden" name="do" value="save" />
      <div className="grid gap-5 sm:grid-cols-2">
        <DraftLine draft={draft} name="title" label="Title" required />
        <DraftLine draft={draft} name="summary" label="In one line" hint="Stands in the list." />
      </div>
      <DraftLines draft={draft} name="body" label="What to hand in, and why" rows={7} hint="Markdown." />
      <Chips
        field={{ id: 'takes', name: 'takes' }}
        label="It takes"
        chips={Object.entries(entryKinds).map(([value, label]) => ({ value, label }))}
        chosen={listOf(draft, 'takes')}
      />
      <RadioCards
        field={{ id: 'way', name: 'way' }}
        label="Who decides"
        defaultValue={textOf(draft, 'way')}
        cards={Object.entries(ways).map(([value, label]) => ({ value, label, description: wayHints[value as keyof typeof wayHints] }))}
      />
      <fieldset className="grid gap-5 sm:grid-cols-2">
        <legend className="mb-2 text-lg font-bold tracking-tight">When</legend>
        <DraftLine draft={draft} name="entriesFrom" label="Entries open" type="datetime-local" />
        <DraftLine draft={draft} name="entriesUntil" label="Entries close" type="datetime-local" />
        <DraftLine draft={draft} name="votesFrom" label="Voting opens" type="datetime-local" />
        <DraftLine
          draft={draft}
          name="votesUntil"
          label="Voting closes"
          type="datetime-local"
          hint="To the second. Winners are paid by themselves then."
        />
        <DraftLine draft={draft} name="timeZone" label="Time zone" hint="Such as Europe/Berlin. The page says it." />
      </fieldset>
      <fieldset className="grid gap-5 sm:grid-cols-3">
        <legend className="mb-2 text-lg font-bold tracking-tight">Who, and how much</legend>
        <DraftLine draft={draft} name="entriesEach" label="Entries each" type="number" min={1} max={10} />
        <DraftLine draft={draft} name="votesEach" label="Votes each" type="number" min={1} max={20} hint="In knock-out rounds one a meeting." />
        <DraftLine draft={draft} name="levelFrom" label="From level" type="number" min={0} max={100} hint="0 for everybody." />
      </fieldset>
      <div className="grid gap-5 sm:grid-cols-2">
        <DraftLines
          draft={draft}
          name="prizes"
          label="Prizes"
          rows={4}
          hint="A line for each place: the points, and if you like a comma and a badge: 500, thank-you"
        />
        <div className="flex flex-col gap-5">
          <DraftLines draft={draft} name="criteria" label="Jury: what it looks at" rows={3} hint="One a line; each is scored from 1 to 10." />
          <DraftLine draft={draft} name="jurors" label="Jury: who" hint="Handles, with commas between." placeholder="@ada, @ben" />
        </div>
      </div>
      <div>
        <Button pending={busy}>{isNew ? 'Write the contest' : 'Save the contest'}</Button>
      </div>
    </Form>
  )
}
