import { Link } from '@remix-run/react'

import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { Pill } from '#app/components/ui/pill.tsx'
import { Table } from '#app/components/ui/table.tsx'

type QuizLine = {
  id: number
  title: string
  state: 'draft' | 'open' | 'closed'
  listed: boolean
  people: number
  passed: number
  attempts: number
  closed: boolean
}
type BankLine = { id: number; title: string; about: string; questions: number; quizzes: number; tags: string[] }
type Look = { mayEdit: boolean; locale: string }

/** The state of a quiz or survey as a quiet word. */
export function StatePill({ state, over = false }: { state: 'draft' | 'open' | 'closed'; over?: boolean }) {
  if (state === 'draft') return <Pill tone="waiting">draft</Pill>
  return state === 'open' && !over ? <Pill tone="good">open</Pill> : <Pill>closed</Pill>
}

/** Every quiz with how it goes. */
export function QuizTable({ quizzes, mayEdit, locale }: Look & { quizzes: readonly QuizLine[] }) {
  return (
    <Table
      caption="Quizzes"
      rows={quizzes}
      rowKey={(quiz) => quiz.id}
      empty={<EmptyState title="No quizzes yet">Write a handful of questions into a bank first. Eight good ones make a quiz.</EmptyState>}
      columns={[
        {
          key: 'title',
          title: 'Quiz',
          cell: (quiz) => (
            <Link to={mayEdit ? `/manage/quizzes/${quiz.id}` : `/manage/quizzes/${quiz.id}/results`} className="text-link">
              {quiz.title}
            </Link>
          ),
        },
        { key: 'state', title: 'State', cell: (quiz) => <StatePill state={quiz.state} over={quiz.closed} /> },
        { key: 'where', title: 'Where', wideOnly: true, cell: (quiz) => (quiz.listed ? 'among the quizzes' : 'in challenges only') },
        { key: 'people', title: 'People', numeric: true, cell: (quiz) => quiz.people.toLocaleString(locale) },
        {
          key: 'passed',
          title: 'Passed',
          numeric: true,
          cell: (quiz) => (quiz.people === 0 ? '–' : `${quiz.passed.toLocaleString(locale)} (${Math.round((quiz.passed / quiz.people) * 100)}%)`),
        },
        {
          key: 'results',
          title: 'Results',
          titleHidden: true,
          numeric: true,
          cell: (quiz) => (
            <Link to={`/manage/quizzes/${quiz.id}/results`} className="text-link" aria-label={`Results of ${quiz.title}`}>
              Results
            </Link>
          ),
        },
      ]}
    />
  )
}

/** Every bank with its size. */
export function BankTable({ banks, mayEdit, locale }: Look & { banks: readonly BankLine[] }) {
  return (
    <Table
      caption="Banks of questions"
      rows={banks}
      rowKey={(bank) => bank.id}
      empty={
        <EmptyState title="No bank yet">
          A bank holds questions about one subject. You can write them here, or bring a GIFT file from Moodle.
        </EmptyState>
      }
      columns={[
        {
          key: 'title',
          title: 'Bank',
          cell: (bank) => (
            <span>
              {mayEdit ? (
                <Link to={`/manage/banks/${bank.id}`} className="text-link">
                  {bank.title}
                </Link>
              ) : (
                bank.title
              )}
              {bank.about && <span className="block text-sm font-normal text-muted">{bank.about}</span>}
            </span>
          ),
        },
        { key: 'tags', title: 'Tags', wideOnly: true, cell: (bank) => bank.tags.slice(0, 6).join(', ') || '–' },
        { key: 'questions', title: 'Questions', numeric: true, cell: (bank) => bank.questions.toLocaleString(locale) },
        { key: 'quizzes', title: 'Quizzes', numeric: true, cell: (bank) => bank.quizzes.toLocaleString(locale) },
      ]}
    />
  )
}
