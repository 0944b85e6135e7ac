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
  /** Nothing is sent to the hub: it asks. Then deliveries are pages read, and faults are ways that fail now. */
  asked: boolean
  lastAt: string | null
  lastEvent: string | null
  deliveries: number
  faults: number
  unclaimed: number
  parked: number
  /** Seconds that usually pass between a deed and hearing of it. */
  lag: number | null
  /** Hours of silence beyond the channel’s own rhythm; null while it speaks as usual. */
  silent: number | null
}

/** The state of a channel as a pill: connected and listening, waiting for its first event, not connected, or switched off. */
export function ChannelState({ channel }: { channel: Pick<ChannelView, 'state' | 'connected' | 'lastAt' | 'silent'> }) {
  if (!channel.connected) return <Pill>Not connected</Pill>
  if (channel.state === 'off') return <Pill tone="bad">Switched off</Pill>
  if (channel.silent !== null) return <Pill tone="bad">Silent for {channel.silent} hours</Pill>
  return channel.lastAt ? <Pill tone="good">Connected</Pill> : <Pill tone="waiting">Waiting for its first event</Pill>
}

/** One channel in one glance: connected, last event, rate, errors, what waits. */
export function ChannelCard({ channel, reader }: { channel: ChannelView; reader: Reader }) {
  const to = `/manage/channels/${channel.slug}`
  const number = (count: number) => count.toLocaleString(reader.locale)
  const figures = [
    { label: channel.asked ? 'Pages read in 24 hours' : 'Deliveries in 24 hours', value: number(channel.deliveries) },
    channel.asked
      ? { label: 'Failing', value: number(channel.faults), bad: channel.faults > 0 }
      : { label: 'Not readable', value: shareInWords(channel.faults, channel.deliveries, reader.locale), bad: channel.faults > 0 },
    { label: 'Heard of after', value: lagInWords(channel.lag) },
    { label: 'Unclaimed', value: number(channel.unclaimed) },
    { label: 'Stuck', value: number(channel.parked), bad: channel.parked > 0 },
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
                {channel.asked ? 'Found last' : 'Last event'} <Time iso={channel.lastAt} zone={reader.zone} locale={reader.locale} now={reader.now} />
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
        <dl className="grid grid-cols-2 gap-x-6 gap-y-3 sm:grid-cols-5">
          {figures.map((figure) => (
            <div key={figure.label}>
              <dt className="text-sm text-muted">{figure.label}</dt>
              <dd className={figure.bad ? 'flex items-center gap-1.5 text-lg font-bold text-danger tabular-nums' : 'text-lg font-bold tabular-nums'}>
                {figure.bad && <TriangleAlert aria-hidden className="size-4" />}
                {figure.value}
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

/** So many of so many, with the share where that says more: "3 (2%)". */
function shareInWords(part: number, whole: number, locale: string): string {
  if (part === 0 || whole === 0) return part.toLocaleString(locale)
  return `${part.toLocaleString(locale)} (${Math.max(1, Math.round((part / whole) * 100))}%)`
}

/** A usual delay in the largest fitting unit. */
export function lagInWords(seconds: number | null): string {
  if (seconds === null) return '–'
  const steps = [
    [86_400 * 2, 86_400, 'd'],
    [3_600 * 2, 3_600, 'h'],
    [120, 60, 'min'],
  ] as const
  const step = steps.find(([from]) => seconds >= from)
  return step ? `${Math.round(seconds / step[1])} ${step[2]}` : `${Math.max(0, Math.round(seconds))} s`
}
