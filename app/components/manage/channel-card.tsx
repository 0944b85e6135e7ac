import { Link } from '@remix-run/react'
import { TriangleAlert } from 'lucide-react'

import { ChannelIcon } from '#app/components/activities/channel-icon.tsx'
import { Pill } from '#app/components/ui/pill.tsx'
import { Time } from '#app/components/ui/time.tsx'

import type { Reader } from './reader.ts'

export type ChannelView = {
  adapter: string
  slug: string
  title: string
  state: 'on' | 'off'
  connected: boolean
  fromEnv: boolean
  lastAt: string | null
  lastEvent: string | null
  deliveries: number
  faults: number
  unclaimed: number
  parked: number
}

/** The state of a channel as a pill: connected and listening, waiting for its first event, not connected, or switched off. */
export function ChannelState({ channel }: { channel: Pick<ChannelView, 'state' | 'connected' | 'lastAt'> }) {
  if (!channel.connected) return <Pill>Not connected</Pill>
  if (channel.state === 'off') return <Pill tone="bad">Switched off</Pill>
  return channel.lastAt ? <Pill tone="good">Connected</Pill> : <Pill tone="waiting">Waiting for its first event</Pill>
}

/** One channel in one glance: connected, last event, rate, errors, what waits. */
export function ChannelCard({ channel, reader }: { channel: ChannelView; reader: Reader }) {
  const to = `/manage/channels/${channel.slug}`
  const figures = [
    { label: 'Deliveries in 24 hours', value: channel.deliveries },
    { label: 'Not readable', value: channel.faults, bad: true },
    { label: 'Unclaimed activities', value: channel.unclaimed },
    { label: 'Stuck', value: channel.parked, bad: true },
  ]
  return (
    <article className="card flex flex-col gap-5 p-5 sm:p-6">
      <div className="flex items-start gap-4">
        <ChannelIcon channel={channel.adapter} />
        <div className="min-w-0 flex-1">
          <h2 className="text-lg leading-tight font-bold">
            <Link to={to} prefetch="intent" className="hover:text-leaf hover:underline">
              {channel.title}
            </Link>
          </h2>
          <p className="mt-0.5 text-sm [overflow-wrap:anywhere] text-muted">
            {channel.lastAt ? (
              <>
                Last event <Time iso={channel.lastAt} zone={reader.zone} locale={reader.locale} now={reader.now} />
                {channel.lastEvent && `: ${channel.lastEvent}`}
              </>
            ) : (
              'Nothing has come in yet'
            )}
          </p>
        </div>
        <ChannelState channel={channel} />
      </div>
      {channel.connected && (
        <dl className="grid grid-cols-2 gap-x-6 gap-y-3 sm:grid-cols-4">
          {figures.map((figure) => (
            <div key={figure.label}>
              <dt className="text-sm text-muted">{figure.label}</dt>
              <dd
                className={
                  figure.bad && figure.value > 0
                    ? 'flex items-center gap-1.5 text-lg font-bold text-danger tabular-nums'
                    : 'text-lg font-bold tabular-nums'
                }
              >
                {figure.bad && figure.value > 0 && <TriangleAlert aria-hidden className="size-4" />}
                {figure.value.toLocaleString(reader.locale)}
              </dd>
            </div>
          ))}
        </dl>
      )}
      <p className="text-sm">
        <Link to={to} className="text-link font-medium">
          {channel.connected ? 'Open the channel' : 'Connect it'}
        </Link>
      </p>
    </article>
  )
}
