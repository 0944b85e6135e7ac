import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, data, redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { requireStaff } from '#app/auth/guests.server.ts'
import { Faults } from '#app/components/manage/faults.tsx'
import { Line } from '#app/components/manage/plain-fields.tsx'
import { BankTable, QuizTable } from '#app/components/quizzes/quiz-tables.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Section } from '#app/components/ui/section.tsx'
import { SelectField } from '#app/components/ui/select-field.tsx'
import { may } from '#app/domain/members/roles.ts'
import { bankFrom, quizFrom, slugFrom } from '#app/domain/quizzes/forms.ts'
import { allBanks, allQuizzes } from '#app/domain/quizzes/queries.server.ts'
import { saveBank } from '#app/flows/save-bank.server.ts'
import { saveQuiz } from '#app/flows/save-quiz.server.ts'

export const meta: MetaFunction = () => [{ title: 'Quizzes' }]

/** Every quiz with how it goes, and every bank of questions. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { program, member } = await requireStaff(request, 'see_quiz_results')
  const [quizzes, banks] = await Promise.all([allQuizzes(program.id), allBanks(program.id)])
  return {
    quizzes: quizzes.map((quiz) => ({ ...quiz, closed: quiz.closesAt !== null && quiz.closesAt.getTime() < Date.now() })),
    banks,
    mayEdit: may(member.roles, 'edit_quizzes'),
    locale: member.locale,
  }
}

/** Adds a bank, or a draft of a quiz over one. */
export async function action({ request }: ActionFunctionArgs) {
  const { actor } = await requireStaff(request, 'edit_quizzes')
  const form = await request.formData()
  if (form.get('do') === 'bank') {
    const read = bankFrom(form)
    if ('faults' in read) return data(read, { status: 400 })
    const saved = await saveBank(null, read.value, actor)
    return 'id' in saved ? redirect(`/manage/banks/${saved.id}`, 303) : data({ faults: [saved.message] }, { status: 409 })
  }
  for (const usual of ['shuffleQuestions', 'shuffleOptions', 'listed']) form.set(usual, 'on')
  const read = quizFrom(form, () => null)
  if ('faults' in read) return data(read, { status: 400 })
  const saved = await saveQuiz(read.value, { slug: slugFrom(read.value.title) }, actor)
  return 'id' in saved ? redirect(`/manage/quizzes/${saved.id}`, 303) : data({ faults: [saved.message] }, { status: 409 })
}

/** Quizzes and banks, as managers see them. */
export default function Quizzes() {
  const { quizzes, banks, mayEdit, locale } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  return (
    <>
      <PageHeader
        dense
        title="Quizzes"
        lead="Questions live in banks; a quiz draws from them, anew for every attempt. Nothing that is right reaches a browser before you say so."
      />
      <div className="flex flex-col gap-12">
        <Faults faults={sent?.faults} />
        <Section title="Quizzes">
          <QuizTable quizzes={quizzes} mayEdit={mayEdit} locale={locale} />
          {mayEdit && banks.length > 0 && (
            <Form method="post" className="mt-8 grid max-w-3xl items-end gap-4 sm:grid-cols-[1fr_14rem_auto]">
              <Line name="title" id="quiz-title" label="A new quiz" required />
              <SelectField
                field={{ id: 'quiz-bank', name: 'bank' }}
                label="Draws from"
                choices={banks.map((bank) => ({ value: String(bank.id), label: bank.title }))}
              />
              <Button name="do" value="quiz">
                Make a draft
              </Button>
            </Form>
          )}
        </Section>
        <Section title="Banks of questions">
          <BankTable banks={banks} mayEdit={mayEdit} locale={locale} />
          {mayEdit && (
            <Form method="post" className="mt-8 grid max-w-3xl items-end gap-4 sm:grid-cols-[14rem_1fr_auto]">
              <Line name="title" id="bank-title" label="A new bank" required />
              <Line name="about" id="bank-about" label="What is in it" />
              <Button name="do" value="bank" variant={banks.length > 0 ? 'outline' : 'primary'}>
                Add the bank
              </Button>
            </Form>
          )}
        </Section>
      </div>
    </>
  )
}
