import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { requireMember } from '#app/auth/guests.server.ts'
import { SurveyView } from '#app/components/surveys/survey-view.tsx'
import { ButtonLink } from '#app/components/ui/button.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { surveyBySlug } from '#app/domain/surveys/queries.server.ts'
import { surveyView, takeSurvey } from './survey-page.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title ?? 'Survey' }]

/** The survey of this address; drafts, and those that stand in challenges only, are the same 404. */
async function listedSurvey(program: number, slug: string | undefined) {
  const survey = await surveyBySlug(program, slug ?? '')
  if (!survey || !survey.listed || survey.state === 'draft') throw new Response('There is no such survey.', { status: 404, statusText: 'Not Found' })
  return survey
}

/** A survey with its questions, or the thanks for having answered. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const guest = await requireMember(request)
  const view = await surveyView(guest, await listedSurvey(guest.program.id, params.slug))
  return { ...view, fresh: new URL(request.url).searchParams.has('thanks') }
}

/** Takes a response: once a wave. */
export async function action({ request, params }: ActionFunctionArgs) {
  const guest = await requireMember(request)
  const survey = await listedSurvey(guest.program.id, params.slug)
  return takeSurvey(guest, survey, request, null, `/surveys/${survey.slug}?thanks`)
}

/** A survey. */
export default function SurveyPage() {
  const { fresh, ...survey } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  return (
    <div className="mx-auto max-w-3xl">
      <PageHeader title={survey.title} lead={survey.wave || undefined} crumbs={[{ label: 'Surveys', to: '/surveys' }, { label: survey.title }]} />
      <SurveyView survey={survey} sent={sent} fresh={fresh} next={<ButtonLink to="/surveys">Other surveys</ButtonLink>} />
    </div>
  )
}
