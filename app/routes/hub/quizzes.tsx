import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { requireMember } from '#app/auth/guests.server.ts'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Pill } from '#app/components/ui/pill.tsx'
import { TabLinks } from '#app/components/ui/tab-links.tsx'
import { lengthInWords } from '#app/domain/quizzes/quiz.ts'
import { listedQuizzes } from '#app/domain/quizzes/queries.server.ts'
import { quizTabs } from './quiz-tabs.ts'

export const meta: MetaFunction = () => [{ title: 'Quizzes' }]

/** The open quizzes with what this member has reached. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { program, member } = await requireMember(request)
  const quizzes = await listedQuizzes(program.id, member.id, new Date())
  return {
    quizzes: quizzes.map(({ seconds, attempts, used, closesAt: _, ...quiz }) => ({
      ...quiz,
      used,
      time: seconds === null ? null : lengthInWords(seconds),
      left: attempts === null ? null : Math.max(0, attempts - used),
    })),
    locale: member.locale,
  }
}

type Card = ReturnType<typeof useLoaderData<typeof loader>>['quizzes'][number]

/** The quizzes of the hub. */
export default function Quizzes() {
  const { quizzes, locale } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHeader title="Quizzes" lead="A few good questions about what you use and build here. Wrong answers teach as much as right ones." />
      <div className="mb-8">
        <TabLinks label="Quizzes and surveys" tabs={quizTabs('quizzes')} />
      </div>
      {quizzes.length === 0 && (
        <EmptyState title="No quiz is open">The people who run the program open one now and then; challenges may hold others.</EmptyState>
      )}
      <ul className="grid gap-6 md:grid-cols-2">
        {quizzes.map((quiz) => (
          <QuizCard key={quiz.slug} quiz={quiz} locale={locale} />
        ))}
      </ul>
    </>
  )
}

function QuizCard({ quiz, locale }: { quiz: Card; locale: string }) {
  const { slug, title, summary, size, time, left, used, best, passed, open } = quiz
  const best100 = best === null ? null : `${best.toLocaleString(locale, { maximumFractionDigits: 1 })}%`
  const terms = [`${size} questions`, time, left === null ? null : `${left} ${left === 1 ? 'attempt' : 'attempts'} left`]
  return (
    <li className="card flex flex-col p-6">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1">
        <h2 className="text-lg font-bold tracking-tight">
          <Link to={`/quizzes/${slug}`} className="hover:text-leaf hover:underline">
            {title}
          </Link>
        </h2>
        {open ? <Pill tone="waiting">under way</Pill> : passed ? <Pill tone="good">passed</Pill> : used > 0 ? <Pill>not passed yet</Pill> : null}
      </div>
      {summary && <p className="mt-1.5 text-muted">{summary}</p>}
      <p className="mt-auto flex flex-wrap justify-between gap-x-6 pt-5 text-sm text-muted">
        <span>{terms.filter(Boolean).join(' · ')}</span>
        {best100 && <span className="font-semibold text-ink tabular-nums">Best: {best100}</span>}
      </p>
    </li>
  )
}
