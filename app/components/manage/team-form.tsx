import { Form } from '@remix-run/react'

import { Button } from '#app/components/ui/button.tsx'
import type { KindCards } from '#app/domain/rules/sentence.ts'

import { type Draft, DraftChoice, DraftLine, listOf, textOf } from './draft-fields.tsx'
import { type Channel, RuleKinds } from './rule-kinds.tsx'

/** A team: its name, what it is about, and whether anybody can join. */
export function TeamForm({ draft }: { draft: Draft }) {
  return (
    <Form method="post" preventScrollReset className="grid max-w-3xl gap-5 sm:grid-cols-2">
      <input type="hidden" name="do" value="team" />
      <input type="hidden" name="id" value={textOf(draft, 'id')} />
      <DraftLine draft={draft} name="name" label="Name" required />
      <DraftChoice
        draft={draft}
        name="state"
        label="Who joins"
        choices={[
          { value: 'open', label: 'Anybody' },
          { value: 'closed', label: 'Nobody just now' },
          { value: 'archived', label: 'It is over (not shown)' },
        ]}
      />
      <div className="sm:col-span-2">
        <DraftLine draft={draft} name="about" label="What it is about" />
      </div>
      <div>
        <Button>Save the team</Button>
      </div>
    </Form>
  )
}

type GoalProps = {
  draft: Draft
  teams: readonly { id: number; name: string; state: string }[]
  zone: string
  cards: KindCards
  channels: readonly Channel[]
}

/** What a team is to reach together, as a sentence. */
export function TeamGoalForm({ draft, teams, zone, cards, channels }: GoalProps) {
  const choices = [
    { value: 'all', label: 'Each open team' },
    ...teams.filter((team) => team.state !== 'archived').map((team) => ({ value: String(team.id), label: team.name })),
  ]
  return (
    <Form method="post" preventScrollReset className="flex max-w-3xl flex-col gap-5">
      <input type="hidden" name="do" value="goal" />
      <div className="grid gap-5 sm:grid-cols-2">
        <DraftChoice draft={draft} name="team" label="For" choices={choices} />
        <DraftLine draft={draft} name="title" label="Title" placeholder="Fifty answers in December" />
        <DraftLine draft={draft} name="target" label="How many" type="number" min={1} />
        <DraftChoice
          draft={draft}
          name="counts"
          label="Of what"
          choices={[
            { value: 'deeds', label: 'Contributions of these kinds' },
            { value: 'points', label: 'Points' },
          ]}
        />
      </div>
      <div>
        <p className="mb-1.5 text-sm font-semibold">Kinds (none: any)</p>
        <RuleKinds field={{ id: 'team-kinds', name: 'kinds' }} chosen={listOf(draft, 'kinds')} cards={cards} channels={channels} />
      </div>
      <div className="grid gap-5 sm:grid-cols-2">
        <DraftLine draft={draft} name="startsAt" label="From" type="datetime-local" hint={`Wall clock of ${zone}.`} />
        <DraftLine draft={draft} name="endsAt" label="Until" type="datetime-local" hint="The first moment that no longer counts." />
        <DraftLine draft={draft} name="bonus" label="Bonus for each" type="number" min={0} hint="Paid once when the team reaches it." />
        <DraftLine draft={draft} name="share" label="For whom: who did at least" type="number" min={1} hint="Of the same count, while in the team." />
      </div>
      <div>
        <Button>Set the goal</Button>
      </div>
    </Form>
  )
}
