import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, data, redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { requireStaff } from '#app/auth/guests.server.ts'
import { Faults } from '#app/components/manage/faults.tsx'
import { StatePill } from '#app/components/quizzes/quiz-tables.tsx'
import { SurveyEditor } from '#app/components/surveys/survey-editor.tsx'
import { WaveForm } from '#app/components/surveys/wave-form.tsx'
import { Button, ButtonLink } from '#app/components/ui/button.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { surveyFrom } from '#app/domain/surveys/forms.ts'
import { surveyById, wavesOf } from '#app/domain/surveys/queries.server.ts'
import { saveSurvey } from '#app/flows/save-survey.server.ts'
import { switchSurvey } from '#app/flows/switch-survey.server.ts'
import { numberFrom, readerOf } from './reader.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.survey.title ?? 'Survey' }]

const tolds: Record<string, string> = {
  saved: 'Saved.',
  open: 'The survey is open.',
  closed: 'The survey is closed.',
  wave: 'A new wave is open: everybody can answer once more.',
}

/** A survey with its questions and waves. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const guest = await requireStaff(request, 'edit_surveys')
  const id = numberFrom(params.id) ?? 0
  const [survey, waves] = await Promise.all([surveyById(guest.program.id, id), wavesOf(guest.program.id, id)])
  if (!survey) throw new Response('There is no such survey.', { status: 404, statusText: 'Not Found' })
  return {
    survey,
    waves: waves.map(({ number, title, answered, opensAt, closesAt }) => ({
      number,
      title,
      answered,
      opensAt: opensAt.toISOString(),
      closesAt: closesAt?.toISOString() ?? null,
    })),
    told: tolds[new URL(request.url).searchParams.get('told') ?? ''] ?? null,
    reader: readerOf(guest),
  }
}

/** Saves a survey, opens or closes it, or opens a new wave. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { actor } = await requireStaff(request, 'edit_surveys')
  const id = numberFrom(params.id) ?? 0
  const form = await request.formData()
  const what = form.get('do')
  if (what === 'open' || what === 'closed' || what === 'wave') {
    const done = await switchSurvey(
      id,
      what === 'wave'
        ? {
            wave: String(form.get('wave') ?? '')
              .trim()
              .slice(0, 60),
          }
        : what,
      actor,
    )
    return 'message' in done ? data({ faults: [done.message] }, { status: 409 }) : redirect(`/manage/surveys/${id}?told=${what}`, 303)
  }
  const read = surveyFrom(form)
  if ('faults' in read) return data(read, { status: 400 })
  const saved = await saveSurvey(read.value, { id, version: numberFrom(form.get('version')) ?? 0 }, actor)
  return 'message' in saved ? data({ faults: [saved.message] }, { status: 409 }) : redirect(`/manage/surveys/${id}?told=saved`, 303)
}

/** The editor of a survey. */
export default function SurveyPage() {
  const { survey, waves, told, reader } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  const open = survey.state === 'open'
  return (
    <>
      <PageHeader
        dense
        title={survey.title}
        lead={
          <>
            <StatePill state={survey.state} /> {survey.anonymous ? 'anonymous' : 'with names'}
          </>
        }
        crumbs={[{ label: 'Surveys', to: '/manage/surveys' }, { label: survey.title }]}
        actions={
          <>
            {survey.state !== 'draft' && survey.listed && (
              <ButtonLink to={`/surveys/${survey.slug}`} variant="ghost" size="sm">
                As members see it
              </ButtonLink>
            )}
            <ButtonLink to={`/manage/surveys/${survey.id}/results`} variant="outline" size="sm">
              Results
            </ButtonLink>
            <Form method="post">
              <Button name="do" value={open ? 'closed' : 'open'} size="sm" variant={open ? 'outline' : 'primary'}>
                {open ? 'Close the survey' : 'Open the survey'}
              </Button>
            </Form>
          </>
        }
      />
      <div className="flex flex-col gap-10">
        <Faults faults={sent?.faults} told={sent ? null : told} />
        <SurveyEditor key={survey.version} survey={survey} answered={waves.some((wave) => wave.answered > 0)} />
        <WaveForm waves={waves} reader={reader} />
      </div>
    </>
  )
}
