import { type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { anyone } from '#app/auth/guests.server.ts'
import { originOf } from '#app/auth/cookies.server.ts'
import { FollowForm } from '#app/components/hub/board-follow.tsx'
import { cardsFrom } from '#app/components/hub/kinds.ts'
import { BestDeeds, OnlyYou, ProfileBadges, ProfileChannels, ProfileHeader } from '#app/components/hub/profile-parts.tsx'
import { profileParts, yearOf } from '#app/components/hub/profile-view.ts'
import { ButtonLink } from '#app/components/ui/button.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { Section } from '#app/components/ui/section.tsx'
import { dayOf } from '#app/components/ui/time.tsx'
import { YearGrid } from '#app/components/ui/year-grid.tsx'
import { follows } from '#app/domain/boards/queries/choices.server.ts'
import { rootHandle } from '#app/domain/members/queries/merges.server.ts'
import { profileOf } from '#app/domain/members/queries/profile.server.ts'
import { adapters } from '#integrations/registry.ts'

/** Search engines and link previews get words about public profiles only. */
export const meta: MetaFunction<typeof loader> = ({ data }) => {
  if (!data?.open) return [{ title: data?.person.name ?? 'Profile' }, { name: 'robots', content: 'noindex' }]
  const about = data.person.bio || `${data.level ? `${data.level.title}. ` : ''}${data.total} contributions that counted at ${data.program}.`
  return [
    { title: `${data.person.name} at ${data.program}` },
    { name: 'description', content: about },
    { property: 'og:type', content: 'profile' },
    { property: 'og:title', content: `${data.person.name} at ${data.program}` },
    { property: 'og:description', content: about },
    { property: 'og:url', content: data.address },
    { property: 'og:image', content: `${new URL(data.address).origin}/og.svg` },
    { property: 'profile:username', content: data.person.handle },
  ]
}

/** A profile as this reader may see it; what is hidden is not in the answer. Unknown and hidden ones are the same 404. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { program, member } = await anyone(request)
  const now = new Date()
  const zone = member?.timeZone ?? program.timeZone
  const look = (handle: string) => profileOf(program.id, handle, member?.id ?? null, zone, now)
  const seen = await look(params.handle ?? '')
  // Whoever was merged into somebody is found there, if that profile is open to the reader.
  const root = seen ? null : await rootHandle(program.id, params.handle ?? '')
  if (root && (await look(root))) throw redirect(`/members/${encodeURIComponent(root)}`, 302)
  if (!seen) throw new Response('There is no profile under this name, or it is not open to you.', { status: 404, statusText: 'Not Found' })
  return {
    person: { handle: seen.handle, name: seen.name, bio: seen.bio, joinedAt: seen.joinedAt.toISOString() },
    level: seen.level && { rank: seen.level.rank, title: seen.level.title, story: seen.level.story },
    parts: profileParts(seen, cardsFrom(adapters)),
    year: yearOf(seen),
    total: seen.channels.reduce((sum, channel) => sum + channel.count, 0),
    own: seen.own && { reach: seen.own.reach },
    following: member && !seen.own ? await follows(program.id, member.id, seen.memberId) : null,
    open: seen.reach === 'public',
    program: program.name,
    address: `${originOf(request)}/members/${encodeURIComponent(seen.handle)}`,
    reader: { zone, locale: member?.locale ?? 'en', now: now.toISOString(), pointsName: program.pointsName },
  }
}

const reachWords = {
  public: 'Everyone can open your profile.',
  members: 'Only members can open your profile.',
  hidden: 'Only you can open your profile.',
}

/** A member's page: level, badges, a year of contributions, the best of them. */
export default function Profile() {
  const { person, level, parts, year, own, following, reader } = useLoaderData<typeof loader>()
  const empty = parts.channels.length === 0 && parts.badges.length === 0
  return (
    <>
      {own && (
        <div className="mb-6">
          <Notice
            action={
              <ButtonLink to="/settings/privacy" variant="outline" size="sm">
                Choose what others see
              </ButtonLink>
            }
          >
            {reachWords[own.reach]} What is marked “Only you see this” never leaves for anyone else.
          </Notice>
        </div>
      )}
      <ProfileHeader person={person} level={level} levelOnlyMe={parts.onlyMe.level} reader={reader} />
      {following !== null && (
        <div className="mt-4">
          <FollowForm whole handle={person.handle} name={person.name} on={following} back={`/members/${encodeURIComponent(person.handle)}`} />
        </div>
      )}
      {empty && (
        <EmptyState
          title={own ? 'Your first contribution will stand here' : 'Nothing to show yet'}
          action={own && <ButtonLink to="/earn">How to earn</ButtonLink>}
        >
          {own ? 'Link your accounts, and what you have already done appears by itself.' : `${person.name} has not shared a contribution yet.`}
        </EmptyState>
      )}
      <div className="mt-12 flex flex-col gap-14">
        {parts.badges.length > 0 && (
          <Section title="Badges">
            <ProfileBadges badges={parts.badges} reader={reader} />
          </Section>
        )}
        {year && year.days.length > 0 && (
          <Section title="The last year" actions={<OnlyYou shown={parts.onlyMe.grid} />}>
            <YearGrid days={year.days} series={year.series} until={dayOf(reader.now, reader.zone)} locale={reader.locale} />
          </Section>
        )}
        {parts.channels.length > 0 && (
          <div className="grid gap-x-16 gap-y-14 lg:grid-cols-2">
            <Section title="Best contributions">
              <BestDeeds best={parts.best} reader={reader} />
            </Section>
            <Section title="By channel">
              <ProfileChannels channels={parts.channels} reader={reader} />
            </Section>
          </div>
        )}
      </div>
    </>
  )
}
