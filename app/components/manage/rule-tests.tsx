import type { FieldMetadata, FormMetadata } from '@conform-to/react'
import { Plus, X } from 'lucide-react'

import { Button } from '#app/components/ui/button.tsx'
import { SelectField } from '#app/components/ui/select-field.tsx'
import { TextField } from '#app/components/ui/text-field.tsx'
import type { FactCard } from '#app/contract/adapter.ts'
import type { RuleForm } from '#app/domain/rules/form.ts'
import { operators } from '#app/domain/rules/rules.ts'

type Facts = Readonly<Record<string, FactCard>>
type Tests = FieldMetadata<RuleForm['tests'], RuleForm>

/** The facts in groups: what happened, the time, and the member. */
function groupsOf(facts: Facts, timeZone: string) {
  const choices = (fits: (name: string) => boolean) =>
    Object.entries(facts)
      .filter(([name]) => fits(name))
      .map(([name, one]) => ({ value: name, label: one.label }))
  return [
    { group: 'What happened', choices: choices((name) => !/^(time|member)\./.test(name)) },
    { group: `The time (${timeZone})`, choices: choices((name) => name.startsWith('time.')) },
    { group: 'The member', choices: choices((name) => name.startsWith('member.')) },
  ]
}

/** The conditions of a rule, one a row; rows are added and removed with script or without. */
export function RuleTests({ form, tests, facts, timeZone }: { form: FormMetadata<RuleForm>; tests: Tests; facts: Facts; timeZone: string }) {
  const rows = tests.getFieldList()
  return (
    <div className="flex flex-col gap-3">
      {rows.length === 0 && <p className="py-2.5 text-muted">No conditions: each one counts.</p>}
      {rows.map((row, index) => (
        <RuleTest key={row.key} row={row} index={index} facts={facts} timeZone={timeZone}>
          <Button
            {...form.remove.getButtonProps({ name: tests.name, index })}
            variant="ghost"
            size="sm"
            className="size-11 px-0! text-muted"
            aria-label={`Remove condition ${index + 1}`}
          >
            <X aria-hidden className="size-4" />
          </Button>
        </RuleTest>
      ))}
      <div>
        <Button {...form.insert.getButtonProps({ name: tests.name, defaultValue: {} })} variant="ghost" size="sm" className="-ml-3">
          <Plus aria-hidden className="size-4" />
          Add a condition
        </Button>
      </div>
    </div>
  )
}

type Row = ReturnType<Tests['getFieldList']>[number]

type TestProps = { row: Row; index: number; facts: Facts; timeZone: string; children: React.ReactNode }

function RuleTest({ row, index, facts, timeZone, children }: TestProps) {
  const { fact, op, value } = row.getFieldset()
  const card = facts[String(fact.value ?? '')]
  const fitting = Object.entries(operators).filter(([, one]) => !card || (one.types as readonly string[]).includes(card.type))
  return (
    <div
      role="group"
      aria-label={`Condition ${index + 1}`}
      className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-2 border-l-3 border-leaf-soft pl-3"
    >
      <div className="grid min-w-0 gap-2 sm:grid-cols-[minmax(0,2fr)_minmax(0,3fr)] sm:*:first:col-span-2">
        <SelectField key={fact.key} field={fact} label="What to look at" labelHidden placeholder="Choose …" choices={groupsOf(facts, timeZone)} />
        <SelectField
          key={`${op.key}-${card?.type}`}
          field={op}
          label="How to compare"
          labelHidden
          choices={fitting.map(([name, one]) => ({ value: name, label: one.label }))}
        />
        <TestValue key={`${value.key}-${card?.type}`} field={value} card={card} />
      </div>
      {children}
    </div>
  )
}

function TestValue({ field, card }: { field: FieldMetadata<string | undefined, RuleForm>; card?: FactCard }) {
  if (card?.type === 'boolean') {
    return (
      <SelectField
        field={field}
        label="With what"
        labelHidden
        choices={[
          { value: 'yes', label: 'yes' },
          { value: 'no', label: 'no' },
        ]}
      />
    )
  }
  const known = card?.values ?? []
  return (
    <div>
      <TextField
        field={field}
        label="With what"
        labelHidden
        inputMode={card?.type === 'number' ? 'decimal' : undefined}
        list={known.length > 0 ? `${field.id}-known` : undefined}
        autoComplete="off"
      />
      {known.length > 0 && (
        <datalist id={`${field.id}-known`}>
          {known.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
      )}
    </div>
  )
}
