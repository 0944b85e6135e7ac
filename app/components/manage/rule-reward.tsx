import type { FormMetadata } from '@conform-to/react'

import { Disclosure } from '#app/components/ui/disclosure.tsx'
import { FieldErrors } from '#app/components/ui/field.tsx'
import { SelectField } from '#app/components/ui/select-field.tsx'
import { TextField } from '#app/components/ui/text-field.tsx'
import type { RuleForm } from '#app/domain/rules/form.ts'
import { roles } from '#app/domain/rules/reward-words.ts'
import { limitWindows } from '#app/domain/rules/rules.ts'
import type { KindCards } from '#app/domain/rules/sentence.ts'

import { Add, Row, type RuleFields } from './rule-rows.tsx'

type Part = { form: FormMetadata<RuleForm>; fields: RuleFields }

/** How often (or how much) a rule may pay, and whom that counts for. */
export function RuleLimits({ form, fields, pointsName }: Part & { pointsName: string }) {
  const rows = fields.limits.getFieldList()
  const windows = Object.entries(limitWindows).map(([value, label]) => ({ value, label }))
  return (
    <div className="flex flex-col gap-3">
      {rows.length === 0 && <p className="py-2.5 text-muted">As often as it happens.</p>}
      {rows.map((row, index) => {
        const { count, window, of, per } = row.getFieldset()
        return (
          <Row key={row.key} form={form} name={fields.limits.name} index={index} word="limit">
            <div className="w-24">
              <TextField key={count.key} field={count} type="number" min={1} label="How often at most" labelHidden />
            </div>
            <div className="w-28">
              <SelectField
                key={of.key}
                field={of}
                label="Times or an amount"
                labelHidden
                choices={[
                  { value: 'times', label: 'times' },
                  { value: 'points', label: pointsName },
                ]}
              />
            </div>
            <div className="w-28">
              <SelectField key={window.key} field={window} label="In which time" labelHidden choices={windows} />
            </div>
            <div className="min-w-40 flex-1">
              <SelectField
                key={per.key}
                field={per}
                label="Counted for whom"
                labelHidden
                choices={[
                  { value: 'member', label: 'for each member' },
                  { value: 'object', label: 'for the same thing' },
                  { value: 'pair', label: 'with the same person' },
                  { value: 'program', label: 'over all members' },
                ]}
              />
            </div>
          </Row>
        )
      })}
      {rows.length < 8 && (
        <Add form={form} name={fields.limits.name} start={{ window: windows[rows.length % 4]?.value ?? 'day', of: 'times', per: 'member' }}>
          Add a limit
        </Add>
      )}
      <FieldErrors field={fields.limits} />
    </div>
  )
}

const namedRoles = Object.entries(roles).map(([role, label]) => ({ value: `role:${role}`, label }))

/** Who gets it: the one who did it, those named in it, those who did something with the same thing, or several in shares. */
export function RuleReceiver({ form, fields, chosen, cards }: Part & { chosen: readonly string[]; cards: KindCards }) {
  const channels = new Set(chosen.map((kind) => kind.slice(0, kind.indexOf(':'))))
  const others = Object.entries(cards).filter(
    ([kind, card]) => !card.undo && !kind.startsWith('hub:') && (channels.size === 0 || channels.has(kind.slice(0, kind.indexOf(':')))),
  )
  const shares = fields.shares.getFieldList()
  return (
    <div>
      <SelectField
        key={fields.to.key}
        field={fields.to}
        label="Who gets it"
        labelHidden
        choices={[
          { value: 'actor', label: 'the one who did it' },
          { group: 'Somebody named in it', choices: namedRoles },
          {
            group: 'Others who, with the same thing,',
            choices: others.map(([kind, card]) => ({
              value: `who:${kind.slice(kind.indexOf(':') + 1)}`,
              label: `those who ${card.did.charAt(0).toLowerCase()}${card.did.slice(1)}`,
            })),
          },
        ]}
      />
      <Disclosure summary="Shared between several" open={shares.length > 0 || Boolean(fields.shares.errors?.length)}>
        <div className="flex flex-col gap-3">
          <p className="text-sm text-muted">One amount in parts that add up to 100 percent. What nobody is named for goes to the one who did it.</p>
          {shares.map((row, index) => {
            const { to, percent } = row.getFieldset()
            return (
              <Row key={row.key} form={form} name={fields.shares.name} index={index} word="share">
                <div className="w-28">
                  <TextField key={percent.key} field={percent} type="number" min={1} max={100} label="How many percent" labelHidden unit="%" />
                </div>
                <div className="min-w-40 flex-1">
                  <SelectField
                    key={to.key}
                    field={to}
                    label="To whom"
                    labelHidden
                    choices={[{ value: 'actor', label: 'the one who did it' }, ...namedRoles]}
                  />
                </div>
              </Row>
            )
          })}
          <Add form={form} name={fields.shares.name} start={{ to: shares.length === 0 ? 'actor' : 'role:asker', percent: '50' }}>
            Add a share
          </Add>
          <FieldErrors field={fields.shares} />
        </div>
      </Disclosure>
    </div>
  )
}
