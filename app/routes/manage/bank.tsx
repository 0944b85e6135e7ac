import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { requireStaff } from '#app/auth/guests.server.ts'
import { Faults } from '#app/components/manage/faults.tsx'
import { BankQuestions } from '#app/components/quizzes/bank-questions.tsx'
import { BankWords } from '#app/components/quizzes/bank-words.tsx'
import { ButtonLink } from '#app/components/ui/button.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Section } from '#app/components/ui/section.tsx'
import { bankFrom } from '#app/domain/quizzes/forms.ts'
import { type QuestionType, questionTypes } from '#app/domain/quizzes/question.ts'
import { bankById, bankQuestions } from '#app/domain/quizzes/queries.server.ts'
import { rightOf } from '#app/domain/quizzes/view.ts'
import { renderMarkdown } from '#app/foundation/markdown.server.ts'
import { retireQuestion } from '#app/flows/retire-question.server.ts'
import { saveBank } from '#app/flows/save-bank.server.ts'
import { numberFrom } from './reader.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.bank.title ?? 'Bank' }]

const tolds: Record<string, string> = { saved: 'Saved.', imported: 'All questions are in.' }

/** A bank with its questions and their keys: for whoever writes them. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { program } = await requireStaff(request, 'edit_quizzes')
  const id = numberFrom(params.id) ?? 0
  const [bank, questions] = await Promise.all([bankById(program.id, id), bankQuestions(program.id, id)])
  if (!bank) throw new Response('There is no such bank.', { status: 404, statusText: 'Not Found' })
  return {
    bank,
    questions: questions.map(({ id, tags, retired, content }) => ({
      id,
      tags,
      retired,
      type: questionTypes[content.type].label,
      marks: content.marks,
      html: renderMarkdown(content.stem),
      right: rightOf(content).map(renderMarkdown),
      explained: content.explanation !== '',
    })),
    types: (Object.keys(questionTypes) as QuestionType[]).map((type) => ({ type, ...questionTypes[type] })),
    told: tolds[new URL(request.url).searchParams.get('told') ?? ''] ?? null,
  }
}

/** Renames a bank, retires a question or puts it back. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { actor } = await requireStaff(request, 'edit_quizzes')
  const id = numberFrom(params.id) ?? 0
  const form = await request.formData()
  const what = form.get('do')
  if (what === 'retire' || what === 'restore') {
    await retireQuestion(numberFrom(form.get('question')) ?? 0, what === 'retire', actor)
    return redirect(`/manage/banks/${id}?told=saved`, 303)
  }
  const read = bankFrom(form)
  if ('faults' in read) return data(read, { status: 400 })
  const saved = await saveBank(id, read.value, actor)
  return 'message' in saved ? data({ faults: [saved.message] }, { status: 409 }) : redirect(`/manage/banks/${id}?told=saved`, 303)
}

/** A bank of questions. */
export default function BankPage() {
  const { bank, questions, types, told } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  return (
    <>
      <PageHeader
        dense
        title={bank.title}
        lead={bank.about || undefined}
        crumbs={[{ label: 'Quizzes', to: '/manage/quizzes' }, { label: bank.title }]}
        actions={
          <>
            <ButtonLink to={`/manage/banks/${bank.id}/import`} variant="outline" size="sm">
              Import GIFT
            </ButtonLink>
            <ButtonLink to={`/manage/banks/${bank.id}/questions.gift`} reloadDocument variant="outline" size="sm">
              Export GIFT
            </ButtonLink>
          </>
        }
      />
      <div className="flex flex-col gap-12">
        <Faults faults={sent?.faults} told={sent ? null : told} />
        <Section title="Add a question">
          <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-4">
            {types.map(({ type, label, about }) => (
              <li key={type}>
                <ButtonLink
                  to={`/manage/banks/${bank.id}/questions/new?type=${type}`}
                  variant="outline"
                  className="w-full flex-col rounded-md! px-4 py-3 text-center whitespace-normal!"
                >
                  {label}
                  <span className="text-sm font-normal text-muted">{about}</span>
                </ButtonLink>
              </li>
            ))}
          </ul>
        </Section>
        <Section title={`Questions (${bank.questions})`}>
          <BankQuestions bankId={bank.id} questions={questions} />
        </Section>
        <BankWords bank={bank} />
      </div>
    </>
  )
}
