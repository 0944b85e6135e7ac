import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, data, redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { requireStaff } from '#app/auth/guests.server.ts'
import { Faults } from '#app/components/manage/faults.tsx'
import { Line, Lines } from '#app/components/manage/plain-fields.tsx'
import { QuestionKey } from '#app/components/quizzes/question-key.tsx'
import { Button, ButtonLink } from '#app/components/ui/button.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { questionFrom, typeFrom } from '#app/domain/quizzes/forms.ts'
import { questionTypes } from '#app/domain/quizzes/question.ts'
import { bankById, questionById } from '#app/domain/quizzes/queries.server.ts'
import { saveQuestion } from '#app/flows/save-question.server.ts'
import { numberFrom } from './reader.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.question ? 'A question' : 'A new question' }]

const missing = () => new Response('There is no such question.', { status: 404, statusText: 'Not Found' })

/** A question with its key, or an empty one of the type that the address names. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { program } = await requireStaff(request, 'edit_quizzes')
  const isNew = params.question === 'new'
  const [bank, question] = await Promise.all([
    bankById(program.id, numberFrom(params.id) ?? 0),
    isNew ? null : questionById(program.id, numberFrom(params.question) ?? 0),
  ])
  if (!bank || (!isNew && question?.bankId !== bank.id)) throw missing()
  const type = question?.content.type ?? typeFrom(new URL(request.url).searchParams.get('type'))
  return { bank: { id: bank.id, title: bank.title }, question, type, words: questionTypes[type] }
}

/** Writes a question, or its next version. What was wrong comes back with the form as it was sent. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { actor } = await requireStaff(request, 'edit_quizzes')
  const bank = numberFrom(params.id) ?? 0
  const form = await request.formData()
  const read = questionFrom(form)
  if ('faults' in read) return data(read, { status: 400 })
  const id = params.question === 'new' ? null : (numberFrom(params.question) ?? 0)
  const saved = await saveQuestion(bank, { id, version: numberFrom(form.get('version')), ...read.value }, actor)
  if ('message' in saved) return data({ faults: [saved.message] }, { status: 409 })
  const more = form.get('do') === 'more' ? `/questions/new?type=${read.value.content.type}` : '?told=saved'
  return redirect(`/manage/banks/${bank}${more}`, 303)
}

/** The editor of a question. */
export default function QuestionPage() {
  const { bank, question, type, words } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  return (
    <>
      <PageHeader
        dense
        title={words.label}
        lead={words.about}
        crumbs={[
          { label: 'Quizzes', to: '/manage/quizzes' },
          { label: bank.title, to: `/manage/banks/${bank.id}` },
          { label: question ? `Question ${question.id}` : 'New' },
        ]}
      />
      <Form method="post" preventScrollReset className="flex max-w-3xl flex-col gap-6">
        <Faults faults={sent?.faults} />
        <input type="hidden" name="type" value={type} />
        <input type="hidden" name="version" value={question?.version ?? ''} />
        <Lines
          name="stem"
          label="Question"
          start={question?.content.stem}
          rows={4}
          hint="Markdown: code between backticks, pictures as ![words](https://address)."
        />
        <QuestionKey type={type} content={question?.content ?? null} />
        <Lines
          name="explanation"
          label="Why"
          start={question?.content.explanation}
          rows={4}
          hint="Markdown. Shown when the quiz says so: the part that people learn from."
        />
        <div className="grid gap-5 sm:grid-cols-[8rem_1fr]">
          <Line name="marks" label="Marks" start={question?.content.marks ?? 1} number={{ min: 1, max: 20 }} />
          <Line name="tags" label="Tags" start={question?.tags.join(', ')} hint="Between commas. A quiz can draw by tag." />
        </div>
        {question && (
          <p className="text-sm text-muted">Version {question.version}. Attempts under way keep the version they were asked; figures begin anew.</p>
        )}
        <div className="flex flex-wrap gap-3">
          <Button name="do" value="save">
            Save the question
          </Button>
          {!question && (
            <Button name="do" value="more" variant="outline">
              Save, and write another
            </Button>
          )}
          <ButtonLink to={`/manage/banks/${bank.id}`} variant="ghost">
            Cancel
          </ButtonLink>
        </div>
      </Form>
    </>
  )
}
