import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, data, redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { anyone, type MemberGuest, requireMember } from '#app/auth/guests.server.ts'
import { keptCookie } from '#app/auth/sealed-cookies.server.ts'
import { ChallengeBeside } from '#app/components/challenges/challenge-beside.tsx'
import { StateOfChallenge } from '#app/components/challenges/challenge-card.tsx'
import { ChallengeEnd, Told } from '#app/components/challenges/challenge-end.tsx'
import { ChallengeSteps } from '#app/components/challenges/challenge-steps.tsx'
import { StageForm } from '#app/components/challenges/stage-form.tsx'
import { VisitorEnd } from '#app/components/challenges/visitor-end.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Prose } from '#app/components/ui/prose.tsx'
import { publishedChallenges } from '#app/domain/challenges/queries/taking-part.server.ts'
import { claimWork } from '#app/flows/claim-work.server.ts'
import { startChallenge } from '#app/flows/start-challenge.server.ts'
import { challengeFor, challengeView } from './challenge-view.server.ts'
import { handIn, keepDraft, keepForLater, openPage, orderFrom } from './challenge-action.server.ts'
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
    return { view: await visitorView(guest, params.slug, kept, now), visitor: true, told, reader }
  }
  if (kept) {
    const claimed = await claimWork({ program: program.id, by: member.id }, program, kept)
    const path = `/challenges/${params.slug}${claimed.challenges.includes(params.slug ?? '') ? '?told=claimed' : ''}`
    throw redirect(path, { status: 303, headers: { 'Set-Cookie': keptCookie.clear(request) } })
  }
  return { view: await challengeView({ ...guest, member }, params.slug, now), visitor: false, told, reader }
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
  const member: MemberGuest = { ...guest, member: guest.member }
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

/** A challenge: what, why it matters, steps with state, reward, minutes, who checks it. */
export default function ChallengePage() {
  const { view, visitor, told, reader } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()?.answer ?? null
  const { card, here } = view
  const open = ['open', 'going', 'waiting', 'returned'].includes(card.state)
  const ended = ['done', 'wait'].includes(card.state)
  return (
    <>
      <PageHeader title={card.title} lead={card.summary || undefined} crumbs={[{ label: 'Challenges', to: '/challenges' }, { label: card.title }]} />
      <div className="grid items-start gap-x-14 gap-y-10 lg:grid-cols-[minmax(0,1fr)_19rem]">
        <div className="flex min-w-0 flex-col gap-8">
          <Told told={told} />
          {ended && <ChallengeEnd card={card} next={view.next} place={view.place} name={`challenge-${card.id}-${view.roundId}`} reader={reader} />}
          {view.html && <Prose html={view.html} />}
          {!open && !ended && (
            <Notice tone="info" title={card.state === 'locked' ? 'Something comes first' : undefined}>
              {card.state === 'locked' ? (
                view.needs
                  .filter((one) => !one.done)
                  .map((one) => one.title)
                  .join(', ')
              ) : (
                <StateOfChallenge state={card.state} />
              )}
            </Notice>
          )}
          {visitor && here === null ? (
            <VisitorEnd worth={card.worth} pointsName={reader.pointsName} slug={card.slug} />
          ) : (
            <ChallengeSteps steps={view.steps} reader={reader}>
              {open && here ? (
                <StageForm
                  here={here}
                  slug={card.slug}
                  begun={view.roundId !== null && card.state !== 'open'}
                  answer={answer}
                  visitor={visitor}
                  retryAt={view.retryAt}
                  reader={reader}
                />
              ) : null}
            </ChallengeSteps>
          )}
        </div>
        <ChallengeBeside view={view} reader={reader} visitor={visitor}>
          {card.state === 'open' && !visitor && here?.view !== 'deed' && view.roundId === null && (
            <Form method="post">
              <Button name="do" value="start" variant="outline" className="w-full">
                Begin
              </Button>
            </Form>
          )}
        </ChallengeBeside>
      </div>
    </>
  )
}
