import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, data, redirect } from '@remix-run/node'
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react'
import { requireStaff } from '#app/auth/guests.server.ts'
import { Faults } from '#app/components/manage/faults.tsx'
import { Line } from '#app/components/manage/plain-fields.tsx'
import { StatePill } from '#app/components/quizzes/quiz-tables.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Section } from '#app/components/ui/section.tsx'
import { SelectField } from '#app/components/ui/select-field.tsx'
import { Table } from '#app/components/ui/table.tsx'
import { may } from '#app/domain/members/roles.ts'
import { slugFrom, startOf, starts } from '#app/domain/surveys/starts.ts'
import { allSurveys } from '#app/domain/surveys/queries.server.ts'
import { surveySchema } from '#app/domain/surveys/survey.ts'
import { saveSurvey } from '#app/flows/save-survey.server.ts'

export const meta: MetaFunction = () => [{ title: 'Surveys' }]

/** Every survey with its waves. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { program, member } = await requireStaff(request, 'see_survey_results')
  return { surveys: await allSurveys(program.id), mayEdit: may(member.roles, 'edit_surveys'), locale: member.locale }
}

/** Makes a draft, empty or with the usual questions. */
export async function action({ request }: ActionFunctionArgs) {
  const { actor } = await requireStaff(request, 'edit_surveys')
  const form = await request.formData()
  const read = surveySchema.safeParse({ ...startOf(String(form.get('start'))), title: form.get('title') ?? '', listed: true })
  if (!read.success) return data({ faults: read.error.issues.map((issue) => issue.message) }, { status: 400 })
  const saved = await saveSurvey(read.data, { slug: slugFrom(read.data.title) }, actor)
  return 'message' in saved ? data({ faults: [saved.message] }, { status: 409 }) : redirect(`/manage/surveys/${saved.id}`, 303)
}

/** Surveys, as managers see them. */
export default function Surveys() {
  const { surveys, mayEdit, locale } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  return (
    <>
      <PageHeader
        dense
        title="Surveys"
        lead="Questions without right answers, in waves. Everybody answers once a wave; a new wave lets you compare."
      />
      <div className="flex flex-col gap-12">
        <Faults faults={sent?.faults} />
        <Table
          caption="Surveys"
          rows={surveys}
          rowKey={(survey) => survey.id}
          empty={<EmptyState title="No surveys yet">Begin with the one question that tells most: would they recommend you?</EmptyState>}
          columns={[
            {
              key: 'title',
              title: 'Survey',
              cell: (survey) => (
                <Link to={mayEdit ? `/manage/surveys/${survey.id}` : `/manage/surveys/${survey.id}/results`} className="text-link">
                  {survey.title}
                </Link>
              ),
            },
            { key: 'state', title: 'State', cell: (survey) => <StatePill state={survey.state} /> },
            { key: 'names', title: 'Names', wideOnly: true, cell: (survey) => (survey.anonymous ? 'anonymous' : 'with names') },
            { key: 'waves', title: 'Waves', numeric: true, cell: (survey) => survey.waves },
            { key: 'answered', title: 'Answers', numeric: true, cell: (survey) => survey.answered.toLocaleString(locale) },
            {
              key: 'results',
              title: 'Results',
              titleHidden: true,
              numeric: true,
              cell: (survey) => (
                <Link to={`/manage/surveys/${survey.id}/results`} className="text-link" aria-label={`Results of ${survey.title}`}>
                  Results
                </Link>
              ),
            },
          ]}
        />
        {mayEdit && (
          <Section title="A new survey">
            <Form method="post" className="grid max-w-3xl items-end gap-4 sm:grid-cols-[1fr_16rem_auto]">
              <Line name="title" label="Title" required />
              <SelectField field={{ id: 'start', name: 'start' }} label="Begin with" choices={starts} />
              <Button>Make a draft</Button>
            </Form>
          </Section>
        )}
      </div>
    </>
  )
}
