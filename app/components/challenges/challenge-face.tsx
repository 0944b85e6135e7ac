import { Form, Link } from '@remix-run/react'

import { Button } from '#app/components/ui/button.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { Prose } from '#app/components/ui/prose.tsx'

import { type Beside, ChallengeBeside } from './challenge-beside.tsx'
import { type CardReader, StateOfChallenge } from './challenge-card.tsx'
import { ChallengeEnd, Told } from './challenge-end.tsx'
import { ChallengeSteps, type HereView, type StepView } from './challenge-steps.tsx'
import { type Answer, StageForm } from './stage-form.tsx'
import { VisitorEnd } from './visitor-end.tsx'

/** A challenge as one person stands in it. */
export type ChallengeFaceView = Beside & {
  html: string
  place: number | null
  roundId: number | null
  /** Earning is paused for this person: they read, and cannot take part. */
  paused: boolean
  steps: StepView[]
  here: HereView | null
  retryAt: string | null
  next: { slug: string; title: string; minutes: number } | null
  why: string | null
}

type Props = { view: ChallengeFaceView; visitor?: boolean; told?: string | null; answer?: Answer; reader: CardReader }

/** The page of a challenge below its title: what it is, the steps with the form of the present one, and beside them what it brings. */
export function ChallengeFace({ view, visitor = false, told = null, answer = null, reader }: Props) {
  const { card, here } = view
  const due = ['open', 'going', 'waiting', 'returned'].includes(card.state)
  const open = due && !view.paused
  const ended = ['done', 'wait'].includes(card.state)
  return (
    <div className="grid items-start gap-x-14 gap-y-10 lg:grid-cols-[minmax(0,1fr)_19rem]">
      <div className="flex min-w-0 flex-col gap-8">
        <Told told={told} />
        {ended && (
          <ChallengeEnd
            card={card}
            next={view.next}
            place={view.place}
            why={view.why}
            name={`challenge-${card.id}-${view.roundId}`}
            reader={reader}
          />
        )}
        {view.html && <Prose html={view.html} />}
        {due && view.paused && (
          <Notice tone="warning" title="You can read this, and cannot take part now">
            Earning is paused for your account. What you did before stays yours.{' '}
            <Link to="/fair-play" className="text-link">
              Read why, and how to appeal
            </Link>
          </Notice>
        )}
        {!due && !ended && (
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
        {card.state === 'open' && !visitor && !view.paused && here?.view !== 'deed' && view.roundId === null && (
          <Form method="post">
            <Button name="do" value="start" variant="outline" className="w-full">
              Begin
            </Button>
          </Form>
        )}
      </ChallengeBeside>
    </div>
  )
}
