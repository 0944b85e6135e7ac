import { Form, Link } from '@remix-run/react'

import { Button } from '#app/components/ui/button.tsx'
import { Disclosure } from '#app/components/ui/disclosure.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { Pill } from '#app/components/ui/pill.tsx'
import { Prose } from '#app/components/ui/prose.tsx'

type Line = { id: number; tags: string[]; retired: boolean; type: string; marks: number; html: string; right: string[]; explained: boolean }

/** The questions of a bank, each with its key to open and a way to retire it. */
export function BankQuestions({ bankId, questions }: { bankId: number; questions: readonly Line[] }) {
  if (questions.length === 0)
    return (
      <EmptyState title="No questions yet">
        Choose a type above and write the first. Say why the right answer is right: that is what people come for.
      </EmptyState>
    )
  return (
    <ol className="border-t">
      {questions.map((question) => (
        <li key={question.id} className="grid gap-x-6 gap-y-2 border-b py-5 sm:grid-cols-[minmax(0,1fr)_auto]">
          <div className="min-w-0">
            <Prose html={question.html} className="font-medium" />
            <p className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-1 text-sm text-muted">
              <span>{question.type}</span>
              {question.marks > 1 && <span>{question.marks} marks</span>}
              {question.tags.map((tag) => (
                <span key={tag}>#{tag}</span>
              ))}
              {!question.explained && <Pill tone="waiting">no explanation</Pill>}
              {question.retired && <Pill>retired</Pill>}
            </p>
            <Disclosure summary="Right answer">
              <ul className={question.right.length > 1 ? 'list-disc pl-5' : undefined}>
                {question.right.map((html, index) => (
                  <li key={index}>
                    <Prose html={html} />
                  </li>
                ))}
              </ul>
            </Disclosure>
          </div>
          <div className="flex items-start gap-3">
            <Link
              to={`/manage/banks/${bankId}/questions/${question.id}`}
              className="text-link flex min-h-9 items-center"
              aria-label={`Change question ${question.id}`}
            >
              Change
            </Link>
            <Form method="post" preventScrollReset>
              <input type="hidden" name="question" value={question.id} />
              <Button
                name="do"
                value={question.retired ? 'restore' : 'retire'}
                size="sm"
                variant="outline"
                aria-label={`${question.retired ? 'Put back' : 'Retire'} question ${question.id}`}
              >
                {question.retired ? 'Put back' : 'Retire'}
              </Button>
            </Form>
          </div>
        </li>
      ))}
    </ol>
  )
}
