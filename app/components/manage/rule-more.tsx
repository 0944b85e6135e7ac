import type { FormMetadata } from '@conform-to/react'

import { CheckboxField } from '#app/components/ui/checkbox-field.tsx'
import { Disclosure } from '#app/components/ui/disclosure.tsx'
import { SelectField } from '#app/components/ui/select-field.tsx'
import { TextField } from '#app/components/ui/text-field.tsx'
import type { RuleForm } from '#app/domain/rules/form.ts'
import { extras } from '#app/domain/rules/form-reward.ts'

import { Add, Row, type RuleFields } from './rule-rows.tsx'

type Named = { slug: string; title: string }
type Props = { form: FormMetadata<RuleForm>; fields: RuleFields; timeZone: string; badges: readonly Named[]; stampCards: readonly Named[] }

/** What most rules do not need, opened when they do: the time they hold, waiting, own work, and gifts beside points. */
export function RuleMore({ form, fields, timeZone, badges, stampCards }: Props) {
  const set = (...names: (keyof RuleForm)[]): boolean => names.some((name) => Boolean(fields[name].value) || Boolean(fields[name].errors?.length))
  return (
    <div className="divide-y border-y">
      <Disclosure summary="From when, until when" open={set('from', 'until')}>
        <div className="flex flex-wrap gap-4">
          <TextField key={fields.from.key} field={fields.from} type="datetime-local" label="From" />
          <TextField key={fields.until.key} field={fields.until} type="datetime-local" label="Until" />
        </div>
        <p className="my-2 text-sm text-muted">Days and times of the program’s time zone, {timeZone}. It is about when a thing was done.</p>
        <CheckboxField key={fields.inTime.key} field={fields.inTime} label="What was done in time but arrives after the end does not count" />
      </Disclosure>
      <Waiting fields={fields} open={set('cooldown', 'vestingDays', 'ownWork')} />
      <Gifts form={form} fields={fields} named={[...badges, ...stampCards]} />
    </div>
  )
}

function Waiting({ fields, open }: { fields: RuleFields; open: boolean }) {
  return (
    <Disclosure summary="Waiting and own work" open={open}>
      <div className="flex flex-col gap-4">
        <div className="flex flex-wrap items-start gap-2">
          <span className="py-2.5">Between two at least</span>
          <div className="w-24">
            <TextField key={fields.cooldown.key} field={fields.cooldown} type="number" min={1} label="How long between two" labelHidden />
          </div>
          <div className="w-32">
            <SelectField
              key={fields.cooldownUnit.key}
              field={fields.cooldownUnit}
              label="Minutes, hours or days"
              labelHidden
              choices={['minutes', 'hours', 'days'].map((value) => ({ value, label: value }))}
            />
          </div>
          <div className="min-w-40 flex-1">
            <SelectField
              key={fields.cooldownPer.key}
              field={fields.cooldownPer}
              label="Between two of whom"
              labelHidden
              choices={[
                { value: 'member', label: 'for each member' },
                { value: 'object', label: 'for the same thing' },
                { value: 'pair', label: 'with the same person' },
              ]}
            />
          </div>
        </div>
        <div className="flex flex-wrap items-start gap-2">
          <span className="py-2.5">Stays pending for</span>
          <div className="w-24">
            <TextField
              key={fields.vestingDays.key}
              field={fields.vestingDays}
              type="number"
              min={1}
              label="How many days it stays pending"
              labelHidden
            />
          </div>
          <span className="py-2.5">days, and lapses if the work is taken back before</span>
        </div>
        <CheckboxField key={fields.ownWork.key} field={fields.ownWork} label="Counts even for one’s own work, like accepting an own answer" />
      </div>
    </Disclosure>
  )
}

function Gifts({ form, fields, named }: Pick<Props, 'form' | 'fields'> & { named: readonly Named[] }) {
  return (
    <Disclosure summary="Gifts beside points" open={fields.also.getFieldList().length > 0}>
      <div className="flex flex-col gap-3">
        {fields.also.getFieldList().map((row, index) => {
          const { give, what, stamps } = row.getFieldset()
          return (
            <Row key={row.key} form={form} name={fields.also.name} index={index} word="gift">
              <div className="w-44">
                <SelectField
                  key={give.key}
                  field={give}
                  label="What kind of gift"
                  labelHidden
                  choices={Object.entries(extras).map(([value, label]) => ({ value, label }))}
                />
              </div>
              <div className="min-w-40 flex-1">
                <TextField
                  key={what.key}
                  field={what}
                  label="Which one, or its words"
                  labelHidden
                  list="rule-gifts"
                  autoComplete="off"
                  placeholder="which, or its words"
                />
              </div>
              <div className="w-28">
                <TextField key={stamps.key} field={stamps} type="number" min={1} max={10} label="How many stamps" labelHidden placeholder="stamps" />
              </div>
            </Row>
          )
        })}
        <datalist id="rule-gifts">
          {named.map((one) => (
            <option key={one.slug} value={one.slug}>
              {one.title}
            </option>
          ))}
        </datalist>
        <Add form={form} name={fields.also.name} start={{ give: 'badge' }}>
          Add a gift
        </Add>
      </div>
    </Disclosure>
  )
}
