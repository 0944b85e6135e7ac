import { type SubmissionResult, useForm } from '@conform-to/react'
import { parseWithZod } from '@conform-to/zod/v4'
import { Form, useNavigation } from '@remix-run/react'

import { type Channel, RuleKinds } from '#app/components/manage/rule-kinds.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { Disclosure } from '#app/components/ui/disclosure.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { SelectField } from '#app/components/ui/select-field.tsx'
import { TextField } from '#app/components/ui/text-field.tsx'
import { goalSchema, readings } from '#app/domain/goals/goals.ts'
import type { KindCards } from '#app/domain/rules/sentence.ts'

type Props = {
  formKey: string
  cards: KindCards
  channels: readonly Channel[]
  zone: string
  /** True where a manager sets it for somebody: then it names whom, and may pay. */
  staff?: boolean
  lastResult?: SubmissionResult<string[]> | null
  refusal?: string | null
}

/** A goal as a sentence: so many of what, by when. */
export function GoalForm({ formKey, cards, channels, zone, staff = false, lastResult, refusal }: Props) {
  const [form, fields] = useForm({
    id: 'goal',
    lastResult,
    defaultValue: { key: formKey, reading: 'latest', target: '5' },
    shouldRevalidate: 'onInput',
    onValidate: ({ formData }) => parseWithZod(formData, { schema: goalSchema }),
  })
  const busy = useNavigation().formData?.get('do') === 'set'
  return (
    <Form method="post" id={form.id} onSubmit={form.onSubmit} noValidate preventScrollReset className="flex max-w-2xl flex-col gap-5">
      <input type="hidden" name="do" value="set" />
      <input type="hidden" name="key" value={formKey} />
      {refusal && (
        <Notice tone="danger" announce title="Nothing was set">
          {refusal}
        </Notice>
      )}
      {staff && <TextField field={fields.member} label="For whom" placeholder="@handle" />}
      <TextField field={fields.title} label="Title" placeholder="Five answers this month" />
      <div className="flex flex-wrap items-start gap-5">
        <div className="w-32">
          <TextField field={fields.target} type="number" min={1} inputMode="numeric" label="How many" />
        </div>
        <div className="w-52">
          <TextField field={fields.until} type="date" label="By when" hint={`The end of that day, ${staff ? 'where they live' : zone}.`} />
        </div>
        {staff && (
          <div className="w-40">
            <TextField field={fields.bonus} type="number" min={0} inputMode="numeric" label="Bonus when met" />
          </div>
        )}
      </div>
      <div>
        <p className="mb-1.5 text-sm font-semibold">Of what</p>
        <RuleKinds field={{ id: 'goal-kinds', name: 'kinds' }} chosen={[]} cards={cards} channels={channels} />
      </div>
      <Disclosure summary="Follow a figure instead">
        <div className="flex flex-wrap items-start gap-5">
          <div className="w-56">
            <TextField
              field={fields.metric}
              label="Name of the figure"
              hint="As a system of yours reports it over signed JSON, with the type metric.reported."
            />
          </div>
          <div className="w-56">
            <SelectField field={fields.reading} label="What counts" choices={Object.entries(readings).map(([value, label]) => ({ value, label }))} />
          </div>
        </div>
      </Disclosure>
      <div>
        <Button pending={busy}>Set the goal</Button>
      </div>
    </Form>
  )
}
