import type { FormMetadata } from '@conform-to/react'

import { FieldErrors } from '#app/components/ui/field.tsx'
import { SelectField } from '#app/components/ui/select-field.tsx'
import { TextField } from '#app/components/ui/text-field.tsx'
import type { FactCard } from '#app/contract/adapter.ts'
import type { RuleForm } from '#app/domain/rules/form.ts'
import { gives } from '#app/domain/rules/form-reward.ts'

import { Add, Row, type RuleFields } from './rule-rows.tsx'

type Props = {
  form: FormMetadata<RuleForm>
  fields: RuleFields
  facts: Readonly<Record<string, FactCard>>
  currencies: readonly { slug: string; name: string }[]
  pointsName: string
}

// What stands below the amount follows the choice by style alone, so that it does without script as well.
const shown = {
  amount: 'group-has-[[value=factor]:checked]/give:hidden group-has-[[value=nothing]:checked]/give:hidden',
  first: 'hidden group-has-[[value=each]:checked]/give:flex group-has-[[value=stages]:checked]/give:flex group-has-[[value=units]:checked]/give:flex',
  stages: 'hidden group-has-[[value=stages]:checked]/give:block',
  units: 'hidden group-has-[[value=units]:checked]/give:flex group-has-[[value=stages]:checked]/give:flex',
  every: 'hidden group-has-[[value=every]:checked]/give:flex',
  reaches: 'hidden group-has-[[value=reaches]:checked]/give:flex',
  reach: 'hidden group-has-[[value=reach]:checked]/give:flex',
  factor: 'hidden group-has-[[value=factor]:checked]/give:flex',
} as const

const line = 'flex-wrap items-start gap-x-3 gap-y-2'

/** How much a rule gives, and by what: each one, by a value, for each of a number, every so many, at marks, or a multiplier. */
export function RuleAmount({ form, fields, facts, currencies, pointsName }: Props) {
  const numbers = Object.entries(facts).filter(([, card]) => card.type === 'number')
  const choices = (list: [string, FactCard][]) => list.map(([value, card]) => ({ value, label: card.label }))
  return (
    <div className="group/give flex flex-col gap-3">
      <div className={`flex ${line}`}>
        <div className={`w-28 ${shown.amount}`}>
          <TextField key={fields.points.key} field={fields.points} type="number" min={1} label={`How many ${pointsName}`} labelHidden />
        </div>
        <Currency fields={fields} currencies={currencies} pointsName={pointsName} />
        <div className="min-w-56 flex-1">
          <SelectField
            key={fields.give.key}
            field={fields.give}
            label="How it gives"
            labelHidden
            choices={Object.entries(gives).map(([value, label]) => ({ value, label }))}
          />
        </div>
      </div>
      <div className={`${shown.stages}`}>
        <Stages form={form} fields={fields} facts={choices(Object.entries(facts))} pointsName={pointsName} />
      </div>
      <ByNumber fields={fields} numbers={choices(numbers)} />
      <div className={`${shown.factor} ${line}`}>
        <div className="w-28">
          <TextField key={fields.factor.key} field={fields.factor} type="number" min={0.1} step={0.1} label="How many times as much" labelHidden />
        </div>
        <span className="min-w-0 flex-1 basis-60 py-2.5">
          times as much from every other rule. Several add up: a double and a triple make four times, never more than five.
        </span>
      </div>
      <div className={`${shown.first} ${line}`}>
        <span className="py-2.5">and for a member’s first one</span>
        <div className="w-32">
          <TextField
            key={fields.firstPoints.key}
            field={fields.firstPoints}
            type="number"
            min={1}
            placeholder="the same"
            label={`How many ${pointsName} for the first one`}
            labelHidden
          />
        </div>
      </div>
    </div>
  )
}

/** Amounts that follow a number: for each of it, every so many, at certain ones, or at marks. */
function ByNumber({ fields, numbers }: { fields: RuleFields; numbers: { value: string; label: string }[] }) {
  return (
    <>
      <div className={`${shown.units} ${line}`}>
        <span className="py-2.5">for each of</span>
        <div className="min-w-48 flex-1">
          <SelectField
            key={fields.unitFact.key}
            field={fields.unitFact}
            label="Which number"
            labelHidden
            placeholder="Choose a number …"
            choices={numbers}
          />
        </div>
        <span className="py-2.5">up to</span>
        <div className="w-28">
          <TextField key={fields.unitMost.key} field={fields.unitMost} type="number" min={1} label="Up to how many" labelHidden />
        </div>
      </div>
      <div className={`${shown.every} ${line}`}>
        <span className="py-2.5">at every</span>
        <div className="w-28">
          <TextField key={fields.every.key} field={fields.every} type="number" min={2} label="Every how many" labelHidden />
        </div>
        <span className="py-2.5">of them, like every 10</span>
      </div>
      <div className={`${shown.reaches} ${line}`}>
        <span className="py-2.5">at number</span>
        <div className="min-w-40 flex-1">
          <TextField
            key={fields.reaches.key}
            field={fields.reaches}
            label="At which numbers"
            labelHidden
            placeholder="1 10 100"
            inputMode="numeric"
          />
        </div>
      </div>
      <div className={`${shown.reach} ${line}`}>
        <span className="py-2.5">each time</span>
        <div className="min-w-48 flex-1">
          <SelectField
            key={fields.reachFact.key}
            field={fields.reachFact}
            label="Which number grows"
            labelHidden
            placeholder="Choose a number …"
            choices={numbers}
          />
        </div>
        <span className="py-2.5">reaches</span>
        <div className="min-w-40 flex-1">
          <TextField
            key={fields.thresholds.key}
            field={fields.thresholds}
            label="Which marks"
            labelHidden
            placeholder="100 500 1000"
            inputMode="numeric"
          />
        </div>
      </div>
    </>
  )
}

function Currency({ fields, currencies, pointsName }: Pick<Props, 'fields' | 'currencies' | 'pointsName'>) {
  if (currencies.length < 2) return <span className={`py-2.5 ${shown.amount}`}>{pointsName}</span>
  return (
    <div className="w-36">
      <SelectField
        key={fields.currency.key}
        field={fields.currency}
        label="In which currency"
        labelHidden
        choices={currencies.map((one) => ({ value: one.slug, label: one.slug === 'points' ? pointsName : one.name }))}
      />
    </div>
  )
}

type StagesProps = { form: FormMetadata<RuleForm>; fields: RuleFields; facts: { value: string; label: string }[]; pointsName: string }

function Stages({ form, fields, facts, pointsName }: StagesProps) {
  return (
    <div className="flex flex-col gap-3 border-l-3 border-leaf-soft pl-3">
      <SelectField key={fields.stageFact.key} field={fields.stageFact} label="By what" labelHidden placeholder="By what …" choices={facts} />
      {fields.stages.getFieldList().map((row, index) => {
        const { value, points } = row.getFieldset()
        return (
          <Row key={row.key} form={form} name={fields.stages.name} index={index} word="value">
            <div className="min-w-32 flex-1">
              <TextField key={value.key} field={value} label="Which value" labelHidden placeholder="value" />
            </div>
            <div className="w-28">
              <TextField key={points.key} field={points} type="number" min={0} label={`How many ${pointsName} for it`} labelHidden />
            </div>
          </Row>
        )
      })}
      <FieldErrors field={fields.stages} />
      <Add form={form} name={fields.stages.name} start={{}}>
        Add a value
      </Add>
      <p className="text-sm text-muted">Every other value gives the amount above, or nothing if it is empty.</p>
    </div>
  )
}
