import { type LoaderFunctionArgs, type MetaFunction, data } from '@remix-run/node'
import { Form, useLoaderData } from '@remix-run/react'
import { clientOf } from '#app/auth/client.server.ts'
import { anyone } from '#app/auth/guests.server.ts'
import { ChannelIcon } from '#app/components/activities/channel-icon.tsx'
import { Button, ButtonLink } from '#app/components/ui/button.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { formatPoints } from '#app/components/ui/points.tsx'
import { TextField } from '#app/components/ui/text-field.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { sourcesIn } from '#app/domain/activities/queries.server.ts'
import { weighWaiting } from '#app/flows/weigh-waiting.server.ts'
import { ProviderButton } from '#app/routes/sign-in/provider-buttons.tsx'
import { doorsOf, openlyProved } from './accounts-view.server.ts'

export const meta: MetaFunction = () => [{ title: 'Points that wait for you' }, { name: 'robots', content: 'noindex' }]

/** What waits for accounts of a name that nobody has claimed, and the way to claim it. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { program, member } = await anyone(request)
  const handle = (new URL(request.url).searchParams.get('handle') ?? '').trim().replace(/^@/, '').slice(0, 100)
  const sources = handle ? await sourcesIn(program.id) : []
  const doors = handle ? await doorsOf(program.id, sources) : []
  const weighed = handle ? await weighWaiting(program, handle, clientOf(request), openlyProved(sources, doors)) : null
  const found = weighed?.kind === 'weighed' ? weighed.channels : []
  const view = {
    handle,
    error: weighed && 'message' in weighed ? weighed.message : null,
    member: member !== null,
    channels: found.map(({ since, ...one }) => {
      const ways = doors
        .filter((door) => door.source?.id === one.sourceId)
        .map(({ slug, kind, title, sourceId }) => ({ slug, kind, title, sourceId }))
      return { ...one, since: since.toISOString(), ways }
    }),
    points: found.reduce((sum, one) => sum + one.points, 0),
    pointsName: program.pointsName,
    program: program.name,
    reader: { zone: member?.timeZone ?? program.timeZone, locale: member?.locale ?? 'en', now: new Date().toISOString() },
  }
  return data(view, { status: view.error ? 429 : 200 })
}

/** Points that wait for somebody who has not joined. */
export default function Claim() {
  const { handle, error, channels, points, pointsName, program, reader, member } = useLoaderData<typeof loader>()
  const found = channels.length > 0
  return (
    <div className="max-w-2xl">
      <PageHeader
        title={found && points > 0 ? `${formatPoints(points, reader.locale)} ${pointsName} wait for you` : 'Does something wait for you?'}
        lead={
          found
            ? `${program} has seen what @${handle} does. Show that the account is yours, and it counts for you and for nobody else.`
            : `What you do where our community lives is kept for you, even before you join. Look by the name you have there.`
        }
      />
      <Form method="get" className="flex flex-wrap items-end gap-3">
        <div className="min-w-0 flex-1 basis-56">
          <TextField
            field={{ id: 'handle', name: 'handle', ...(error ? { errors: [error] } : {}) }}
            label="Your user name on GitHub, the forum, Discord …"
            defaultValue={handle}
            autoComplete="username"
            spellCheck={false}
            required
          />
        </div>
        <Button variant={found ? 'outline' : 'primary'}>Look</Button>
      </Form>
      {found && (
        <ul className="mt-8 flex flex-col gap-4">
          {channels.map((one) => (
            <li key={one.sourceId} className="card p-5 sm:p-6">
              <div className="flex items-start gap-4">
                <ChannelIcon channel={one.adapter} />
                <div className="min-w-0">
                  <h2 className="text-lg font-bold break-words">
                    @{one.handle} on {one.channel}
                  </h2>
                  <p className="text-muted">
                    {one.count === 1 ? 'One thing' : `${one.count.toLocaleString(reader.locale)} things`} since{' '}
                    <Time iso={one.since} look="date" {...reader} />
                    {one.points > 0 && (
                      <>
                        , worth about{' '}
                        <strong className="text-ink">
                          {formatPoints(one.points, reader.locale)} {pointsName}
                        </strong>{' '}
                        by the rules of today
                      </>
                    )}
                    .
                  </p>
                </div>
              </div>
              <div className="mt-4 flex flex-wrap gap-3">
                {one.ways.map((way) => (
                  <ProviderButton key={way.slug} way={way} purpose={member ? 'link' : 'sign_in'} to="/activity" inline>
                    {member ? `Link ${way.title}` : `Claim it with ${way.title}`}
                  </ProviderButton>
                ))}
                {(member || one.ways.length === 0) && (
                  <ButtonLink to={member ? '/settings/accounts' : '/sign-up?to=/settings/accounts'} variant="outline">
                    {member ? 'All ways to prove it' : 'Join, then prove the account'}
                  </ButtonLink>
                )}
              </div>
            </li>
          ))}
        </ul>
      )}
      {handle && !found && !error && (
        <div className="mt-8">
          <EmptyState title={`Nothing waits for @${handle}`} leaves={1}>
            Either nobody of that name did something yet, or the account is claimed already. What you do from now on is kept.
          </EmptyState>
        </div>
      )}
      {found && <p className="mt-6 text-sm text-muted">Limits and closed seasons are applied when it is counted, so the sum can differ a little.</p>}
    </div>
  )
}
