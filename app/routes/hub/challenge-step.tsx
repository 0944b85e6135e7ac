import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { type MemberGuest, requireMember } from '#app/auth/guests.server.ts'
import { QuizEntry } from '#app/components/quizzes/quiz-entry.tsx'
import { SurveyView } from '#app/components/surveys/survey-view.tsx'
import { ButtonLink } from '#app/components/ui/button.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { roundsOf } from '#app/domain/challenges/queries/taking-part.server.ts'
import { quizById } from '#app/domain/quizzes/queries.server.ts'
import { surveyById } from '#app/domain/surveys/queries.server.ts'
import { startAttempt } from '#app/flows/start-attempt.server.ts'
import { challengeFor } from './challenge-view.server.ts'
import { quizEntry } from './quiz-entry.server.ts'
import { surveyView, takeSurvey } from './survey-page.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title ?? 'Step' }]

const gone = (): Response => new Response('There is no such step, or it is not your turn there.', { status: 404, statusText: 'Not Found' })

/** The step of this address with the quiz or survey behind it, if the member stands there. */
async function stepOf(guest: MemberGuest, params: ActionFunctionArgs['params']) {
  const { program, member } = guest
  const { challenge } = await challengeFor(guest, params.slug, new Date())
  const stage = challenge.stages.find((one) => String(one.id) === params.step)
  const round = (await roundsOf(program.id, member.id)).find(
    (one) => one.challengeId === challenge.id && one.state === 'open' && one.stageId === stage?.id,
  )
  if (!stage || !round) throw redirect(`/challenges/${challenge.slug}`, 303)
  const { quizId, surveyId, passMark } = stage.settings as { quizId?: number; surveyId?: number; passMark?: number }
  const quiz = quizId === undefined ? null : await quizById(program.id, quizId)
  const survey = surveyId === undefined ? null : await surveyById(program.id, surveyId)
  const occasion = `challenge:${challenge.id}:${stage.id}:${round.round}`
  return { challenge, stage, quiz, survey, occasion, passMark: passMark ?? null, place: { participationId: round.id, stageId: stage.id } }
}

/** A quiz or a survey as a step of a challenge. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const guest = await requireMember(request)
  const { challenge, stage, quiz, survey, occasion, passMark } = await stepOf(guest, params)
  const shared = { title: stage.title, challenge: { slug: challenge.slug, title: challenge.title } }
  if (quiz) return { ...shared, quiz: await quizEntry(guest, quiz, occasion, passMark ?? quiz.passPercent), survey: null }
  if (survey) return { ...shared, quiz: null, survey: await surveyView(guest, survey) }
  throw gone()
}

/** Begins the quiz, or takes the answers of the survey. */
export async function action({ request, params }: ActionFunctionArgs) {
  const guest = await requireMember(request)
  const { program, member } = guest
  const { challenge, quiz, survey, occasion, passMark, place } = await stepOf(guest, params)
  if (survey) return takeSurvey(guest, survey, request, place, `/challenges/${challenge.slug}?told=passed`)
  if (!quiz) throw gone()
  const where = { quizId: quiz.id, occasion, place: `/challenges/${challenge.slug}`, ...place, passPercent: passMark }
  const started = await startAttempt({ program: program.id, by: member.id }, program, where)
  return 'id' in started ? redirect(`/attempts/${started.id}`, 303) : data({ sent: null, refusal: started.message }, { status: 409 })
}

/** A quiz or a survey on the way through a challenge. */
export default function ChallengeStep() {
  const { title, challenge, quiz, survey } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  const crumbs = [{ label: 'Challenges', to: '/challenges' }, { label: challenge.title, to: `/challenges/${challenge.slug}` }, { label: title }]
  return (
    <>
      <PageHeader title={title} crumbs={crumbs} />
      {quiz && <QuizEntry entry={quiz} refusal={sent?.refusal} />}
      {survey && (
        <SurveyView
          survey={survey}
          sent={sent}
          fresh={false}
          waiting
          next={<ButtonLink to={`/challenges/${challenge.slug}`}>Back to the challenge</ButtonLink>}
        />
      )}
    </>
  )
}
