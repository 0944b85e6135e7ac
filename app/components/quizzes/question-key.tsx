import { useState } from 'react'

import { Line, Lines, Tick } from '#app/components/manage/plain-fields.tsx'
import { Button } from '#app/components/ui/button.tsx'
import type { Question, QuestionType } from '#app/domain/quizzes/question.ts'

type Of<Type extends QuestionType> = Extract<Question, { type: Type }>
const partialHint = 'Part of the marks for part of the answer; guessing at everything is worth nothing.'

/** The key of a question, by its type: what is right. */
export function QuestionKey({ type, content }: { type: QuestionType; content: Question | null }) {
  const as = <Type extends QuestionType>(one: Type): Of<Type> | null => (content?.type === one ? (content as Of<Type>) : null)
  switch (type) {
    case 'single':
      return <Options several={false} rows={(as('single')?.options ?? []).map(({ text, percent }) => ({ text, right: percent === 100, percent }))} />
    case 'multiple':
      return (
        <>
          <Options several rows={(as('multiple')?.options ?? []).map(({ text, right }) => ({ text, right, percent: 0 }))} />
          <Tick name="partial" label="Partly right counts partly" start={as('multiple')?.partial ?? true} hint={partialHint} />
        </>
      )
    case 'ordering':
      return (
        <>
          <Lines
            name="items"
            label="Things in the right order"
            start={as('ordering')?.items.join('\n')}
            rows={6}
            hint="One a line, the first on top."
          />
          <Tick name="partial" label="Partly right counts partly" start={as('ordering')?.partial ?? true} hint={partialHint} />
        </>
      )
    case 'matching':
      return <Pairs content={as('matching')} />
    case 'short':
      return (
        <>
          <Lines
            name="accepted"
            label="Accepted answers"
            start={as('short')?.accepted.join('\n')}
            rows={4}
            hint="One a line. The first is shown as the right one."
          />
          <Lines
            name="patterns"
            label="Patterns (if you need them)"
            start={as('short')?.patterns.join('\n')}
            hint="One a line. A star stands for anything, a question mark for one character."
          />
          <div>
            <Tick name="caseMatters" label="Capital letters matter" start={as('short')?.caseMatters} />
            <Tick name="spaceMatters" label="Spaces matter" start={as('short')?.spaceMatters} />
          </div>
        </>
      )
    case 'numeric':
      return (
        <div className="grid gap-5 sm:grid-cols-2">
          <Line name="value" label="The number" start={as('numeric')?.value} required />
          <Line name="tolerance" label="How far off is still right" start={as('numeric')?.tolerance ?? 0} />
        </div>
      )
    case 'code':
      return (
        <>
          <Line name="language" label="Language" start={as('code')?.language} hint="For its colors: js, python, bash …" />
          <Lines name="code" label="Code" start={as('code')?.code} rows={8} />
          <Lines
            name="outputs"
            label="What it prints"
            start={as('code')?.outputs.join('\n---\n')}
            rows={4}
            hint="Spaces at line ends are forgiven. Put --- alone on a line between several outputs that are right."
          />
        </>
      )
  }
}

type Row = { text: string; right: boolean; percent: number }

function Options({ several, rows }: { several: boolean; rows: readonly Row[] }) {
  const [more, setMore] = useState(Math.max(2, 4 - rows.length))
  const all = [...rows, ...Array.from({ length: Math.min(more, 12 - rows.length) }, () => ({ text: '', right: false, percent: 0 }))]
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="mb-2 text-sm font-semibold">{several ? 'Answers; tick all that are right' : 'Answers; mark the right one'}</legend>
      {all.map((row, index) => (
        <div key={index} className="flex items-center gap-3">
          <input
            type={several ? 'checkbox' : 'radio'}
            name="right"
            value={index}
            defaultChecked={row.right}
            aria-label={`Answer ${index + 1} is right`}
            className="size-5 shrink-0"
          />
          <input
            name="option"
            defaultValue={row.text}
            maxLength={500}
            aria-label={`Answer ${index + 1}`}
            autoComplete="off"
            className="input-face min-w-0"
          />
          {!several && (
            <span className="flex shrink-0 items-center gap-1.5 text-sm text-muted">
              <input
                name="percent"
                inputMode="numeric"
                defaultValue={row.right || row.percent === 0 ? '' : row.percent}
                placeholder="0"
                aria-label={`Percent for answer ${index + 1} if it is not the right one`}
                className="input-face w-16! tabular-nums"
              />
              %
            </span>
          )}
        </div>
      ))}
      <p className="text-sm text-muted">
        Empty rows are left out. Code goes between backticks.{several ? '' : ' An answer that is not quite right can be worth some percent.'}
      </p>
      <div className="[@media(scripting:none)]:hidden">
        <Button type="button" size="sm" variant="outline" onClick={() => setMore((count) => count + 2)} disabled={all.length >= 12}>
          More rows
        </Button>
      </div>
    </fieldset>
  )
}

function Pairs({ content }: { content: Of<'matching'> | null }) {
  const pairs = content?.pairs ?? []
  const rows = [...pairs, ...Array.from({ length: Math.min(10 - pairs.length, Math.max(2, 4 - pairs.length)) }, () => ({ left: '', right: '' }))]
  return (
    <>
      <fieldset className="flex flex-col gap-3">
        <legend className="mb-2 text-sm font-semibold">What belongs together</legend>
        {rows.map((pair, index) => (
          <div key={index} className="grid grid-cols-2 gap-3">
            <input
              name="option"
              defaultValue={pair.left}
              maxLength={500}
              aria-label={`Left side of pair ${index + 1}`}
              autoComplete="off"
              className="input-face"
            />
            <input
              name="side"
              defaultValue={pair.right}
              maxLength={500}
              aria-label={`Right side of pair ${index + 1}`}
              autoComplete="off"
              className="input-face"
            />
          </div>
        ))}
        <p className="text-sm text-muted">Empty rows are left out. The right sides are plain words.</p>
      </fieldset>
      <Lines name="extra" label="Answers that fit nothing" start={content?.extra.join('\n')} hint="One a line. They make guessing harder." />
      <Tick name="partial" label="Partly right counts partly" start={content?.partial ?? true} hint={partialHint} />
    </>
  )
}
