import { Link } from '@remix-run/react'

import { Disclosure } from '#app/components/ui/disclosure.tsx'
import { Pill } from '#app/components/ui/pill.tsx'
import { Prose } from '#app/components/ui/prose.tsx'
import { enough, type Word } from '#app/domain/quizzes/statistics.ts'

type Line = {
  id: number
  html: string
  link: string | null
  answers: number
  blank: number
  facility: number
  discrimination: number | null
  difficulty: Word
  tells: Word
  options: { html: string; chosen: number; right: boolean }[]
}

/** How each question did, in plain words with the figures behind them. */
export function QuestionFiguresList({ questions }: { questions: readonly Line[] }) {
  return (
    <ol className="border-t">
      {questions.map((question) => (
        <li key={question.id} className="grid gap-x-8 gap-y-3 border-b py-6 md:grid-cols-[minmax(0,1fr)_20rem]">
          <div className="min-w-0">
            <Prose html={question.html} className="font-medium" />
            {question.options.length > 0 && <Chosen question={question} />}
            {question.link && (
              <p className="mt-2 text-sm">
                <Link to={question.link} className="text-link" aria-label={`Change question ${question.id}`}>
                  Change the question
                </Link>
              </p>
            )}
          </div>
          <dl className="flex flex-col items-start gap-3 text-sm">
            <Figure name="Difficulty" word={question.difficulty} figure={`${Math.round(question.facility * 100)}% of the marks`} />
            {question.answers >= enough && (
              <Figure
                name="Telling"
                word={question.tells}
                figure={question.discrimination === null ? '' : `correlation with the rest ${question.discrimination.toFixed(2)}`}
              />
            )}
            <div>
              <dt className="sr-only">Answers</dt>
              <dd className="text-muted">
                {question.answers} {question.answers === 1 ? 'person' : 'people'}
                {question.blank > 0 && `, ${question.blank} left it open`}
              </dd>
            </div>
          </dl>
        </li>
      ))}
    </ol>
  )
}

function Figure({ name, word, figure }: { name: string; word: Word; figure: string }) {
  return (
    <div>
      <dt className="sr-only">{name}</dt>
      <dd>
        <span className="inline-block [&>span]:whitespace-normal!">
          <Pill tone={word.tone}>{word.words}</Pill>
        </span>
        {figure && <span className="mt-0.5 block pl-2 text-muted">{figure}</span>}
      </dd>
    </div>
  )
}

function Chosen({ question }: { question: Line }) {
  return (
    <Disclosure summary="What was chosen">
      <ul className="flex flex-col gap-2">
        {question.options.map((option, index) => (
          <li key={index} className="grid grid-cols-[3.5rem_minmax(0,1fr)] items-baseline gap-3">
            <span className="text-right font-semibold tabular-nums">
              {question.answers === 0 ? 0 : Math.round((option.chosen / question.answers) * 100)}%
            </span>
            <span className="flex flex-wrap items-center gap-x-3">
              <Prose html={option.html} />
              {option.right && <Pill tone="good">right</Pill>}
            </span>
          </li>
        ))}
      </ul>
    </Disclosure>
  )
}
