import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { requireMember } from '#app/auth/guests.server.ts'
import { levelViews } from '#app/components/hub/standing-view.ts'
import { LevelLadder } from '#app/components/standing/level-ladder.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { balanceOf } from '#app/domain/ledger/queries.server.ts'
import { badgesOf, heldSlugs, levelsOf } from '#app/domain/standing/queries.server.ts'
import { progressOf } from '#app/domain/standing/levels.ts'

export const meta: MetaFunction = () => [{ title: 'Levels' }]

/** The levels with what each asks, and what of it this member has. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { program, member } = await requireMember(request)
  const [levels, balance, held, badges] = await Promise.all([
    levelsOf(program.id),
    balanceOf(program.id, member.id),
    heldSlugs(program.id, member.id),
    badgesOf(program.id),
  ])
  const { current, next, conditions } = progressOf(levels, balance.lifetime, held)
  return {
    levels: levelViews(levels, balance.lifetime, held, badges, program.pointsName),
    mine: current?.rank ?? 0,
    next: next && { title: next.title, open: conditions.filter((condition) => !condition.met).length },
    locale: member.locale,
  }
}

/** Where the member stands among the levels, and exactly what is missing. */
export default function Levels() {
  const { levels, mine, next, locale } = useLoaderData<typeof loader>()
  const lead = next
    ? `${next.open === 1 ? 'One thing is' : `${next.open} things are`} missing to ${next.title}. Spending never lowers a level.`
    : 'You hold the highest level there is.'
  return (
    <>
      <PageHeader title="Levels" lead={lead} crumbs={[{ label: 'Badges and streaks', to: '/badges' }, { label: 'Levels' }]} />
      <LevelLadder levels={levels} mine={mine} locale={locale} />
    </>
  )
}
