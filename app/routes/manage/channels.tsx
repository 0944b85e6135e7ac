import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { requireStaff } from '#app/auth/guests.server.ts'
import { AddChannel, ChannelsToConnect } from '#app/components/manage/channels-to-connect.tsx'
import { ChannelCard } from '#app/components/manage/channel-card.tsx'
import { ChannelsFrame } from '#app/components/manage/channels-frame.tsx'
import { Section } from '#app/components/ui/section.tsx'
import { sourcesWithHealth } from '#app/domain/activities/queries.server.ts'
import { pollHealth } from '#app/domain/activities/queries/polls.server.ts'
import { quietSources } from '#app/domain/activities/queries/rhythm.server.ts'
import { may } from '#app/domain/members/roles.ts'
import { addSource } from '#app/flows/add-source.server.ts'
import { adapterById, adapters } from '#integrations/registry.ts'
import { channelViews } from './channel-view.server.ts'
import { readerOf } from './reader.server.ts'

export const meta: MetaFunction = () => [{ title: 'Channels' }]

/** Every channel with its health; those that are not connected apart. */
export async function loader({ request }: LoaderFunctionArgs) {
  const guest = await requireStaff(request, 'see_channels')
  const now = new Date()
  const { id } = guest.program
  const [sources, quiet, polls] = await Promise.all([sourcesWithHealth(id, now), quietSources(id, now), pollHealth(id, now)])
  const channels = channelViews(sources, quiet, polls)
  const used = (channel: (typeof channels)[number]) => channel.connected || channel.lastAt !== null
  return {
    channels: channels.filter(used),
    open: channels.filter((channel) => !used(channel)).map(({ adapter, slug, title }) => ({ adapter, slug, title })),
    platforms: adapters.map(({ id, title }) => ({ id, title })),
    mayEdit: may(guest.member.roles, 'edit_channels'),
    reader: readerOf(guest),
  }
}

/** Adds another channel of a platform, and goes to its page. */
export async function action({ request }: ActionFunctionArgs) {
  const { actor } = await requireStaff(request, 'edit_channels')
  const form = await request.formData()
  const adapter = adapterById(String(form.get('platform')))
  const refuse = (words: string, status: number) => data({ tone: 'danger' as const, words }, { status })
  if (!adapter) return refuse('Choose the platform. Nothing was added.', 400)
  const done = await addSource(adapter, String(form.get('title') ?? ''), actor)
  if ('message' in done) return refuse(done.message, 400)
  return redirect(`/manage/channels/${done.slug}`)
}

/** The channels, a card each; then those to connect. */
export default function Channels() {
  const { channels, open, platforms, mayEdit, reader } = useLoaderData<typeof loader>()
  return (
    <ChannelsFrame
      current="channels"
      lead="Where contributions come from. Most send signed deliveries to an address of their own, and others are asked; whatever arrives is kept, where people talk without their words."
      told={useActionData<typeof action>() ?? null}
    >
      <div className="grid gap-5 2xl:grid-cols-2">
        {channels.map((channel) => (
          <ChannelCard key={channel.slug} channel={channel} reader={reader} />
        ))}
      </div>
      {open.length > 0 && (
        <Section title="Ready to connect" lead="Each page says in a few steps what to do on the other side.">
          <ChannelsToConnect channels={open} />
        </Section>
      )}
      {mayEdit && (
        <Section
          title="A second one of the same kind"
          lead="Two forums, or two teams of a chat: each gets an address, a secret and accounts of its own."
        >
          <AddChannel platforms={platforms} />
        </Section>
      )}
    </ChannelsFrame>
  )
}
