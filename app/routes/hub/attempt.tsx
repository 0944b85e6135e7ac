import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { requireMember } from '#app/auth/guests.server.ts'
import { AttemptEnded } from '#app/components/quizzes/attempt-ended.tsx'
import { AttemptOpen } from '#app/components/quizzes/attempt-open.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { answerQuestion } from '#app/flows/answer-question.server.ts'
import { handInAttempt } from '#app/flows/hand-in-attempt.server.ts'
import { attemptPage } from './attempt-view.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title ?? 'Attempt' }]

const missing = () => new Response('There is no such attempt of yours.', { status: 404, statusText: 'Not Found' })
const numberOf = (text: unknown): number => (/^\d{1,15}$/.test(String(text ?? '')) ? Number(text) : 0)

/** One question of an open attempt, or what came of an ended one. An attempt whose time is over is ended first. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const guest = await requireMember(request)
  const query = new URL(request.url).searchParams
  const id = numberOf(params.id)
  const asked = query.get('q') === 'look' ? 'look' : numberOf(query.get('q')) || null
  let view = await attemptPage(guest, id, asked)
  if (view?.overdue) {
    await handInAttempt({ program: guest.program.id, by: guest.member.id }, guest.program, id)
    view = await attemptPage(guest, id, asked)
  }
  if (!view) throw missing()
  return { ...view, told: query.get('told') }
}

/** Keeps the answer on the page and goes where asked, or hands in. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { program, member } = await requireMember(request)
  const by = { program: program.id, by: member.id }
  const id = numberOf(params.id)
  const form = await request.formData()
  const page = `/attempts/${id}`
  if (form.get('do') === 'hand_in') {
    const ended = await handInAttempt(by, program, id)
    if (ended.kind === 'none') throw missing()
    return redirect(ended.kind === 'over' ? `${page}?told=over` : page, 303)
  }
  const go = form.get('go') === 'look' ? 'look' : String(numberOf(form.get('go')) || 'look')
  const position = numberOf(form.get('position'))
  if (position === 0) return redirect(`${page}?q=${go}`, 303)
  const { kind } = await answerQuestion(by, program, { attemptId: id, position }, form)
  switch (kind) {
    case 'none':
      throw missing()
    case 'over':
      return redirect(`${page}?told=over`, 303)
    case 'ended':
      return redirect(page, 303)
    case 'final':
    case 'blank':
      return redirect(go === String(position) ? `${page}?q=${go}&told=${kind}` : `${page}?q=${go}`, 303)
    case 'kept':
      return redirect(`${page}?q=${go}`, 303)
  }
}

/** An attempt at a quiz. */
export default function AttemptPage() {
  const { id, title, back, number, page, told } = useLoaderData<typeof loader>()
  return (
    <div className="mx-auto max-w-3xl">
      <PageHeader dense title={title} lead={`Attempt ${number}`} crumbs={[{ label: 'Quiz', to: back }, { label: `Attempt ${number}` }]} />
      {page.state === 'open' ? (
        <AttemptOpen attempt={page} told={told} />
      ) : (
        <AttemptEnded attempt={page} id={id} title={title} back={back} late={told === 'over'} />
      )}
    </div>
  )
}
