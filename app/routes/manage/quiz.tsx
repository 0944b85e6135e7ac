import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, data, redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { DateTime } from 'luxon'
import { requireStaff } from '#app/auth/guests.server.ts'
import { Faults } from '#app/components/manage/faults.tsx'
import { QuizForm } from '#app/components/quizzes/quiz-form.tsx'
import { StatePill } from '#app/components/quizzes/quiz-tables.tsx'
import { Button, ButtonLink } from '#app/components/ui/button.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { partFaults, poolOf } from '#app/domain/quizzes/draw.ts'
import { quizFrom } from '#app/domain/quizzes/forms.ts'
import { allBanks, drawableOf, quizById } from '#app/domain/quizzes/queries.server.ts'
import { saveQuiz } from '#app/flows/save-quiz.server.ts'
import { switchQuiz } from '#app/flows/switch-quiz.server.ts'
import { numberFrom } from './reader.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.quiz.title ?? 'Quiz' }]

const missing = () => new Response('There is no such quiz.', { status: 404, statusText: 'Not Found' })
const tolds: Record<string, string> = {
  saved: 'Saved. Attempts under way keep the terms they began with.',
  open: 'The quiz is open.',
  closed: 'The quiz is closed. Attempts under way go on to their end.',
}

/** A quiz with its terms, and what each of its parts draws from. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { program } = await requireStaff(request, 'edit_quizzes')
  const quiz = await quizById(program.id, numberFrom(params.id) ?? 0)
  if (!quiz) throw missing()
  const [banks, drawable] = await Promise.all([
    allBanks(program.id),
    drawableOf(
      program.id,
      quiz.parts.map((part) => part.bank),
    ),
  ])
  const zone = program.timeZone
  return {
    quiz: { ...quiz, closesAt: quiz.closesAt ? DateTime.fromJSDate(quiz.closesAt, { zone }).toFormat("yyyy-MM-dd'T'HH:mm") : '' },
    pools: quiz.parts.map((part) => poolOf(part, drawable).length),
    faults: partFaults(quiz.parts, drawable),
    banks: banks.map(({ id, title, questions, tags }) => ({ id, title, questions, tags })),
    zone,
    told: tolds[new URL(request.url).searchParams.get('told') ?? ''] ?? null,
  }
}

/** Saves the terms of a quiz, opens or closes it. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { actor, program } = await requireStaff(request, 'edit_quizzes')
  const id = numberFrom(params.id) ?? 0
  const form = await request.formData()
  const to = form.get('do')
  if (to === 'open' || to === 'closed') {
    const switched = await switchQuiz(id, to, actor)
    return 'message' in switched ? data({ faults: [switched.message] }, { status: 409 }) : redirect(`/manage/quizzes/${id}?told=${to}`, 303)
  }
  const read = quizFrom(form, (local) => {
    const at = DateTime.fromISO(local, { zone: program.timeZone })
    return at.isValid ? at.toJSDate() : null
  })
  if ('faults' in read) return data(read, { status: 400 })
  const saved = await saveQuiz(read.value, { id, version: numberFrom(form.get('version')) ?? 0 }, actor)
  return 'message' in saved ? data({ faults: [saved.message] }, { status: 409 }) : redirect(`/manage/quizzes/${id}?told=saved`, 303)
}

/** The editor of a quiz. */
export default function QuizPage() {
  const { quiz, pools, faults, banks, zone, told } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  const open = quiz.state === 'open'
  return (
    <>
      <PageHeader
        dense
        title={quiz.title}
        lead={
          <>
            <StatePill state={quiz.state} /> {quiz.size} {quiz.size === 1 ? 'question' : 'questions'} an attempt
          </>
        }
        crumbs={[{ label: 'Quizzes', to: '/manage/quizzes' }, { label: quiz.title }]}
        actions={
          <>
            {quiz.state !== 'draft' && quiz.listed && (
              <ButtonLink to={`/quizzes/${quiz.slug}`} variant="ghost" size="sm">
                As members see it
              </ButtonLink>
            )}
            <ButtonLink to={`/manage/quizzes/${quiz.id}/results`} variant="outline" size="sm">
              Results
            </ButtonLink>
            <Form method="post">
              <Button name="do" value={open ? 'closed' : 'open'} size="sm" variant={open ? 'outline' : 'primary'}>
                {open ? 'Close the quiz' : 'Open the quiz'}
              </Button>
            </Form>
          </>
        }
      />
      <div className="flex flex-col gap-6">
        <Faults faults={sent?.faults} told={sent ? null : told} />
        {faults.length > 0 && !sent && (
          <Notice tone="warning" title={open ? 'Attempts get fewer questions than you ask for' : 'Before it can be opened'}>
            {faults.join(' ')}
          </Notice>
        )}
        <QuizForm key={quiz.version} quiz={quiz} pools={pools} banks={banks} zone={zone} />
      </div>
    </>
  )
}
