import { randomUUID } from 'node:crypto'
import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { anyone, requireMember } from '#app/auth/guests.server.ts'
import { keptCookie } from '#app/auth/sealed-cookies.server.ts'
import { ChallengeFace } from '#app/components/challenges/challenge-face.tsx'
import { ChallengeTalk } from '#app/components/talk/challenge-talk.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { publishedChallenges } from '#app/domain/challenges/queries/taking-part.server.ts'
import { claimWork } from '#app/flows/claim-work.server.ts'
import { startChallenge } from '#app/flows/start-challenge.server.ts'
import { challengeFor, challengeView } from './challenge-view.server.ts'
import { handIn, keepDraft, keepForLater, openPage, orderFrom } from './challenge-action.server.ts'
import { talkView } from './talk-ground.server.ts'
import { visitorView } from './visitor-view.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.view.card.title ?? 'Challenge' }]

/** A challenge as this person stands in it; outside of its audience there is none. What was written before signing in is taken along. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const guest = await anyone(request)
  const now = new Date()
  const { program, member } = guest
  const reader = {
    zone: member?.timeZone ?? program.timeZone,
    locale: member?.locale ?? 'en',
    now: now.toISOString(),
    pointsName: program.pointsName,
  }
  const told = new URL(request.url).searchParams.get('told')
  const kept = keptCookie.read(request, program.id)?.token ?? null
  if (!member) {
    const known = (await publishedChallenges(program.id)).find((one) => one.slug === params.slug)
    if (known?.audience.visitors !== true) await requireMember(request)
    return { view: await visitorView(guest, params.slug, kept, now), visitor: true, told, talk: null, formKey: '', reader }
  }
  if (kept) {
    const claimed = await claimWork({ program: program.id, by: member.id }, program, kept)
    const path = `/challenges/${params.slug}${claimed.challenges.includes(params.slug ?? '') ? '?told=claimed' : ''}`
    throw redirect(path, { status: 303, headers: { 'Set-Cookie': keptCookie.clear(request) } })
  }
  const view = await challengeView({ ...guest, member }, params.slug, now)
  return { view, visitor: false, told, talk: await talkView(guest, view.card), formKey: randomUUID(), reader }
}

/** What a member does here: begin, open a page, keep a draft, hand in. Without a session, what was written is kept and comes back after signing in. */
export async function action({ request, params }: ActionFunctionArgs) {
  const guest = await anyone(request)
  const form = await request.formData()
  const what = form.get('do')
  if (!guest.member) {
    const challenge = (await publishedChallenges(guest.program.id)).find((one) => one.slug === params.slug)
    const sent = challenge && orderFrom(challenge, form)
    if (!challenge || !sent)
      return data({ answer: { tone: 'danger' as const, message: 'Sign in first, then do it again.', field: null }, kept: false }, { status: 401 })
    return keepForLater(guest, request, challenge, sent.stage, sent.order)
  }
  const member = await requireMember(request)
  const { challenge } = await challengeFor(guest, params.slug, new Date())
  if (what === 'start') {
    const started = await startChallenge({ program: guest.program.id, by: member.member.id }, guest.program, challenge.slug)
    if (started.kind !== 'started')
      return data({ answer: { tone: 'warning' as const, message: started.message, field: null }, kept: false }, { status: 409 })
    const [first] = challenge.stages
    const leads = first?.type === 'quiz' || first?.type === 'survey' || first?.type === 'nps'
    return redirect(leads ? `/challenges/${challenge.slug}/steps/${first.id}` : `/challenges/${challenge.slug}#here`, 303)
  }
  const sent = orderFrom(challenge, form)
  if (!sent)
    return data(
      { answer: { tone: 'danger' as const, message: 'This step is not here any more. Open the page again.', field: null }, kept: false },
      { status: 400 },
    )
  if (what === 'open') return openPage(member, sent.stage, challenge.slug)
  if (what === 'draft' || what === 'keep') return keepDraft(member, sent.order, what === 'keep')
  return handIn(member, challenge, sent.stage, sent.order, form)
}

/** A challenge: what, why it matters, steps with state, reward, minutes, who checks it; below, what members say about it. */
export default function ChallengePage() {
  const { view, visitor, told, talk, formKey, reader } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()?.answer ?? null
  const { title, summary } = view.card
  return (
    <>
      <PageHeader title={title} lead={summary || undefined} crumbs={[{ label: 'Challenges', to: '/challenges' }, { label: title }]} />
      <ChallengeFace view={view} visitor={visitor} told={told} answer={answer} reader={reader} />
      {talk && (
        <div className="mt-14">
          <ChallengeTalk talk={talk} formKey={formKey} reader={reader} />
        </div>
      )}
    </>
  )
}
