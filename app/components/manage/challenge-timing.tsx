import { SelectField } from '#app/components/ui/select-field.tsx'
import { TextField } from '#app/components/ui/text-field.tsx'
import { efforts } from '#app/domain/challenges/challenges.ts'

import type { PartProps } from './challenge-reward.tsx'
import { fieldAt } from './challenge-words.ts'

const everies = [
  { value: 'day', label: 'Every day' },
  { value: 'week', label: 'Every week' },
  { value: 'month', label: 'Every month' },
]

/** When it can be done, how often, and of which campaign it is a part. */
export function ChallengeTiming({ draft, words, faults }: PartProps) {
  const { recurrence } = draft
  const at = (name: string) => fieldAt(faults, name)
  return (
    <div className="grid gap-x-6 gap-y-5 sm:grid-cols-3">
      <TextField field={at('opens')} label="Opens" type="datetime-local" defaultValue={draft.opens} hint="Empty: as soon as it is published." />
      <TextField field={at('closes')} label="Closes" type="datetime-local" defaultValue={draft.closes} hint="Empty: when you close it." />
      <SelectField field={at('zone')} label="In the zone" choices={words.zones} defaultValue={draft.timeZone} />
      <SelectField field={at('every')} label="Can be done" placeholder="Once" choices={everies} defaultValue={recurrence.every ?? ''} />
      <TextField
        field={at('times')}
        label="At most"
        type="number"
        min={0}
        max={1000}
        unit="times"
        defaultValue={recurrence.times ?? ''}
        hint="Empty: once, or as often as it comes back."
      />
      <TextField
        field={at('cooldown')}
        label="After a failed try, wait"
        type="number"
        min={0}
        max={8760}
        unit="hours"
        defaultValue={Math.round(recurrence.cooldownMinutes / 60)}
      />
      {words.campaigns.length > 0 && (
        <SelectField
          field={at('campaign')}
          label="Part of the campaign"
          placeholder="None"
          choices={words.campaigns}
          defaultValue={draft.campaignId ? String(draft.campaignId) : ''}
        />
      )}
    </div>
  )
}

/** How long it takes, how much work it is, in which language, and what it is about. */
export function ChallengeMeasure({ draft, faults, words }: PartProps) {
  const at = (name: string) => fieldAt(faults, name)
  return (
    <div className="grid gap-x-6 gap-y-5 sm:grid-cols-2">
      <TextField field={at('minutes')} label="Takes about" type="number" min={1} max={10_000} unit="minutes" defaultValue={draft.minutes} />
      <SelectField
        field={at('effort')}
        label="Effort"
        choices={Object.entries(efforts).map(([value, label]) => ({ value, label }))}
        defaultValue={draft.effort}
      />
      <SelectField field={at('language')} label="Language" placeholder="Any" choices={words.languages} defaultValue={draft.language} />
      <TextField field={at('topics')} label="Topics" hint="Separate them with commas." defaultValue={draft.topics.join(', ')} autoComplete="off" />
    </div>
  )
}
