import { CheckboxField } from '#app/components/ui/checkbox-field.tsx'
import { Disclosure } from '#app/components/ui/disclosure.tsx'
import { RadioCards } from '#app/components/ui/radio-cards.tsx'
import { SelectField } from '#app/components/ui/select-field.tsx'
import { TextField } from '#app/components/ui/text-field.tsx'
import type { Fault } from '#app/domain/challenges/checks.ts'

import { type DraftView, type EditorWords, fieldAt } from './challenge-words.ts'

export type PartProps = { draft: DraftView; words: EditorWords; faults: readonly Fault[] }

const ways = [
  { value: 'final', label: 'At the end', description: 'One amount when the last step is done.' },
  { value: 'stages', label: 'Step by step', description: 'Each step pays for itself.' },
  { value: 'range', label: 'A reviewer decides', description: 'Within a range, at the end, with a note.' },
]

/** How it pays: at the end, by step, or within a range. */
export function paysOf({ mode, points }: DraftView['award']): 'final' | 'stages' | 'range' {
  return mode === 'stages' ? 'stages' : typeof points === 'number' ? 'final' : 'range'
}

/** What it pays, in which currency, with which badge; how many can get it; extra credit. */
export function ChallengeReward({ draft, words, faults, pays, onPays }: PartProps & { pays: string; onPays: (pays: string) => void }) {
  const { points, currency, badge } = draft.award
  const at = (name: string) => fieldAt(faults, name)
  const range = typeof points === 'number' ? { min: points, max: points } : points
  const amount = { type: 'number', min: 0, max: 1_000_000, unit: words.pointsName } as const
  return (
    <div className="grid gap-6">
      <div onChange={(event) => (event.target as HTMLInputElement).name === 'pays' && onPays((event.target as HTMLInputElement).value)}>
        <RadioCards field={{ id: 'pays', name: 'pays' }} label="When it pays" cards={ways} defaultValue={pays} />
      </div>
      <div className="grid gap-x-6 gap-y-5 sm:grid-cols-3" data-pays={pays}>
        {pays === 'range' ? (
          <>
            <TextField field={at('least')} label="At least" {...amount} defaultValue={range.min} />
            <TextField field={at('most')} label="At most" {...amount} defaultValue={range.max} />
            <input type="hidden" name="points" value={range.min} />
          </>
        ) : pays === 'stages' ? (
          <p className="text-muted sm:col-span-2">Say with each step what it pays.</p>
        ) : (
          <TextField field={at('points')} label="It pays" {...amount} defaultValue={range.min} />
        )}
        <noscript>
          <RangeWithoutScript {...{ range, amount, at, pays }} />
        </noscript>
        {words.currencies.length > 1 && <SelectField field={at('currency')} label="Paid in" choices={words.currencies} defaultValue={currency} />}
        <SelectField field={at('badge')} label="And the badge" placeholder="None" choices={words.badges} defaultValue={badge ?? ''} />
      </div>
      <Places draft={draft} words={words} faults={faults} />
      <ExtraCredit draft={draft} words={words} faults={faults} />
    </div>
  )
}

type Amounts = { range: { min: number; max: number }; amount: object; at: (name: string) => ReturnType<typeof fieldAt>; pays: string }

/** Whoever has no script sees all three amounts, and the choice above says which of them holds. */
function RangeWithoutScript({ range, amount, at, pays }: Amounts) {
  return (
    <>
      {pays !== 'final' && (
        <TextField field={{ ...at('points'), id: 'points-plain' }} label="If at the end, it pays" {...amount} defaultValue={range.min} />
      )}
      {pays !== 'range' && <TextField field={at('least')} label="If a reviewer decides, at least" {...amount} defaultValue={range.min} />}
      {pays !== 'range' && <TextField field={at('most')} label="and at most" {...amount} defaultValue={range.max} />}
    </>
  )
}

const placeKinds = [
  { value: 'first', label: 'the first who finish' },
  { value: 'top', label: 'those with the best result' },
  { value: 'raffle', label: 'those who are drawn' },
]

function Places({ draft, faults }: PartProps) {
  return (
    <div className="grid gap-x-6 gap-y-5 sm:grid-cols-3">
      <SelectField
        field={fieldAt(faults, 'placesKind')}
        label="Who is paid"
        placeholder="Everybody who finishes"
        choices={placeKinds}
        defaultValue={draft.places?.kind ?? ''}
      />
      <TextField
        field={fieldAt(faults, 'placesCount')}
        label="How many of them"
        type="number"
        min={1}
        max={100_000}
        defaultValue={draft.places?.count ?? 10}
        hint="Only if not everybody is paid."
      />
    </div>
  )
}

function ExtraCredit({ draft: { extra }, words, faults }: PartProps) {
  const factor = { type: 'number', min: 1, max: 10, step: '0.1', unit: 'times as much' } as const
  return (
    <Disclosure summary="Extra credit" open={Boolean(extra.languages ?? extra.topics ?? extra.variety)}>
      <div className="grid gap-x-6 gap-y-5 pt-2 sm:grid-cols-2">
        <TextField
          field={fieldAt(faults, 'extraLanguages', 'extra')}
          label="The first in one of these languages"
          hint="Two-letter codes, separated by commas: fr, ja."
          defaultValue={extra.languages?.list.join(', ')}
          autoComplete="off"
        />
        <TextField field={fieldAt(faults, 'languageFactor')} label="gets" {...factor} defaultValue={extra.languages?.factor ?? 2} />
        <TextField
          field={fieldAt(faults, 'extraTopics')}
          label="The first on one of these topics"
          defaultValue={extra.topics?.list.join(', ')}
          autoComplete="off"
        />
        <TextField field={fieldAt(faults, 'topicFactor')} label="gets" {...factor} defaultValue={extra.topics?.factor ?? 2} />
        <TextField
          field={fieldAt(faults, 'extraVariety')}
          label="For a topic or language one has not used here before"
          type="number"
          min={0}
          max={1_000_000}
          unit={words.pointsName}
          defaultValue={extra.variety?.points ?? 0}
        />
      </div>
    </Disclosure>
  )
}

/** Who may judge what is handed in, and what is said about generated text. */
export function ChallengeReview({ draft, faults }: PartProps) {
  const policies = [
    { value: 'allowed', label: 'It is fine', description: 'Nobody asks how a text came to be.' },
    { value: 'declare', label: 'Members must say so', description: 'Reviewers see what was declared.' },
    { value: 'refused', label: 'Not here', description: 'Members confirm that they wrote it themselves.' },
  ]
  return (
    <div className="grid gap-6">
      <RadioCards field={{ id: 'generated', name: 'generated' }} label="Generated text" cards={policies} defaultValue={draft.generatedPolicy} />
      <div className="grid gap-x-6 gap-y-5 sm:grid-cols-3">
        <TextField
          field={fieldAt(faults, 'reviewers')}
          label="Reviewers who must agree"
          type="number"
          min={1}
          max={5}
          defaultValue={draft.reviewersNeeded}
        />
      </div>
      <CheckboxField
        field={{ id: 'onboarding', name: 'onboarding' }}
        label="Part of the welcome of new members"
        hint="It is the first thing they see, before everything else."
        defaultChecked={draft.onboarding}
      />
    </div>
  )
}
