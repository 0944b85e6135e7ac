import { Form } from '@remix-run/react'
import type { ReactNode } from 'react'
import { Button } from '#app/components/ui/button.tsx'
import { CheckboxField } from '#app/components/ui/checkbox-field.tsx'
import { Disclosure } from '#app/components/ui/disclosure.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { type Choice, SelectField } from '#app/components/ui/select-field.tsx'
import { TextareaField, TextField } from '#app/components/ui/text-field.tsx'
import { kindTitles, limitPeriods, rewardKinds } from '#app/domain/store/rewards.ts'
import { VariantRows, type VariantStart } from './variant-rows.tsx'

/** What the editor starts with: every field as its input shows it. */
export type RewardStart = Record<string, string>
type Setting = { name: string; label: string; hint: string }
type Choices = {
  levels: Choice[]
  segments: Choice[]
  badges: Choice[]
  countries: Choice[]
  fulfillers: Choice[]
  settings: { id: string; title: string; settings: Setting[] }[]
}
type Props = {
  start: RewardStart
  ticks: { highValue: boolean }
  variants: VariantStart[]
  choices: Choices
  errors: Record<string, string[]>
  unit: string
  pointsName: string
  refusal: string | null
}

/** The editor of a reward: what it is, what it costs, for whom, on which way. One form, and it works without script. */
export function RewardForm({ start, ticks, variants, choices, errors, unit, pointsName, refusal }: Props) {
  const field = (name: string, required = false) => ({
    id: name.replaceAll(/\W/g, '-'),
    name,
    required,
    errors: errors[name],
    defaultValue: start[name] ?? '',
  })
  const line = (name: string, label: string, hint?: string, more: { required?: boolean; number?: boolean; unit?: string; type?: string } = {}) => (
    <TextField
      field={field(name, more.required)}
      label={label}
      hint={hint}
      unit={more.unit}
      type={more.type ?? (more.number ? 'number' : 'text')}
      step={more.unit === unit ? '0.01' : undefined}
    />
  )
  const choose = (name: string, label: string, list: Choice[], none?: string) => (
    <SelectField field={field(name)} label={label} choices={list} placeholder={none} defaultValue={start[name]} />
  )
  return (
    <Form method="post" className="flex flex-col gap-8">
      <Faults refusal={refusal} errors={errors} />
      <Group title="What it is">
        {line('title', 'Title', undefined, { required: true })}
        {line('slug', 'Short name', 'In its address: small letters, digits, dashes.', { required: true })}
        {choose(
          'kind',
          'Kind',
          rewardKinds.map((value) => ({ value, label: kindTitles[value] })),
        )}
        {choose('state', 'Where it is', [
          { value: 'draft', label: 'A draft: only staff sees it' },
          { value: 'live', label: 'On the shelf' },
          { value: 'retired', label: 'Taken down' },
        ])}
        <Wide>{line('summary', 'One line for the shelf')}</Wide>
        <Wide>
          <TextareaField field={field('body')} label="More about it" hint="Markdown." rows={6} />
        </Wide>
        <Wide>
          <TextareaField field={field('pictures')} label="Pictures" hint="Addresses, one a line; the first stands on the shelf." rows={2} />
        </Wide>
      </Group>
      <Group title="What it costs">
        {line('price', `Price in ${pointsName}`, 'A higher price is announced first; a lower one holds at once.', { number: true, required: true })}
        {choose('approval', 'Who says yes', [
          { value: 'manual', label: 'A person looks at every order' },
          { value: 'auto', label: 'Nobody, where nothing speaks against it' },
        ])}
        {[0, 1, 2].map((n) => (
          <Wide key={n}>
            <div className="grid gap-4 sm:grid-cols-3">
              {choose(`offers[${n}].level`, `Lower price ${n + 1}: from level`, choices.levels, 'Any level')}
              {choose(`offers[${n}].segment`, 'in the group', choices.segments, 'Everybody')}
              {line(`offers[${n}].price`, 'costs', undefined, { number: true })}
            </div>
          </Wide>
        ))}
        {line('cost', 'It costs the program', 'For budgets and figures.', { number: true, unit })}
        {line('taxValue', 'Tax value', 'Counts for the yearly value of a person.', { number: true, unit })}
        {line('budget', 'Budget in all', 'Empty: no end.', { number: true, unit })}
        <CheckboxField field={{ id: 'highValue', name: 'highValue' }} label="High value: two people say yes" defaultChecked={ticks.highValue} />
      </Group>
      <Group title="For whom">
        {choose('minLevel', 'From level', choices.levels, 'Everybody')}
        {choose('segmentId', 'Group', choices.segments, 'Everybody')}
        {choose('badgeSlug', 'Badge', choices.badges, 'None needed')}
        {line('countries', 'Only for members in', 'Two letters each; EU for all of it. Empty: everywhere.')}
        {line('limitCount', 'At most', 'Empty: no limit.', { number: true })}
        {choose(
          'limitPeriod',
          'in a',
          limitPeriods.map((value) => ({ value, label: value === 'ever' ? 'lifetime' : value })),
          'No limit',
        )}
        {line('opensAt', 'From', undefined, { type: 'date' })}
        {line('closesAt', 'Until', undefined, { type: 'date' })}
      </Group>
      <RewardWay line={line} choose={choose} choices={choices} chosen={start.fulfiller} />
      <VariantRows variants={variants} errors={errors} />
      <div>
        <Button size="lg">Save</Button>
      </div>
    </Form>
  )
}

