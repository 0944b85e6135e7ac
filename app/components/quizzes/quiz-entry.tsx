import { Form, Link, useNavigation } from '@remix-run/react'

import { Button } from '#app/components/ui/button.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { Pill } from '#app/components/ui/pill.tsx'
import { Prose } from '#app/components/ui/prose.tsx'
import { Section } from '#app/components/ui/section.tsx'
import { Time } from '#app/components/ui/time.tsx'

/** What stands before an attempt. */
export type QuizEntryView = {
  title: string
  summary: string
  html: string
  terms: string[]
  explain: string
  openId: number | null
  closed: { why: string; words: string; until: string | null } | null
  closesAt: string | null
  passed: boolean
  attempts: { id: number; number: number; percent: number; passed: boolean; at: string }[]
  reader: { zone: string; locale: string; now: string }
}

/** A quiz before its first question: what it asks for, one button, and what was reached before. Posts to its own page. */
export function QuizEntry({ entry, refusal }: { entry: QuizEntryView; refusal?: string | null }) {
  const { html, terms, explain, openId, closed, closesAt, passed, attempts, reader } = entry
  const busy = useNavigation().state === 'submitting'
  return (
    <div className="grid items-start gap-10 lg:grid-cols-[minmax(0,1fr)_22rem]">
      <div className="flex min-w-0 flex-col gap-10">
        {passed && <Notice tone="good">You have passed this quiz. {closed ? '' : 'You may take it again; what you earned stays.'}</Notice>}
        {html && <Prose html={html} />}
        {attempts.length > 0 && <Attempts attempts={attempts} reader={reader} />}
      </div>
      <aside aria-label="Before you start" className="card order-first flex flex-col gap-5 p-6 lg:order-none">
        <ul className="flex flex-col gap-2">
          {terms.map((term) => (
            <li key={term} className="flex gap-2.5">
              <span aria-hidden className="mt-2.5 size-1.5 shrink-0 rounded-full bg-leaf" />
              {term}
            </li>
          ))}
        </ul>
        <p className="text-sm text-muted">{explain}</p>
        {closesAt && (
          <p className="text-sm text-muted">
            Open until <Time iso={closesAt} {...reader} look="full" />.
          </p>
        )}
        {refusal && (
          <Notice tone="danger" announce>
            {refusal}
          </Notice>
        )}
        {closed ? (
          <p className="rounded-md bg-sunk px-4 py-3 font-medium">
            {closed.words}
            {closed.until && (
              <>
                {' '}
                You can start again <Time iso={closed.until} {...reader} look="full" />.
              </>
            )}
          </p>
        ) : (
          <Form method="post">
            <Button size="lg" pending={busy} className="w-full">
              {openId ? 'Go on where you were' : attempts.length > 0 ? 'Start another attempt' : 'Start'}
            </Button>
          </Form>
        )}
      </aside>
    </div>
  )
}

function Attempts({ attempts, reader }: Pick<QuizEntryView, 'attempts' | 'reader'>) {
  return (
    <Section title="Your attempts">
      <ul className="border-t">
        {attempts.map((attempt) => (
          <li key={attempt.id} className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1 border-b py-3">
            <Link to={`/attempts/${attempt.id}`} className="text-link font-semibold">
              Attempt {attempt.number}
            </Link>
            <span className="flex items-center gap-4">
              <span className="text-sm text-muted">
                <Time iso={attempt.at} {...reader} />
              </span>
              <span className="font-bold tabular-nums">{attempt.percent.toLocaleString(reader.locale, { maximumFractionDigits: 1 })}%</span>
              <Pill tone={attempt.passed ? 'good' : 'quiet'}>{attempt.passed ? 'passed' : 'not passed'}</Pill>
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
