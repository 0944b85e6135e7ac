import { useEffect, useState } from 'react'

import { Select } from '#app/components/ui/select-field.tsx'
import type { QuestionView } from '#app/domain/quizzes/view.ts'
import { Rich } from './rich.tsx'

type Props = { question: QuestionView; disabled?: boolean }

/** What a member answers with, by the type of the question. Native controls only, so it works without script. */
export function QuestionFields({ question, disabled = false }: Props) {
  switch (question.type) {
    case 'single':
    case 'multiple':
      return <Options question={question} disabled={disabled} />
    case 'ordering':
      return <Ordering question={question} disabled={disabled} />
    case 'matching':
      return <Matching question={question} disabled={disabled} />
    case 'short':
      return <OneLine question={question} disabled={disabled} label="Your answer" />
    case 'numeric':
      return <OneLine question={question} disabled={disabled} label="Your number" number />
    case 'code':
      return (
        <label className="block">
          <span className="mb-1.5 block text-sm font-semibold">What does it print?</span>
          <textarea
            name="text"
            rows={4}
            defaultValue={question.text}
            disabled={disabled}
            maxLength={2000}
            spellCheck={false}
            autoCapitalize="off"
            className="input-face font-mono"
          />
        </label>
      )
  }
}

function Options({ question, disabled }: Props) {
  const several = question.type === 'multiple'
  return (
    <fieldset>
      <legend className="mb-3 text-sm text-muted">{several ? 'Choose all that are right.' : 'Choose one.'}</legend>
      <div className="flex flex-col gap-2.5">
        {question.options.map((option) => (
          <label
            key={option.value}
            className="card flex min-h-13 items-start gap-3.5 px-4 py-3.5 hover:border-leaf has-checked:border-leaf has-checked:bg-leaf-soft has-disabled:opacity-80"
          >
            <input
              type={several ? 'checkbox' : 'radio'}
              name="choice"
              value={option.value}
              defaultChecked={option.chosen}
              disabled={disabled}
              className="mt-0.5 size-5 shrink-0"
            />
            <Rich html={option.html} className="prose min-w-0" />
          </label>
        ))}
      </div>
    </fieldset>
  )
}

function Ordering({ question, disabled }: Props) {
  const start = question.things.map((thing) => thing.rank)
  const [ranks, setRanks] = useState(start)
  const [scripted, setScripted] = useState(false)
  useEffect(() => setScripted(true), [])
  const places = question.things.map((_, index) => ({ value: String(index + 1), label: String(index + 1) }))
  // With script, a number that is taken changes places with the one before, so that each stands once.
  const choose = (index: number, rank: number | null): void =>
    setRanks((before) => before.map((old, at) => (at === index ? rank : rank !== null && old === rank ? (before[index] ?? null) : old)))
  return (
    <fieldset>
      <legend className="mb-3 text-sm text-muted">Give each its place: 1 is the first.</legend>
      <ol className="flex flex-col gap-2.5">
        {question.things.map((thing, index) => (
          <li key={thing.value} className="card flex items-center gap-3.5 px-4 py-2.5">
            <span className="w-24 shrink-0">
              <Select
                name={`rank-${thing.value}`}
                aria-label={`Place of: ${plain(thing.html)}`}
                placeholder="–"
                choices={places}
                disabled={disabled}
                {...(scripted
                  ? {
                      value: String(ranks[index] ?? ''),
                      onChange: (event: { target: { value: string } }) => choose(index, Number(event.target.value) || null),
                    }
                  : { defaultValue: String(start[index] ?? '') })}
              />
            </span>
            <Rich html={thing.html} className="prose min-w-0" />
          </li>
        ))}
      </ol>
    </fieldset>
  )
}

function Matching({ question, disabled }: Props) {
  const rights = question.rights.map((right) => ({ value: String(right.value), label: right.text }))
  return (
    <fieldset>
      <legend className="mb-3 text-sm text-muted">Choose what belongs to each.</legend>
      <ul className="flex flex-col gap-3">
        {question.lefts.map((left) => (
          <li key={left.value} className="card grid items-center gap-x-4 gap-y-2 px-4 py-3 sm:grid-cols-2">
            <Rich html={left.html} className="prose min-w-0" />
            <Select
              name={`side-${left.value}`}
              aria-label={`What belongs to: ${plain(left.html)}`}
              placeholder="Choose"
              choices={rights}
              disabled={disabled}
              defaultValue={left.side === null ? '' : String(left.side)}
            />
          </li>
        ))}
      </ul>
    </fieldset>
  )
}

function OneLine({ question, disabled, label, number = false }: Props & { label: string; number?: boolean }) {
  return (
    <label className="block max-w-md">
      <span className="mb-1.5 block text-sm font-semibold">{label}</span>
      <input
        name="text"
        type="text"
        inputMode={number ? 'decimal' : 'text'}
        defaultValue={question.text}
        disabled={disabled}
        maxLength={500}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        className="input-face"
      />
    </label>
  )
}

function plain(html: string): string {
  return html
    .replace(/<[^>]*>/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&#x27;|&#39;/g, '’')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')
    .trim()
}
