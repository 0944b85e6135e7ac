import { type SubmissionResult, useForm } from '@conform-to/react'
import { parseWithZod } from '@conform-to/zod/v4'
import { Form, useNavigation } from '@remix-run/react'
import { type ReactNode, useEffect, useRef } from 'react'

import { Button } from '#app/components/ui/button.tsx'
import { FieldErrors } from '#app/components/ui/field.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { Select } from '#app/components/ui/select-field.tsx'
import { TextareaField, TextField } from '#app/components/ui/text-field.tsx'
import { type RuleForm as Fields, modes, ruleFormSchema } from '#app/domain/rules/form.ts'
import type { Condition } from '#app/domain/rules/rules.ts'
import { type KindCards, factsOf } from '#app/domain/rules/sentence.ts'

import { RuleAmount } from './rule-amount.tsx'
import { type Channel, RuleKinds } from './rule-kinds.tsx'
import { RuleMore } from './rule-more.tsx'
import { RuleLimits, RuleReceiver } from './rule-reward.tsx'
import type { RuleFields } from './rule-rows.tsx'
import { RuleTests } from './rule-tests.tsx'

/** What there is to choose from, and how it is called. */
export type RuleWords = {
  cards: KindCards
  channels: readonly Channel[]
  currencies: readonly { slug: string; name: string }[]
  badges: readonly { slug: string; title: string }[]
  stampCards: readonly { slug: string; title: string }[]
  timeZone: string
}

/** The id of the form, so that what stands beside it can belong to it. */
export const ruleFormId = 'rule'

type Props = {
  start: Fields
  lastResult?: SubmissionResult<string[]> | null
  words: RuleWords
  pointsName: string
  /** The version that the writer has before them; null for a new rule. */
  basedOn: number | null
  kept: Condition | null
  /** Told the form's element whenever something in it changed. */
  onDraft: (form: HTMLFormElement | null, typed: string) => void
  refusal?: string | null
}

const asList = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : typeof value === 'string' && value ? [value] : [])

/** A rule as a sentence to fill in. Without script each button is a round to the server; with script it answers at once. */
export function RuleForm({ start, lastResult, words, pointsName, basedOn, kept, onDraft, refusal }: Props) {
  const { cards, channels, timeZone } = words
  const kinds = Object.keys(cards).filter((kind) => !cards[kind]?.undo)
  const schema = ruleFormSchema({ kinds, factsFor: (chosen) => factsOf(chosen, cards), kept, timeZone })
  const [form, metadata] = useForm<Fields>({
    id: ruleFormId,
    lastResult,
    defaultValue: start,
    shouldRevalidate: 'onInput',
    onValidate: ({ formData }) => parseWithZod(formData, { schema }) as never,
  })
  const fields = metadata as unknown as RuleFields
  const saving = useNavigation().formMethod === 'POST'
  const chosen = asList(fields.kinds.value)
  const typed = JSON.stringify(form.value)
  const element = useRef<HTMLFormElement>(null)
  useEffect(() => onDraft(element.current, typed), [typed, onDraft])
  return (
    <Form
      method="post"
      id={form.id}
      onSubmit={form.onSubmit}
      noValidate
      ref={element}
      className="flex flex-col gap-5"
      aria-describedby={form.errors ? form.errorId : undefined}
    >
      {/* Pressing Enter must save, not remove the first condition: the first button of a form is the one that Enter presses. */}
      <button className="sr-only" tabIndex={-1} aria-hidden="true">
        Save
      </button>
      <input type="hidden" name="do" value="save" />
      {basedOn !== null && <input type="hidden" name="basedOn" value={basedOn} />}
      {kept && <input type="hidden" name="keepCondition" value="on" />}
      {refusal && (
        <Notice tone="danger" announce title="Not saved">
          {refusal}
        </Notice>
      )}
      {lastResult?.status === 'error' && lastResult.error && (
        <Notice tone="danger" announce title="Not saved yet">
          Something is missing or does not fit; it is marked below. What you wrote is still here.
        </Notice>
      )}
      <TextField
        key={fields.title.key}
        field={fields.title}
        label="Title"
        hint="Members see it beside their points, so name the deed: “Merged pull request”."
        maxLength={120}
      />
      <fieldset className="card flex flex-col gap-5 p-5">
        <legend className="sr-only">The rule</legend>
        <Clause word="When">
          <RuleKinds field={fields.kinds} chosen={chosen} cards={cards} channels={channels} />
        </Clause>
        <Clause word="and">
          {kept ? (
            <p className="py-2.5 text-muted">The condition of this rule is nested deeper than this form shows. It stays as it is.</p>
          ) : (
            <>
              {(fields.tests.getFieldList().length > 1 || fields.mode.value !== 'all') && <Mode field={fields.mode} />}
              <RuleTests form={form} tests={fields.tests} facts={factsOf(chosen, cards)} timeZone={timeZone} />
              <FieldErrors field={fields.tests} />
            </>
          )}
        </Clause>
        <Clause word="give">
          <RuleAmount form={form} fields={fields} facts={factsOf(chosen, cards)} currencies={words.currencies} pointsName={pointsName} />
        </Clause>
        <Clause word="at most">
          <RuleLimits form={form} fields={fields} pointsName={pointsName} />
        </Clause>
        <Clause word="to">
          <RuleReceiver form={form} fields={fields} chosen={chosen} cards={cards} />
        </Clause>
        <RuleMore form={form} fields={fields} timeZone={timeZone} badges={words.badges} stampCards={words.stampCards} />
      </fieldset>
      <TextareaField
        key={fields.about.key}
        field={fields.about}
        rows={2}
        label="A line for members"
        hint="Stands below the rule on “How to earn”. You may leave it empty."
      />
      <div className="flex flex-wrap items-center gap-3">
        <Button pending={saving}>{basedOn === null ? 'Save the rule' : `Save as version ${basedOn + 1}`}</Button>
        <noscript>
          <Button formMethod="get" variant="outline">
            Try it on the past
          </Button>
        </noscript>
      </div>
    </Form>
  )
}

function Clause({ word, children }: { word: string; children: ReactNode }) {
  return (
    <div className="grid gap-x-4 gap-y-1 sm:grid-cols-[72px_minmax(0,1fr)]">
      <span className="font-bold text-leaf sm:py-2.5 sm:text-right">{word}</span>
      <div className="min-w-0">{children}</div>
    </div>
  )
}

function Mode({ field }: { field: { id: string; name: string; key?: string; initialValue?: unknown } }) {
  const start = typeof field.initialValue === 'string' ? field.initialValue : 'all'
  return (
    <p className="mb-3 flex flex-wrap items-center gap-2">
      <span className="w-24">
        <Select
          key={field.key}
          id={field.id}
          name={field.name}
          defaultValue={start}
          aria-label="How many of the conditions must hold"
          choices={Object.entries(modes).map(([value, label]) => ({ value, label }))}
        />
      </span>
      of these hold:
    </p>
  )
}
