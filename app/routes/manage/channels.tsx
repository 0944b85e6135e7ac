import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { requireStaff } from '#app/auth/guests.server.ts'
import { ChannelCard } from '#app/components/manage/channel-card.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { sourcesWithHealth } from '#app/domain/activities/queries.server.ts'
import { channelViews } from './channel-view.server.ts'
import { readerOf } from './reader.server.ts'

export const meta: MetaFunction = () => [{ title: 'Channels' }]

/** Every channel with its health. */
export async function loader({ request }: LoaderFunctionArgs) {
  const guest = await requireStaff(request, 'see_channels')
  return { channels: channelViews(await sourcesWithHealth(guest.program.id, new Date())), reader: readerOf(guest) }
}

/** The channels, a card each. */
export default function Channels() {
  const { channels, reader } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHeader
        dense
        title="Channels"
        lead="Where contributions come from. Each sends signed deliveries to an address of its own; whatever arrives is kept as it came."
      />
      <div className="grid gap-5 2xl:grid-cols-2">
        {channels.map((channel) => (
          <ChannelCard key={channel.slug} channel={channel} reader={reader} />
        ))}
      </div>
    </>
  )
}
