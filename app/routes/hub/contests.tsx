import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { anyone } from '#app/auth/guests.server.ts'
import { ContestCard } from '#app/components/together/contest-card.tsx'
import { TogetherTabs } from '#app/components/together/together-tabs.tsx'
import { ButtonLink } from '#app/components/ui/button.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Section } from '#app/components/ui/section.tsx'
import { contestsSeen } from '#app/domain/contests/queries.server.ts'
import { contestView } from './contest-ground.server.ts'

export const meta: MetaFunction = () => [
  { title: 'Contests' },
  { name: 'description', content: 'Hand something in, vote for the best, and see how every contest was decided.' },
]

/** The contests that run, and those that were decided. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { program, member } = await anyone(request)
  const now = new Date()
  const contests = (await contestsSeen(program.id)).map((contest) => contestView(contest, now))
  return { contests, member: member !== null, locale: member?.locale ?? 'en', pointsName: program.pointsName }
}

/** Every contest, those that run first. */
export default function Contests() {
  const { contests, member, locale, pointsName } = useLoaderData<typeof loader>()
  const running = contests.filter((contest) => contest.phase !== 'decided')
  const past = contests.filter((contest) => contest.phase === 'decided')
  return (
    <>
      <PageHeader title="Contests" lead="Show what you made, and vote for what you like best." />
      <TogetherTabs current="contests" member={member} />
      {contests.length === 0 && (
        <EmptyState title="No contest so far" action={<ButtonLink to="/earn">How to earn meanwhile</ButtonLink>}>
          When one opens it stands here, with what to hand in and until when.
        </EmptyState>
      )}
      <div className="flex flex-col gap-12">
        {running.length > 0 && (
          <ul className="grid gap-5 md:grid-cols-2">
            {running.map((contest) => (
              <ContestCard key={contest.slug} contest={contest} locale={locale} pointsName={pointsName} />
            ))}
          </ul>
        )}
        {past.length > 0 && (
          <Section title="Decided" lead="Every entry with its place stays here.">
            <ul className="grid gap-5 md:grid-cols-2">
              {past.map((contest) => (
                <ContestCard key={contest.slug} contest={contest} locale={locale} pointsName={pointsName} />
              ))}
            </ul>
          </Section>
        )}
      </div>
    </>
  )
}
