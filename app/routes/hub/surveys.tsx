import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { requireMember } from '#app/auth/guests.server.ts'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Pill } from '#app/components/ui/pill.tsx'
import { TabLinks } from '#app/components/ui/tab-links.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { listedSurveys } from '#app/domain/surveys/queries.server.ts'
import { quizTabs } from './quiz-tabs.ts'

export const meta: MetaFunction = () => [{ title: 'Surveys' }]

/** The open surveys, and which of them this member has answered. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { program, member } = await requireMember(request)
  const now = new Date()
  const surveys = await listedSurveys(program.id, member.id, now)
  return {
    surveys: surveys.map((survey) => ({ ...survey, closesAt: survey.closesAt?.toISOString() ?? null })),
    reader: { zone: member.timeZone, locale: member.locale, now: now.toISOString() },
  }
}

/** The surveys of the hub. */
export default function Surveys() {
  const { surveys, reader } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHeader title="Surveys" lead="A minute of yours decides what gets better. There are no wrong answers." />
      <div className="mb-8">
        <TabLinks label="Quizzes and surveys" tabs={quizTabs('surveys')} />
      </div>
      {surveys.length === 0 && <EmptyState title="Nothing to answer now">When the team asks for your opinion, you find it here.</EmptyState>}
      <ul className="grid gap-6 md:grid-cols-2">
        {surveys.map((survey) => (
          <li key={survey.slug} className="card flex flex-col gap-1.5 p-6">
            <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1">
              <h2 className="text-lg font-bold tracking-tight">
                <Link to={`/surveys/${survey.slug}`} className="hover:text-leaf hover:underline">
                  {survey.title}
                </Link>
              </h2>
              {survey.answered && <Pill tone="good">answered</Pill>}
            </div>
            {survey.wave && <p className="text-muted">{survey.wave}</p>}
            <p className="mt-auto pt-4 text-sm text-muted">
              {survey.questions === 1 ? 'One question' : `Up to ${survey.questions} questions`}
              {survey.anonymous && ' · anonymous'}
              {survey.closesAt && (
                <>
                  {' · open until '}
                  <Time iso={survey.closesAt} {...reader} look="full" />
                </>
              )}
            </p>
          </li>
        ))}
      </ul>
    </>
  )
}
