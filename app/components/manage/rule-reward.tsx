import type { FieldMetadata, FormMetadata } from '@conform-to/react'
import { Plus, X } from 'lucide-react'

import { Button } from '#app/components/ui/button.tsx'
import { SelectField } from '#app/components/ui/select-field.tsx'
import { TextField } from '#app/components/ui/text-field.tsx'
import type { RuleForm } from '#app/domain/rules/form.ts'
import { limitWindows } from '#app/domain/rules/rules.ts'
import type { KindCards } from '#app/domain/rules/sentence.ts'

type Limits = FieldMetadata<RuleForm['limits'], RuleForm>

/** How often a rule may pay one member: up to four limits, each in its own span of time. */
export function RuleLimits({ form, limits }: { form: FormMetadata<RuleForm>; limits: Limits }) {
  const rows = limits.getFieldList()
  const windows = Object.entries(limitWindows)
  return (
    <div className="flex flex-col gap-3">
      {rows.length === 0 && <p className="py-2.5 text-muted">As often as it happens.</p>}
      {rows.map((row, index) => {
        const { count, window } = row.getFieldset()
        return (
          <div key={row.key} role="group" aria-label={`Limit ${index + 1}`} className="flex items-start gap-2">
            <div className="w-24">
              <TextField key={count.key} field={count} type="number" min={1} label="How often at most" labelHidden />
            </div>
            <div className="w-36">
              <SelectField
                key={window.key}
                field={window}
                label="In which time"
                labelHidden
                choices={windows.map(([value, label]) => ({ value, label }))}
              />
            </div>
            <Button
              {...form.remove.getButtonProps({ name: limits.name, index })}
              variant="ghost"
              size="sm"
              className="size-11 px-0! text-muted"
              aria-label={`Remove limit ${index + 1}`}
            >
              <X aria-hidden className="size-4" />
            </Button>
          </div>
        )
      })}
      {rows.length < windows.length && (
        <div>
          <Button
            {...form.insert.getButtonProps({ name: limits.name, defaultValue: { window: windows[rows.length]?.[0] ?? 'day' } })}
            variant="ghost"
            size="sm"
            className="-ml-3"
          >
            <Plus aria-hidden className="size-4" />
            Add a limit
          </Button>
        </div>
      )}
    </div>
  )
}

/** How many points, and how many for a member's first one. */
export function RulePoints({
  points,
  firstPoints,
  pointsName,
}: {
  points: FieldMetadata<number, RuleForm>
  firstPoints: FieldMetadata<number | undefined, RuleForm>
  pointsName: string
}) {
  return (
    <div className="flex flex-wrap items-start gap-x-3 gap-y-2">
      <div className="w-28">
        <TextField key={points.key} field={points} type="number" min={1} label={`How many ${pointsName}`} labelHidden />
      </div>
      <span className="py-2.5">{pointsName}, and for the first one</span>
      <div className="w-32">
        <TextField
          key={firstPoints.key}
          field={firstPoints}
          type="number"
          min={1}
          placeholder="the same"
          label={`How many ${pointsName} for the first one`}
          labelHidden
        />
      </div>
    </div>
  )
}

/** Who gets it: the one who did it, or those who did something with the same object. */
export function RuleReceiver({
  field,
  chosen,
  cards,
}: {
  field: FieldMetadata<string | undefined, RuleForm>
  chosen: readonly string[]
  cards: KindCards
}) {
  const channels = new Set(chosen.map((kind) => kind.slice(0, kind.indexOf(':'))))
  const others = Object.entries(cards).filter(([kind, card]) => !card.undo && (channels.size === 0 || channels.has(kind.slice(0, kind.indexOf(':')))))
  return (
    <SelectField
      key={field.key}
      field={field}
      label="Who gets it"
      labelHidden
      choices={[
        { value: 'actor', label: 'the one who did it' },
        {
          group: 'Others who, with the same thing,',
          choices: others.map(([kind, card]) => ({
            value: `who:${kind.slice(kind.indexOf(':') + 1)}`,
            label: `those who ${card.did.charAt(0).toLowerCase()}${card.did.slice(1)}`,
          })),
        },
      ]}
    />
  )
}
