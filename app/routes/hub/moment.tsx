import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { originOf } from '#app/auth/cookies.server.ts'
import { anyone } from '#app/auth/guests.server.ts'
import { CelebrateOnce } from '#app/components/hub/celebrate-once.tsx'
import { adapterOf, cardOf, cardsFrom, withArticle } from '#app/components/hub/kinds.ts'
import { BadgeMedal } from '#app/components/standing/badge-medal.tsx'
import { Avatar } from '#app/components/ui/avatar.tsx'
import { ButtonLink } from '#app/components/ui/button.tsx'
import { CopyField } from '#app/components/ui/copy-field.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { workOf } from '#app/domain/activities/queries.server.ts'
import { ownerSeen } from '#app/domain/members/queries/profile.server.ts'
import { momentById } from '#app/domain/standing/queries.server.ts'
import { adapters } from '#integrations/registry.ts'

/** Link previews get words about public moments only. */
export const meta: MetaFunction<typeof loader> = ({ data }) => {
  if (!data?.open) return [{ title: data?.title ?? 'A first' }, { name: 'robots', content: 'noindex' }]
  const about = `${data.work.title}, at ${data.program}.`
  return [
    { title: data.title },
    { name: 'description', content: about },
    { property: 'og:type', content: 'article' },
    { property: 'og:title', content: data.title },
    { property: 'og:description', content: about },
    { property: 'og:url', content: data.address },
    { property: 'og:image', content: `${new URL(data.address).origin}/og.svg` },
  ]
}

/** A first contribution of a kind, as far as the profile reaches the reader. What is hidden and what is not there are the same 404. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { program, member } = await anyone(request)
  const moment = /^\d{1,15}$/.test(params.id ?? '') ? await momentById(program.id, Number(params.id)) : null
  const owner = moment && (await ownerSeen(program.id, moment.memberId, member?.id ?? null))
  if (!moment || !owner || owner.seen.withheldChannels.includes(moment.sourceId))
    throw new Response('There is no such moment, or it is not open to you.', { status: 404, statusText: 'Not Found' })
  const work = await workOf(program.id, moment.activityId)
  const card = cardOf(cardsFrom(adapters), moment.kind)
  const noun = card.noun[0]
  return {
    title: `${owner.name}’s first ${noun}`,
    noun,
    article: withArticle(noun),
    adapter: adapterOf(moment.kind),
    person: { handle: owner.handle, name: owner.name },
    mine: owner.viewer === 'owner',
    open: owner.reach === 'public',
    work: { title: work?.title || card.did, url: work && /^https?:\/\//.test(work.url) ? work.url : null },
    at: moment.at.toISOString(),
    since: moment.count - 1,
    nouns: card.noun,
    program: program.name,
    address: `${originOf(request)}/moments/${moment.id}`,
    reader: { zone: member?.timeZone ?? program.timeZone, locale: member?.locale ?? 'en', now: new Date().toISOString() },
  }
}

/** A page for a first time: the work, whose it is, and a way to show it to others. */
export default function Moment() {
  const { title, noun, adapter, person, mine, open, work, at, since, nouns, program, address, reader } = useLoaderData<typeof loader>()
  return (
    <div className="mx-auto max-w-3xl">
      {mine && <CelebrateOnce name={`moment-${address}`} announcement={`Your first ${noun}`} />}
      <article className="rounded-lg bg-grove px-6 py-12 text-center text-on-grove sm:px-14">
        <div>
          <BadgeMedal tier={1} channel={adapter} size="lg" />
        </div>
        <h1 className="mt-6 text-2xl font-extrabold tracking-tight break-words">{mine ? `Your first ${noun}` : title}</h1>
        <p className="mt-6 text-xl font-bold break-words">
          {work.url ? (
            <a href={work.url} rel="noreferrer nofollow" className="underline decoration-grove-muted underline-offset-4 hover:decoration-on-grove">
              {work.title}
            </a>
          ) : (
            work.title
          )}
        </p>
        <p className="mt-3 text-grove-muted">
          <Time iso={at} {...reader} look="date" /> at {program}
        </p>
        <p className="mt-10 flex items-center justify-center gap-3">
          <Avatar handle={person.handle} size="sm" />
          <Link to={`/members/${person.handle}`} className="font-semibold hover:underline">
            {person.name}
          </Link>
        </p>
        {since > 0 && (
          <p className="mt-2 text-sm text-grove-muted">
            {since.toLocaleString(reader.locale)} more {since === 1 ? nouns[0] : nouns[1]} since
          </p>
        )}
      </article>
      {mine && (
        <div className="mt-8">
          {open ? (
            <CopyField label="Show it to others" value={address} />
          ) : (
            <p className="text-center text-muted">
              Your profile is not public, so only those who may see it can open this page.{' '}
              <ButtonLink to="/settings/privacy" variant="ghost">
                Change that
              </ButtonLink>
            </p>
          )}
        </div>
      )}
    </div>
  )
}
