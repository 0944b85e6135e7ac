import { Link } from '@remix-run/react'

import { ChannelIcon } from '#app/components/activities/channel-icon.tsx'
import { Time } from '#app/components/ui/time.tsx'

import { ChannelState, type ChannelView } from './channel-card.tsx'
import type { Reader } from './reader.ts'

/** The health of each channel in a line: state, last event, rate, faults. */
export function ChannelHealth({ channels, reader }: { channels: readonly ChannelView[]; reader: Reader }) {
  return (
    <ul>
      {channels.map((channel) => (
        <li key={channel.slug} className="flex items-start gap-3 border-b py-3 first:pt-0 last:border-0">
          <ChannelIcon channel={channel.adapter} size="sm" />
          <div className="min-w-0 flex-1">
            <p className="flex flex-wrap items-center justify-between gap-2">
              <Link to={`/manage/channels/${channel.slug}`} className="font-medium hover:text-leaf hover:underline">
                {channel.title}
              </Link>
              <ChannelState channel={channel} />
            </p>
            {channel.connected && (
              <p className="text-sm text-muted">
                {channel.deliveries.toLocaleString(reader.locale)} {channel.deliveries === 1 ? 'delivery' : 'deliveries'} in 24 hours
                {channel.lastAt && (
                  <>
                    , last <Time iso={channel.lastAt} zone={reader.zone} locale={reader.locale} now={reader.now} />
                  </>
                )}
                {channel.faults > 0 && <span className="font-semibold text-danger">, {channel.faults} not readable</span>}
              </p>
            )}
          </div>
        </li>
      ))}
    </ul>
  )
}
