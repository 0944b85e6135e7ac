import { joinClasses } from '#app/components/ui/join-classes.ts'
import type { Answers, Ask } from '#app/domain/surveys/survey.ts'

type Props = { ask: Ask; answer: Answers[string] | undefined; fault?: string }

/** One question of a survey with native controls. */
export function AskField({ ask, answer, fault }: Props) {
  const errorId = `${ask.id}-error`
  const about = fault ? errorId : undefined
  const error = fault && (
    <p id={errorId} className="mt-2 text-sm font-medium text-danger">
      {fault}
    </p>
  )
  if (ask.type === 'text')
    return (
      <div>
        <label htmlFor={ask.id} className="mb-3 block text-lg font-semibold">
          {ask.text} <Optional ask={ask} />
        </label>
        <textarea
          id={ask.id}
          name={ask.id}
          rows={4}
          maxLength={4000}
          defaultValue={typeof answer === 'string' ? answer : ''}
          aria-invalid={fault ? true : undefined}
          aria-describedby={about}
          className="input-face resize-y"
        />
        {error}
      </div>
    )
  return (
    <fieldset aria-describedby={about}>
      <legend className="mb-3 text-lg font-semibold">
        {ask.text} <Optional ask={ask} />
      </legend>
      {ask.type === 'nps' || ask.type === 'scale' ? <Steps ask={ask} answer={answer} /> : <Choices ask={ask} answer={answer} />}
      {error}
    </fieldset>
  )
}

function Optional({ ask }: { ask: Ask }) {
  return ask.required ? null : <span className="text-sm font-normal text-muted">(if you like)</span>
}

function Choices({ ask, answer }: Props) {
  const chosen = [answer ?? []].flat().map(String)
  return (
    <div className="flex flex-col gap-2.5">
      {ask.options.map((option) => (
        <label
          key={option}
          className="card flex min-h-13 items-start gap-3.5 px-4 py-3.5 hover:border-leaf has-checked:border-leaf has-checked:bg-leaf-soft"
        >
          <input
            type={ask.type === 'multiple' ? 'checkbox' : 'radio'}
            name={ask.id}
            value={option}
            defaultChecked={chosen.includes(option)}
            className="mt-0.5 size-5 shrink-0"
          />
          <span>{option}</span>
        </label>
      ))}
    </div>
  )
}

function Steps({ ask, answer }: Props) {
  const nps = ask.type === 'nps'
  const steps = Array.from({ length: nps ? 11 : ask.most }, (_, index) => (nps ? index : index + 1))
  const [low, high] = nps ? ['Not at all', 'Gladly, any time'] : [ask.low, ask.high]
  return (
    <div className="max-w-2xl">
      <div className={joinClasses('grid gap-1.5', nps ? 'grid-cols-6 sm:grid-cols-11' : 'grid-cols-5 sm:grid-cols-10')}>
        {steps.map((step) => (
          <label
            key={step}
            className="relative grid min-h-11 place-items-center rounded-md border border-edge bg-card font-semibold tabular-nums hover:border-leaf has-checked:border-leaf has-checked:bg-leaf has-checked:text-on-leaf has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-leaf"
          >
            <input
              type="radio"
              name={ask.id}
              value={step}
              defaultChecked={answer === step}
              className="absolute inset-0 size-full cursor-pointer opacity-0"
            />
            {step}
          </label>
        ))}
      </div>
      {(low || high) && (
        <p className="mt-2 flex justify-between gap-4 text-sm text-muted">
          <span>
            {steps[0]}: {low}
          </span>
          <span>
            {steps.at(-1)}: {high}
          </span>
        </p>
      )}
    </div>
  )
}
