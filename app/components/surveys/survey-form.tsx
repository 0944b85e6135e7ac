import { Form, useNavigation } from '@remix-run/react'
import { useState } from 'react'

import { Button } from '#app/components/ui/button.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { answersIn } from '#app/domain/surveys/forms.ts'
import { type Answers, type Ask, askedIn } from '#app/domain/surveys/survey.ts'
import { AskField } from './ask-field.tsx'

type Sent = { kind: 'more' | 'faulty'; answers: Answers; faults: Record<string, string> } | null

/**
 * The questions of a survey. With script, what an answer asks further appears at once; without, the page comes back with it and keeps what was filled in.
 */
export function SurveyForm({ asks, sent, refusal }: { asks: readonly Ask[]; sent: Sent; refusal?: string | null }) {
  const [answers, setAnswers] = useState<Answers>(sent?.answers ?? {})
  const busy = useNavigation().state === 'submitting'
  const asked = askedIn(asks, answers)
  const faulty = sent?.kind === 'faulty'
  return (
    <Form
      method="post"
      noValidate
      onChange={(event) => setAnswers(answersIn(asks, new FormData(event.currentTarget)))}
      className="flex flex-col gap-10"
    >
      <input type="hidden" name="seen" value={asked.map((ask) => ask.id).join(',')} />
      {refusal && (
        <Notice tone="danger" announce>
          {refusal}
        </Notice>
      )}
      {sent?.kind === 'more' && (
        <Notice announce title="One thing more">
          What you said leads to a further question below. Everything you filled in is kept.
        </Notice>
      )}
      {faulty && (
        <Notice tone="danger" announce title="Not sent yet">
          Something is still open; it is marked below. Everything you filled in is kept.
        </Notice>
      )}
      {asked.map((ask) => (
        <AskField
          key={ask.id}
          ask={ask}
          answer={sent?.answers[ask.id] ?? answers[ask.id]}
          fault={faulty && answers[ask.id] === undefined ? sent.faults[ask.id] : undefined}
        />
      ))}
      <div>
        <Button size="lg" pending={busy}>
          Send my answers
        </Button>
      </div>
    </Form>
  )
}
