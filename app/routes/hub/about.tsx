import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { anyone } from '#app/auth/guests.server.ts'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Section } from '#app/components/ui/section.tsx'
import { Stat, Stats } from '#app/components/ui/stat.tsx'
import { boardAt, boardTotals } from '#app/domain/boards/queries.server.ts'
import { membersIn } from '#app/domain/members/queries/profile.server.ts'
import { channelsOf, liveRules } from '#app/domain/rules/queries/earn.server.ts'
import { badgesOf, levelsOf } from '#app/domain/standing/queries.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? `About ${data.program.name}` : 'About' },
  { name: 'description', content: data?.program.about || 'What this program is, how points come about, and what happens with your data.' },
]

/** What the program is, in numbers read from its configuration at this moment. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { program, member } = await anyone(request)
  const now = new Date()
  const [rules, channels, levels, badges, members, month] = await Promise.all([
    liveRules(program.id, now),
    channelsOf(program.id),
    levelsOf(program.id),
    badgesOf(program.id),
    membersIn(program.id),
    boardTotals(boardAt(program, 'month', now)),
  ])
  return {
    program: { name: program.name, about: program.about, pointsName: program.pointsName, timeZone: program.timeZone },
    channels: channels.filter((channel) => channel.open).map((channel) => channel.title),
    numbers: { rules: rules.length, levels: levels.length, badges: badges.length, members, month: month.points },
    locale: member?.locale ?? 'en',
    member: member !== null,
  }
}

/** About the program: what it is, how points come about and go, how ties break, what happens with data. */
export default function About() {
  const { program, channels, numbers, locale, member } = useLoaderData<typeof loader>()
  const { pointsName } = program
  return (
    <>
      <PageHeader
        title={`About ${program.name}`}
        lead={
          program.about ||
          `${program.name} sees what members contribute where they already are, and turns it into ${pointsName} that explain themselves.`
        }
      />
      <Stats>
        <Stat label="Members" value={numbers.members} locale={locale} />
        <Stat label="Rules live now" value={numbers.rules} locale={locale} />
        <Stat label="Channels connected" value={channels.length} locale={locale} />
        <Stat label="Levels" value={numbers.levels} locale={locale} />
        <Stat label="Badges" value={numbers.badges} locale={locale} />
        <Stat label={`${pointsName.charAt(0).toUpperCase()}${pointsName.slice(1)} given this month`} value={numbers.month} locale={locale} />
      </Stats>
      <div className="mt-14 grid gap-x-16 gap-y-12 lg:grid-cols-2 [&_p]:max-w-prose [&_p+p]:mt-3">
        <Section title={`How ${pointsName} come about`}>
          <p>
            {channels.length > 0 ? `${list(channels)} ${channels.length === 1 ? 'tells' : 'tell'} us` : 'Connected channels tell us'} what happened,
            in messages that are signed. Each fact is kept once, however often it is told. Rules that anyone can read decide what it is worth: see{' '}
            <Link to="/earn" className="text-link">
              how to earn
            </Link>
            .
          </p>
          <p>
            A fact is judged by the version of the rule that was live when we received it. A rule that changes later changes nothing about what you
            have already earned.
          </p>
        </Section>
        <Section title="How they are taken back">
          <p>
            When something is undone where it happened (an answer is no longer accepted, a merged change is marked as spam), its {pointsName} are
            reversed by a line of their own. Nothing in the book is ever edited or removed.
          </p>
          <p>If {pointsName} were already spent, what is missing is paid by the next ones. You never owe anything else.</p>
        </Section>
        <Section title="Every line says why">
          <p>
            In{' '}
            {member ? (
              <Link to="/activity" className="text-link">
                My activity
              </Link>
            ) : (
              'My activity'
            )}{' '}
            each line opens to its whole chain: the message, the fact, the rule and its version, each condition, the entry in the book. The amount is
            computed again before your eyes. What gave nothing says what was missing.
          </p>
        </Section>
        <Section title="Levels, places and ties">
          <p>
            Levels and the board follow everything you have earned; spending changes neither. Among equals on the board, whoever reached the{' '}
            {pointsName} with the earlier contribution stands higher; after that, whoever joined first. Days, weeks and months are those of{' '}
            {program.timeZone}, and weeks begin on Monday.
          </p>
        </Section>
        <Section title="Your data">
          <p>
            We keep your name, your mail address, the accounts you link and what you did with them in the connected channels. Nobody else gets it, and
            there is no tracking.
          </p>
          <p>
            You choose who may open your profile, and hide single badges, channels or your year{' '}
            {member ? (
              <>
                in your{' '}
                <Link to="/settings/privacy" className="text-link">
                  privacy settings
                </Link>
              </>
            ) : (
              'in your settings'
            )}
            . What you hide is left out before a page is made.
          </p>
        </Section>
        <Section title="Open, all the way down">
          <p>{program.name} runs on Laurel, free software under the MIT license, on a server of the people who run this program.</p>
        </Section>
      </div>
    </>
  )
}

function list(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}
