import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { requireMember } from '#app/auth/guests.server.ts'
import { QuizEntry } from '#app/components/quizzes/quiz-entry.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { quizBySlug } from '#app/domain/quizzes/queries.server.ts'
import { ownPage, startAttempt } from '#app/flows/start-attempt.server.ts'
import { quizEntry } from './quiz-entry.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title ?? 'Quiz' }]

/** The quiz of this address; drafts, and those that stand in challenges only, are the same 404. */
async function listedQuiz(program: number, slug: string | undefined) {
  const quiz = await quizBySlug(program, slug ?? '')
  if (!quiz || !quiz.listed || quiz.state === 'draft') throw new Response('There is no such quiz.', { status: 404, statusText: 'Not Found' })
  return quiz
}

/** A quiz before its first question. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const guest = await requireMember(request)
  return quizEntry(guest, await listedQuiz(guest.program.id, params.slug), '')
}

/** Starts an attempt, or goes on with the open one. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { program, member } = await requireMember(request)
  const quiz = await listedQuiz(program.id, params.slug)
  const started = await startAttempt({ program: program.id, by: member.id }, program, ownPage(quiz.id, quiz.slug))
  return 'id' in started ? redirect(`/attempts/${started.id}`, 303) : data({ refusal: started.message }, { status: 409 })
}

/** A quiz on its own page. */
export default function QuizPage() {
  const entry = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  return (
    <>
      <PageHeader title={entry.title} lead={entry.summary} crumbs={[{ label: 'Quizzes', to: '/quizzes' }, { label: entry.title }]} />
      <QuizEntry entry={entry} refusal={sent?.refusal} />
    </>
  )
}
