import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { requireStaff } from '#app/auth/guests.server.ts'
import { ChallengeFrame } from '#app/components/manage/challenge-frame.tsx'
import { ChallengeFunnel } from '#app/components/manage/challenge-funnel.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { Section } from '#app/components/ui/section.tsx'
import { Stat, Stats } from '#app/components/ui/stat.tsx'
import { TrendChart } from '#app/components/ui/trend-chart.tsx'
import { completionsOf, funnelOf } from '#app/domain/challenges/queries/authoring.server.ts'
import { usefulnessOf } from '#app/domain/talk/queries/usefulness.server.ts'
import { may } from '#app/domain/members/roles.ts'
import { challengeOr404, typesById } from './challenge-view.server.ts'
import { readerOf } from './reader.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data: view }) => [{ title: `${view?.challenge.title ?? 'Challenge'}: results` }]

/** What came of a challenge: how far members get, who finishes, and what they say of it. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const guest = await requireStaff(request, 'see_challenge_results')
  const { program } = guest
  const { id, slug, title, state, pausedAt } = await challengeOr404(program.id, params.id)
  const now = new Date()
  const [sums, funnel, useful] = await Promise.all([
    completionsOf(program.id, id, program.timeZone, now),
    funnelOf(program.id, id),
    usefulnessOf(program.id),
  ])
  return {
    challenge: { id, slug, title, state, paused: pausedAt !== null },
    sums,
    steps: funnel.map((step) => ({ ...step, label: typesById.get(step.type)?.label ?? step.type })),
    useful: useful.get(id) ?? null,
    mayEdit: may(guest.member.roles, 'edit_challenges'),
    reader: readerOf(guest),
  }
}

/** The results of one challenge. */
export default function Results() {
  const { challenge, sums, steps, useful, mayEdit, reader } = useLoaderData<typeof loader>()
  const part = sums.started > 0 ? `${Math.round((sums.completed / sums.started) * 100)}%` : '–'
  return (
    <ChallengeFrame tab="results" challenge={challenge} mayEdit={mayEdit}>
      {sums.started === 0 ? (
        <EmptyState title="Nobody has begun yet">As soon as somebody does, you see here how far members get and where they stop.</EmptyState>
      ) : (
        <div className="flex flex-col gap-12">
          <Stats>
            <Stat label="Began" value={sums.started} locale={reader.locale} />
            <Stat label="Finished" value={sums.completed} locale={reader.locale} />
            <Stat label="Of those who began" value={part} locale={reader.locale} />
            <Stat label="At work now" value={sums.open} locale={reader.locale} />
            <Stat label="Found it worth their time" value={useful ? `${Math.round(useful.useful * 100)}%` : '–'} locale={reader.locale} />
          </Stats>
          <Section title="Step by step" lead="How many came to each step, and how many passed it.">
            <ChallengeFunnel steps={steps} reader={reader} />
          </Section>
          {sums.days.length > 1 && (
            <Section title="Finished, last thirty days">
              <TrendChart
                title="Finished a day"
                unit="finished"
                points={sums.days.map(({ day, count }) => ({ label: day, value: count }))}
                locale={reader.locale}
              />
            </Section>
          )}
        </div>
      )}
    </ChallengeFrame>
  )
}
