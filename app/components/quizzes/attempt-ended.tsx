import { ButtonLink } from '#app/components/ui/button.tsx'
import { CelebrateOnce } from '#app/components/hub/celebrate-once.tsx'
import { LaurelRing } from '#app/components/standing/laurel-ring.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { Prose } from '#app/components/ui/prose.tsx'
import { Section } from '#app/components/ui/section.tsx'
import type { AttemptPage } from './attempt-view.ts'
import { KeyPanel } from './key-panel.tsx'
import { QuestionFields } from './question-fields.tsx'

type Ended = Extract<AttemptPage, { state: 'ended' }>

/** What came of an attempt: the percent, whether it passed, and each question with its key where that may be shown. */
export function AttemptEnded({ attempt, id, title, back, late }: { attempt: Ended; id: number; title: string; back: string; late: boolean }) {
  const { percent, passed, passPercent, byTime, answered, size, questions, whenExplained } = attempt
  const shown = questions.some((one) => one.key)
  const whole = percent.toLocaleString('en', { maximumFractionDigits: 1 })
  return (
    <div className="flex flex-col gap-10">
      {passed && <CelebrateOnce name={`attempt-${id}`} announcement={`You passed ${title} with ${whole}%`} />}
      {late && (
        <Notice tone="warning" announce title="The time was over">
          This last answer came after the end and was not taken. What you had answered before counts.
        </Notice>
      )}
      <section
        className="flex flex-col items-center gap-6 rounded-lg bg-grove px-6 py-10 text-center text-on-grove sm:flex-row sm:text-left"
        aria-label="Result"
      >
        <LaurelRing ground="grove" value={percent} max={100} label={`${whole}% reached`} className="w-40">
          <span className="text-xl font-extrabold tabular-nums">{whole}%</span>
        </LaurelRing>
        <div>
          <h2 className="text-xl font-bold">{passed ? 'You passed' : 'Not passed this time'}</h2>
          <p className="mt-2 text-grove-muted">
            {answered} of {size} answered. {passPercent}% are needed. {byTime && !late ? 'The time ended it, with what you had answered.' : ''}
          </p>
          <p className="mt-5">
            <ButtonLink to={back} variant={passed ? 'gold' : 'outline'}>
              {passed ? 'Back' : 'See when you can try again'}
            </ButtonLink>
          </p>
        </div>
      </section>
      <Section title="Your answers" lead={shown ? undefined : whenExplained}>
        <ol className="flex flex-col gap-10">
          {questions.map(({ question, key }) => (
            <li key={question.position} className="border-t pt-6">
              <p className="mb-2 text-sm font-semibold text-muted">
                Question {question.position} of {size}
              </p>
              <Prose html={question.html} />
              <div className="my-4">
                {question.answered ? <QuestionFields question={question} disabled /> : <p className="text-muted">You left this open.</p>}
              </div>
              {key && <KeyPanel shown={key} />}
            </li>
          ))}
        </ol>
      </Section>
    </div>
  )
}
