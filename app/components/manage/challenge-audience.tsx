import { CheckboxField } from '#app/components/ui/checkbox-field.tsx'
import { Chips } from '#app/components/ui/chips.tsx'
import { Disclosure } from '#app/components/ui/disclosure.tsx'
import { Select, SelectField } from '#app/components/ui/select-field.tsx'
import { TextField } from '#app/components/ui/text-field.tsx'

import type { PartProps } from './challenge-reward.tsx'
import { fieldAt } from './challenge-words.ts'

/** Whom it is meant for: everybody for whom all that is said holds. Whoever is not among them does not learn that it exists. */
export function ChallengeAudience({ draft, words, faults }: PartProps) {
  const { audience } = draft
  const offered = new Set(words.interests.map((chip) => chip.value))
  const others = (audience.interests ?? []).filter((interest) => !offered.has(interest))
  return (
    <div id="audience" className="grid gap-6">
      <div className="grid gap-x-6 gap-y-5 sm:grid-cols-2">
        <SelectField
          field={fieldAt(faults, 'levelFrom')}
          label="From level"
          placeholder="Any level"
          choices={words.levels}
          defaultValue={audience.levelFrom ? String(audience.levelFrom) : ''}
        />
        <div className="self-end">
          <CheckboxField field={{ id: 'visitors', name: 'visitors' }} label="Visitors may try it" defaultChecked={audience.visitors} />
        </div>
      </div>
      {words.segments.length > 0 && (
        <>
          <Chips
            field={{ id: 'segment', name: 'segment' }}
            label="In one of these segments"
            chips={words.segments}
            chosen={(audience.segments ?? []).map(String)}
          />
          <Chips
            field={{ id: 'exclude', name: 'exclude' }}
            label="And in none of these"
            chips={words.segments}
            chosen={(audience.exclude ?? []).map(String)}
          />
        </>
      )}
      <Disclosure summary="By interest, language or country" open={Boolean(audience.interests ?? audience.languages ?? audience.countries)}>
        <div className="grid gap-6 pt-2">
          <Chips
            field={{ id: 'interest', name: 'interest' }}
            label="Who named one of these interests"
            chips={words.interests}
            chosen={audience.interests ?? []}
          />
          <TextField
            field={{ id: 'interests', name: 'interests' }}
            label="Or one of these"
            hint="Separate them with commas."
            defaultValue={others.join(', ')}
            autoComplete="off"
          />
          <Several name="speaks" label="Who writes or speaks one of" choices={words.languages} chosen={audience.languages ?? []} />
          <Several name="country" label="Who lives in one of" choices={words.countries} chosen={audience.countries ?? []} />
        </div>
      </Disclosure>
      <Needs draft={draft} words={words} faults={faults} />
    </div>
  )
}

/** A few chosen from a long list: each in a drop-down of its own, and one more to fill. */
function Several({
  name,
  label,
  choices,
  chosen,
}: {
  name: string
  label: string
  choices: { value: string; label: string }[]
  chosen: readonly string[]
}) {
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1.5 text-sm font-semibold">{label}</legend>
      <div className="flex flex-wrap gap-2">
        {[...chosen, '', ''].map((value, index) => (
          <span key={`${value}-${index}`} className="w-52">
            <Select name={name} aria-label={`${label} ${index + 1}`} placeholder="Any" choices={choices} defaultValue={value} />
          </span>
        ))}
      </div>
    </fieldset>
  )
}

function Needs({ draft, words, faults }: PartProps) {
  const field = { ...fieldAt(faults, 'need', 'needs') }
  if (words.others.length === 0) return <div id="needs" />
  return (
    <div id="needs">
      <Disclosure
        summary={draft.needs.length > 0 ? `Must be done before: ${draft.needs.length}` : 'Nothing must be done before'}
        open={draft.needs.length > 0}
      >
        <div className="pt-2">
          <Chips field={field} label="Must be done before" chips={words.others} chosen={draft.needs.map(String)} />
        </div>
      </Disclosure>
    </div>
  )
}
