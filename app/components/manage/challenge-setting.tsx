import { CheckboxField } from '#app/components/ui/checkbox-field.tsx'
import { Chips } from '#app/components/ui/chips.tsx'
import type { FieldState } from '#app/components/ui/field.tsx'
import { type Choice, Select, SelectField } from '#app/components/ui/select-field.tsx'
import { TextareaField, TextField } from '#app/components/ui/text-field.tsx'
import { conditionRows, settingShown } from '#app/domain/challenges/stage-settings.ts'
import type { Field } from '#app/domain/challenges/types/type.ts'
import { operators } from '#app/domain/rules/rules.ts'
import { factsOf } from '#app/domain/rules/sentence.ts'

import type { EditorWords } from './challenge-words.ts'
import { RuleKinds } from './rule-kinds.tsx'

type Props = { setting: Field; field: FieldState; value: unknown; settings: Record<string, unknown>; words: EditorWords }

const asList = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : [])

/** One setting of a step, drawn from what its type says about it. */
export function ChallengeSetting({ setting, field, value, settings, words }: Props) {
  const { label, hint } = setting
  const shown = settingShown(setting, value)
  switch (setting.kind) {
    case 'check':
      return <CheckboxField field={field} label={label} hint={hint} defaultChecked={value === undefined ? true : value === true} />
    case 'number':
      return (
        <TextField
          field={field}
          label={label}
          hint={hint}
          type="number"
          min={setting.min}
          max={setting.max}
          unit={setting.unit}
          defaultValue={shown}
        />
      )
    case 'long':
      return <TextareaField field={field} label={label} hint={hint} defaultValue={shown} rows={3} />
    case 'lines':
    case 'options':
      return <TextareaField field={field} label={label} hint={hint ?? 'One a line.'} defaultValue={shown} rows={setting.kind === 'options' ? 4 : 2} />
    case 'choice':
      return <SelectField field={field} label={label} hint={hint} choices={[...setting.options]} defaultValue={shown || setting.options[0]?.value} />
    case 'choices':
      return <Chips field={field} label={label} hint={hint} chips={setting.options} chosen={asList(value)} />
    case 'kinds':
      return (
        <div>
          <p className="mb-1.5 text-sm font-semibold">{label}</p>
          <RuleKinds field={field} chosen={asList(value)} cards={words.cards} channels={words.channels} />
        </div>
      )
    case 'conditions':
      return <Conditions field={field} label={label} value={value} kinds={asList(settings.trigger)} words={words} />
    case 'quiz':
    case 'survey':
    case 'event':
    case 'source':
      return (
        <Chosen field={field} label={label} hint={hint} shown={shown} choices={listFor(setting.kind, words)} required={setting.required === true} />
      )
    default:
      return (
        <TextField
          field={field}
          label={label}
          hint={hint}
          type={setting.kind === 'url' ? 'url' : setting.kind === 'date' ? 'date' : 'text'}
          defaultValue={shown}
          autoComplete="off"
        />
      )
  }
}

function listFor(kind: 'quiz' | 'survey' | 'event' | 'source', words: EditorWords): Choice[] {
  return { quiz: words.quizzes, survey: words.surveys, event: words.events, source: words.sources }[kind]
}

type ChosenProps = { field: FieldState; label: string; hint?: string; shown: string; choices: Choice[]; required: boolean }

function Chosen({ field, label, hint, shown, choices, required }: ChosenProps) {
  const none = choices.length === 0 ? 'There is none yet' : required ? 'Choose …' : 'None'
  return <SelectField field={field} label={label} hint={hint} choices={choices} placeholder={none} defaultValue={shown} />
}

type ConditionsProps = { field: FieldState; label: string; value: unknown; kinds: readonly string[]; words: EditorWords }

/** Up to a few comparisons, one a row; an empty row says nothing, and one is always there to fill. */
function Conditions({ field, label, value, kinds, words }: ConditionsProps) {
  const rows = [...conditionRows(value), { fact: '', op: 'is', value: '' }]
  const facts = Object.entries(factsOf(kinds, words.cards)).map(([name, card]) => ({ value: name, label: card.label }))
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1.5 text-sm font-semibold">{label}</legend>
      <div className="flex flex-col gap-2">
        {rows.map((row, index) => (
          <div key={index} className="grid gap-2 sm:grid-cols-[2fr_1fr_2fr]">
            <Select
              name={`${field.name}.fact`}
              aria-label={`What to look at ${index + 1}`}
              placeholder={index === 0 ? 'Nothing: each one counts' : 'Nothing more'}
              choices={facts}
              defaultValue={row.fact}
            />
            <Select
              name={`${field.name}.op`}
              aria-label={`How to compare ${index + 1}`}
              choices={Object.entries(operators).map(([name, one]) => ({ value: name, label: one.label }))}
              defaultValue={row.op}
            />
            <input
              name={`${field.name}.value`}
              aria-label={`With what ${index + 1}`}
              defaultValue={row.value}
              className="input-face"
              autoComplete="off"
            />
          </div>
        ))}
      </div>
      <p className="mt-1.5 text-sm text-muted">What can be looked at follows from what happens: save the draft after choosing it.</p>
    </fieldset>
  )
}
