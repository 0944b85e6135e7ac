import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { requireStaff } from '#app/auth/guests.server.ts'
import { ChallengeBeside } from '#app/components/manage/challenge-beside.tsx'
import { ChallengeForm } from '#app/components/manage/challenge-form.tsx'
import { ChallengeFrame } from '#app/components/manage/challenge-frame.tsx'
import { useLook } from '#app/components/manage/use-look.ts'
import { draftFrom } from '#app/domain/challenges/draft-form.ts'
import { hasRounds } from '#app/domain/challenges/queries/authoring.server.ts'
import { actOnChallenge } from './challenge-action.server.ts'
import { challengeOr404, draftView, editorOf, editorWords, lookAt, typesById } from './challenge-view.server.ts'
import { readerOf } from './reader.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data: view }) => [{ title: view?.title ?? 'Challenge' }]

/** One challenge in its editor. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const guest = await requireStaff(request, 'edit_challenges')
  const challenge = await challengeOr404(guest.program.id, params.id)
  const [editor, fixed] = await Promise.all([editorOf(guest.program, challenge), hasRounds(guest.program.id, challenge.id)])
  const { id, slug, title, state, version, pausedAt } = challenge
  const told = new URL(request.url).searchParams.get('told')
  return { id, slug, title, state, version, fixed, paused: pausedAt !== null, told, ...editor, reader: readerOf(guest) }
}

/** Saves, publishes, moves a step, or does something with the challenge as a whole. A form that cannot be kept comes back as it was sent. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { program, actor } = await requireStaff(request, 'edit_challenges')
  const challenge = await challengeOr404(program.id, params.id)
  const form = await request.formData()
  const done = await actOnChallenge(program, actor, challenge, form)
  if ('to' in done) return redirect(done.to, 303)
  const { draft } = draftFrom(form, typesById, program.timeZone)
  const [words, look] = await Promise.all([editorWords(program, challenge.id, draft), lookAt(program, challenge.id, draft)])
  return data({ ...done, draft: draftView(draft), words, look }, { status: done.status })
}

/** The editor, with how the challenge stands beside it. */
export default function Challenge() {
  const view = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  const { draft, words } = sent ?? view
  const live = useLook(`/manage/challenges/${view.id}/look`, sent?.look ?? view.look)
  return (
    <ChallengeFrame tab="edit" challenge={view} told={sent ? null : view.told}>
      <div className="grid items-start gap-x-12 gap-y-10 xl:grid-cols-[minmax(0,1fr)_320px]">
        <ChallengeForm
          key={`${view.version}-${sent ? JSON.stringify(sent.faults).length : ''}`}
          draft={draft}
          words={words}
          faults={sent?.faults ?? []}
          refusal={sent?.refusal ?? null}
          version={view.version}
          state={view.state}
          fixed={view.fixed}
          onDraft={live.onDraft}
        />
        <ChallengeBeside look={live.look} stale={live.stale} state={view.state} reader={view.reader} />
      </div>
    </ChallengeFrame>
  )
}
