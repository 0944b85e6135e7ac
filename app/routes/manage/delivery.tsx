import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { data } from '@remix-run/node'
import { Form, useActionData, useLoaderData, useNavigation } from '@remix-run/react'
import { requireStaff } from '#app/auth/guests.server.ts'
import { DeliveryPill, deliveryStates } from '#app/components/manage/deliveries-table.tsx'
import { ActivityReading } from '#app/components/manage/delivery-reading.tsx'
import { ToldNotice } from '#app/components/manage/told.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { CodeBlock } from '#app/components/ui/code-block.tsx'
import { Disclosure } from '#app/components/ui/disclosure.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Section } from '#app/components/ui/section.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { activitiesIn, deliveryBody, deliveryById } from '#app/domain/activities/queries.server.ts'
import { may } from '#app/domain/members/roles.ts'
import { wordsOn } from '#app/domain/rules/queries/manage.server.ts'
import { replayDelivery } from '#app/flows/replay-delivery.server.ts'
import { channelOr404 } from './channel-view.server.ts'
import { readActivities, replayInWords } from './delivery-view.server.ts'
import { numberFrom, readerOf } from './reader.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data: view }) => [{ title: view ? `Delivery ${view.id}` : 'Delivery' }]

const notFound = () => new Response('There is no such delivery in this channel.', { status: 404, statusText: 'Not Found' })

/** One delivery whole: headers, body, what was read from it, and what became of each activity. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const guest = await requireStaff(request, 'see_deliveries')
  const { adapter, source } = await channelOr404(guest.program.id, params.slug)
  const delivery = source && (await deliveryById(guest.program.id, source.id, numberFrom(params.id) ?? 0))
  if (!delivery || !source) throw notFound()
  const activities = await activitiesIn(guest.program.id, delivery.id)
  const words = await wordsOn(
    guest.program.id,
    activities.map((activity) => activity.id),
  )
  const { id, event, state, note, attempts, headers, digest } = delivery
  return {
    id,
    event,
    state,
    note,
    attempts,
    digest,
    headers: Object.entries(headers).sort(([one], [other]) => (one < other ? -1 : 1)),
    size: delivery.body.byteLength,
    body: deliveryBody(delivery.body),
    receivedAt: delivery.receivedAt.toISOString(),
    channel: { title: source.title, slug: source.slug },
    activities: readActivities(activities, words, adapter.id),
    mayReplay: may(guest.member.roles, 'edit_channels'),
    reader: readerOf(guest),
  }
}

/** Reads the delivery again with the adapter of today. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { program, actor } = await requireStaff(request, 'edit_channels')
  const { adapter, source } = await channelOr404(program.id, params.slug)
  const done = await replayDelivery(adapter, { sourceId: source?.id ?? 0, id: numberFrom(params.id) ?? 0 }, actor)
  if ('message' in done) return data({ tone: 'danger' as const, words: done.message }, { status: 409 })
  return data({ tone: 'good' as const, words: replayInWords(done) })
}

/** One delivery, from its bytes to what it gave. */
export default function Delivery() {
  const view = useLoaderData<typeof loader>()
  const told = useActionData<typeof action>()
  const busy = useNavigation().state !== 'idle'
  const { channel, reader, state, body } = view
  const channelPath = `/manage/channels/${channel.slug}`
  return (
    <>
      <PageHeader
        dense
        title={
          <span className="flex flex-wrap items-center gap-3">
            {view.event || 'Delivery'} <DeliveryPill state={state} />
          </span>
        }
        lead={<Time iso={view.receivedAt} zone={reader.zone} locale={reader.locale} now={reader.now} look="full" />}
        crumbs={[{ label: 'Channels', to: '/manage/channels' }, { label: channel.title, to: channelPath }, { label: `Delivery ${view.id}` }]}
        actions={
          view.mayReplay && (
            <Form method="post" preventScrollReset>
              <Button variant="outline" pending={busy}>
                Read it again
              </Button>
            </Form>
          )
        }
      />
      <div className="flex flex-col gap-9">
        <ToldNotice told={told} />
        <Section title="What was read from it" lead={view.note ? `${deliveryStates[state].means} ${view.note}` : deliveryStates[state].means}>
          <div className="flex flex-col gap-4">
            {view.activities.map((activity) => (
              <ActivityReading key={activity.id} activity={activity} reader={reader} />
            ))}
          </div>
        </Section>
        <Section title="As it came">
          <div className="flex flex-col gap-4">
            <CodeBlock
              label={`Body, ${view.size.toLocaleString(reader.locale)} bytes${body.form === 'bytes' ? ', not text: shown as hexadecimal' : ''}${body.cut ? ', its beginning' : ''}`}
              code={body.text}
              json={body.form === 'text'}
            />
            <p className="text-sm break-all text-muted">SHA-256 {view.digest}</p>
            <Disclosure summary={`${view.headers.length} headers`}>
              <CodeBlock label="Headers" code={view.headers.map(([name, value]) => `${name}: ${value}`).join('\n')} />
            </Disclosure>
          </div>
        </Section>
      </div>
    </>
  )
}