type Line = (name: string, label: string, hint?: string, more?: { required?: boolean; number?: boolean; unit?: string; type?: string }) => ReactNode
type Choose = (name: string, label: string, list: Choice[], none?: string) => ReactNode

function RewardWay({ line, choose, choices, chosen }: { line: Line; choose: Choose; choices: Choices; chosen: string | undefined }) {
  return (
    <Group title="Its way">
      {choose('shipsFrom', 'Ships from', choices.countries, 'It is not sent')}
      {line('served', 'It is sent to', 'Two letters each; EU for all of it. Empty: everywhere.')}
      {line('dutyFree', 'No customs in', 'Countries into which it comes without duties.')}
      {line('dutiesNote', 'A word about duties', 'For example what they usually are.')}
      {line('daysLeast', 'On its way at least', undefined, { number: true, unit: 'days' })}
      {line('daysMost', 'at most', undefined, { number: true, unit: 'days' })}
      {choose('fulfiller', 'Who hands it out', choices.fulfillers)}
      {choices.settings.map(({ id, title, settings }) => (
        <Wide key={id}>
          <Disclosure summary={`Only for ${title}`} open={chosen === id}>
            <div className="grid gap-4 pt-2 sm:grid-cols-2">
              {settings.map(({ name, label, hint }) => (
                <div key={name}>{line(`settings.${name}`, label, hint)}</div>
              ))}
            </div>
          </Disclosure>
        </Wide>
      ))}
      {line('benefits', 'Who gets a donation')}
      {line('drawsAt', 'Draw of a raffle', undefined, { type: 'date' })}
      {line('winners', 'Winners of a raffle', undefined, { number: true })}
      {choose('losers', 'Points of tickets that do not win', [
        { value: 'spent', label: 'Stay spent, as with any lottery' },
        { value: 'back', label: 'Come back to the members' },
      ])}
      {line('position', 'Place on the shelf', 'Small numbers stand first.', { number: true })}
    </Group>
  )
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset className="grid items-start gap-5 sm:grid-cols-2">
      <legend className="mb-4 text-lg font-bold tracking-tight">{title}</legend>
      {children}
    </fieldset>
  )
}

function Wide({ children }: { children: ReactNode }) {
  return <div className="sm:col-span-2">{children}</div>
}

function Faults({ refusal, errors }: Pick<Props, 'refusal' | 'errors'>) {
  return (
    <>
      {refusal && (
        <Notice tone="danger" announce>
          {refusal}
        </Notice>
      )}
      {Object.keys(errors).length > 0 && (
        <Notice tone="danger" announce>
          Something is missing or does not fit: {Object.values(errors).flat()[0]} Nothing was saved yet.
        </Notice>
      )}
    </>
  )
}
