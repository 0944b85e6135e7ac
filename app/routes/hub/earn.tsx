import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { anyone } from '#app/auth/guests.server.ts'
import { BadgeLadders, LevelSteps, WaysToEarn } from '#app/components/hub/earn-list.tsx'
import { earnGroups } from '#app/components/hub/earn-view.ts'
import { adapterOf, cardsFrom } from '#app/components/hub/kinds.ts'
import { ButtonLink } from '#app/components/ui/button.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Section } from '#app/components/ui/section.tsx'
import { channelsOf, liveRules } from '#app/domain/rules/queries/earn.server.ts'
import { badgesOf, levelOf, levelsOf, talliesOf } from '#app/domain/standing/queries.server.ts'
import { countFor } from '#app/domain/standing/badges.ts'
import { adapters } from '#integrations/registry.ts'

export const meta: MetaFunction = () => [
  { title: 'How to earn' },
  { name: 'description', content: 'Every way to earn points, straight from the rules that are live now.' },
]

/** Every live rule in words, the levels and the badges; for a member also how far they are. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { program, member } = await anyone(request)
  const [rules, channels, levels, badges, level, tallies] = await Promise.all([
    liveRules(program.id, new Date()),
    channelsOf(program.id),
    levelsOf(program.id),
    badgesOf(program.id),
    member && levelOf(program.id, member.id),
    member && talliesOf(program.id, member.id),
  ])
  return {
    groups: earnGroups(rules, channels, cardsFrom(adapters), program.pointsName),
    levels,
    badges: badges.map(({ kinds, ...badge }) => ({ ...badge, adapter: adapterOf(kinds[0] ?? ':'), count: tallies && countFor({ kinds }, tallies) })),
    mine: level?.rank ?? null,
    member: member !== null,
    zone: program.timeZone,
    words: { pointsName: program.pointsName, locale: member?.locale ?? 'en' },
  }
}

/** How to earn: made from the live rules, so it is never out of date. */
export default function Earn() {
  const { groups, levels, badges, mine, member, zone, words } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHeader
        title="How to earn"
        lead="Do what you would do anyway. When it counts, you see the points at once, with the reason. This page is written by the rules themselves."
        actions={!member && <ButtonLink to="/sign-up">Join</ButtonLink>}
      />
      {groups.length === 0 ? (
        <EmptyState title="No rule is live yet" leaves={1}>
          What you do is recorded all the same. As soon as a rule is live, this page says what it pays.
        </EmptyState>
      ) : (
        <div className="flex flex-col gap-12">
          {groups.map((group) => (
            <WaysToEarn key={group.adapter} group={group} {...words} />
          ))}
          <p className="max-w-prose text-sm text-muted">
            Multipliers add up: a double and a triple make four times, never more than five.{' '}
            <Link to="/earn/changes" className="underline">
              Every change of the rules
            </Link>{' '}
            is dated and kept. Days, weeks and months are those of the time zone {zone}; weeks begin on Monday. Whatever is taken back where it
            happened is taken back here as well. Bots and your own approval of your own work earn nothing.
          </p>
        </div>
      )}
      {levels.length > 0 && (
        <div className="mt-16">
          <Section title="Levels" lead="They follow everything you ever earned. Spending never lowers them.">
            <LevelSteps levels={levels} mine={mine} {...words} />
          </Section>
        </div>
      )}
      {badges.length > 0 && (
        <div className="mt-16">
          <Section title="Badges" lead="One medal for every step: the number says how many it takes.">
            <BadgeLadders badges={badges} locale={words.locale} />
          </Section>
        </div>
      )}
    </>
  )
}
