import { ArrowLeft, ArrowRight } from 'lucide-react'
import { Form, useNavigation } from '@remix-run/react'

import { Button } from '#app/components/ui/button.tsx'
import { joinClasses } from '#app/components/ui/join-classes.ts'
import { Notice } from '#app/components/ui/notice.tsx'
import { Prose } from '#app/components/ui/prose.tsx'
import type { AttemptPage } from './attempt-view.ts'
import { KeyPanel } from './key-panel.tsx'
import { QuestionFields } from './question-fields.tsx'
import { Timer } from './timer.tsx'

type Open = Extract<AttemptPage, { state: 'open' }>
const formId = 'answer'

/** One question of an open attempt, or the look over all of them before handing in. Every way out of a question keeps what was answered. */
export function AttemptOpen({ attempt, told }: { attempt: Open; told: string | null }) {
  const { question, key, steps, secondsLeft, endsAt } = attempt
  const busy = useNavigation().state === 'submitting'
  const left = steps.filter((step) => !step.answered).length
  return (
    <Form method="post" id={formId} key={question?.position ?? 'look'} className="flex flex-col gap-7">
      {/* The first button of a form is what the Enter key presses. */}
      <button
        type="submit"
        name="go"
        value={question ? question.position + (attempt.final && !question.final ? 0 : 1) : 'look'}
        className="sr-only"
        tabIndex={-1}
        aria-hidden
      >
        Next
      </button>
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
        <Steps attempt={attempt} />
        {secondsLeft !== null && endsAt !== null && <Timer secondsLeft={secondsLeft} endsAt={endsAt} formId={formId} />}
      </div>
      {told === 'blank' && (
        <Notice tone="warning" announce>
          Nothing was chosen or written, so nothing was kept.
        </Notice>
      )}
      {told === 'final' && <Notice announce>You had answered this before. The first answer stands.</Notice>}
      {question ? (
        <>
          <input type="hidden" name="position" value={question.position} />
          <Prose html={question.html} className="text-lg" />
          <QuestionFields question={question} disabled={question.final} />
          {key && <KeyPanel shown={key} announce />}
          <div className="flex flex-wrap items-center justify-between gap-3">
            {question.position > 1 ? (
              <Button type="submit" name="go" value={question.position - 1} variant="ghost">
                <ArrowLeft aria-hidden className="size-4" /> Back
              </Button>
            ) : (
              <span />
            )}
            <Button
              type="submit"
              name="go"
              value={attempt.final && !question.final ? question.position : question.position + 1}
              pending={busy}
              size="lg"
            >
              {attempt.final && !question.final ? 'Answer' : question.position === steps.length ? 'To the end' : 'Next'}{' '}
              <ArrowRight aria-hidden className="size-4" />
            </Button>
          </div>
        </>
      ) : (
        <div className="card flex flex-col items-start gap-5 p-6">
          <h2 className="text-lg font-bold">{left === 0 ? 'You have answered everything' : `${left} of ${steps.length} still open`}</h2>
          <p className="text-muted">
            {left === 0 ? 'Look over what you like, by the numbers above. ' : 'Open numbers above have no answer yet. '}
            Once you hand in, nothing can be changed.
          </p>
          <Button type="submit" name="do" value="hand_in" size="lg" pending={busy}>
            Hand in
          </Button>
        </div>
      )}
    </Form>
  )
}

function Steps({ attempt }: { attempt: Open }) {
  const { steps, question } = attempt
  return (
    <nav aria-label="Questions" className="min-w-0">
      <ol className="flex flex-wrap gap-1.5">
        {steps.map((step) => {
          const current = step.position === question?.position
          return (
            <li key={step.position}>
              <button
                type="submit"
                name="go"
                value={step.position}
                aria-current={current ? 'step' : undefined}
                aria-label={`Question ${step.position}, ${step.answered ? 'answered' : 'open'}`}
                className={joinClasses(
                  'grid size-9 place-items-center rounded-full border text-sm font-semibold tabular-nums focus-visible:rounded-full',
                  current
                    ? 'border-leaf bg-leaf text-on-leaf'
                    : step.answered
                      ? 'border-leaf bg-leaf-soft text-leaf'
                      : 'border-edge bg-card text-muted',
                )}
              >
                {step.position}
              </button>
            </li>
          )
        })}
        <li>
          <button
            type="submit"
            name="go"
            value="look"
            aria-current={question ? undefined : 'step'}
            className={joinClasses(
              'h-9 rounded-full border px-4 text-sm font-semibold focus-visible:rounded-full',
              question ? 'border-edge bg-card text-muted' : 'border-leaf bg-leaf text-on-leaf',
            )}
          >
            End
          </button>
        </li>
      </ol>
    </nav>
  )
}
