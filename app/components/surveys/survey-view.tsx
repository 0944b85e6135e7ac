import { Form } from '@remix-run/react'
import type { ReactNode } from 'react'

import { CelebrateOnce } from '#app/components/hub/celebrate-once.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { Prose } from '#app/components/ui/prose.tsx'
import type { Answers, Ask } from '#app/domain/surveys/survey.ts'
import { PrivacyNote } from './privacy-note.tsx'
import { SurveyForm } from './survey-form.tsx'

type Props = {
  survey: { title: string; html: string; thanks: string; anonymous: boolean; state: 'open' | 'answered' | 'closed'; asks: Ask[] }
  sent?: { sent: { kind: 'more' | 'faulty'; answers: Answers; faults: Record<string, string> } | null; refusal: string | null }
  /** True right after it was answered. */
  fresh: boolean
  /** What to do next, once it is answered. */
  next: ReactNode
  /** True where a step of a challenge still waits for it: who answered this wave before lets that count. */
  waiting?: boolean
}

/** A survey with its promise about names, its questions, or the thanks. */
export function SurveyView({ survey, sent, fresh, next, waiting = false }: Props) {
  if (survey.state === 'closed') return <EmptyState title="This survey is not open now">When the next wave opens, you find it here.</EmptyState>
  if (survey.state === 'answered')
    return (
      <div className="flex flex-col items-start gap-6">
        {fresh && <CelebrateOnce name={`survey-${survey.title}`} announcement="Thank you. Your answers are in." />}
        <h2 className="text-xl font-bold">{fresh ? 'Thank you. Your answers are in.' : 'You have answered this one'}</h2>
        {survey.thanks ? (
          <Prose html={survey.thanks} />
        ) : (
          <p className="text-muted">Each wave is answered once. What you said stands as you said it.</p>
        )}
        {waiting && (
          <Form method="post">
            <Button name="do" value="count">
              Let it count for this step
            </Button>
          </Form>
        )}
        {next}
      </div>
    )
  return (
    <div className="flex flex-col gap-8">
      {survey.html && <Prose html={survey.html} />}
      <PrivacyNote anonymous={survey.anonymous} />
      <SurveyForm asks={survey.asks} sent={sent?.sent ?? null} refusal={sent?.refusal} />
    </div>
  )
}
