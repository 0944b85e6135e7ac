import { Form, useNavigation } from '@remix-run/react'

import { Button } from '#app/components/ui/button.tsx'
import type { KindCards } from '#app/domain/rules/sentence.ts'
import { rhythms } from '#app/domain/surprises/surprises.ts'

import { type Draft, DraftChoice, DraftLine, DraftLines, listOf } from './draft-fields.tsx'
import { type Channel, RuleKinds } from './rule-kinds.tsx'

/** A surprise: who may be reached, how many, how much, and what all of it may cost. */
export function SurpriseForm({ draft, cards, channels, zone }: { draft: Draft; cards: KindCards; channels: readonly Channel[]; zone: string }) {
  const busy = useNavigation().formData?.get('do') === 'plan'
  return (
    <Form method="post" preventScrollReset className="flex max-w-3xl flex-col gap-6">
      <input type="hidden" name="do" value="plan" />
      <div className="grid gap-5 sm:grid-cols-2">
        <DraftLine draft={draft} name="title" label="Title" required placeholder="Out of the blue" />
        <DraftLines
          draft={draft}
          name="words"
          label="What it is for"
          rows={2}
          hint="They read it beside the points: For three answers in one week."
        />
      </div>
      <div>
        <p className="mb-1.5 text-sm font-semibold">Who did (none chosen: anything)</p>
        <RuleKinds field={{ id: 'surprise-kinds', name: 'kinds' }} chosen={listOf(draft, 'kinds')} cards={cards} channels={channels} />
      </div>
      <div className="grid gap-5 sm:grid-cols-4">
        <DraftLine draft={draft} name="least" label="At least" type="number" min={1} hint="times" />
        <DraftLine draft={draft} name="days" label="Within" type="number" min={1} max={366} hint="days before" />
        <DraftLine draft={draft} name="levelFrom" label="From level" type="number" min={0} />
        <DraftLine draft={draft} name="levelTo" label="To level" type="number" min={0} hint="Empty: no end." />
        <DraftLine draft={draft} name="winners" label="How many people" type="number" min={1} hint="each time" />
        <DraftLine draft={draft} name="amount" label="Points each" type="number" min={1} />
        <DraftLine draft={draft} name="budget" label="Budget in all" type="number" min={1} hint="Never more than this." />
        <DraftChoice draft={draft} name="every" label="How often" choices={Object.entries(rhythms).map(([value, label]) => ({ value, label }))} />
      </div>
      <div className="max-w-xs">
        <DraftLine draft={draft} name="firstAt" label="First time" type="datetime-local" hint={`Wall clock of ${zone}.`} />
      </div>
      <div>
        <Button pending={busy}>Plan it</Button>
      </div>
    </Form>
  )
}
