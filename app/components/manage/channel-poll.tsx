import { Link } from '@remix-run/react'

import { ButtonLink } from '#app/components/ui/button.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { Pill } from '#app/components/ui/pill.tsx'
import { Section } from '#app/components/ui/section.tsx'
import { Time } from '#app/components/ui/time.tsx'

import type { Reader } from './reader.ts'

export type PollView = {
  ways: { title: string; every: number }[]
  askedAt: string | null
  foundAt: string | null
  foundTitle: string | null
  fault: string | null
}

/** Hours as a person says them: "every hour", "every 6 hours", "every 15 minutes", "once a day". */
function rhythm(hours: number): string {
  if (hours < 1) return `every ${Math.round(hours * 60)} minutes`
  if (hours === 1) return 'every hour'
  if (hours === 24) return 'once a day'
  return hours % 24 === 0 ? `every ${hours / 24} days` : `every ${hours} hours`
}

/** How a platform that is asked has been: what is asked how often, when it was asked last, what was found last, what went wrong. */
export function ChannelPoll({
  poll,
  slug,
  connected,
  mayEdit,
  reader,
}: {
  poll: PollView
  slug: string
  connected: boolean
  mayEdit: boolean
  reader: Reader
}) {
  const clock = { zone: reader.zone, locale: reader.locale, now: reader.now }
  const { askedAt, foundAt, foundTitle, fault, ways } = poll
  const to = `/manage/channels/${slug}/past`
  return (
    <Section title="Asking" look="card" lead="Nothing is sent to the hub here: it asks by itself, and finds each thing once.">
      <div className="flex flex-col gap-5">
        <div>
          {!connected && <Pill>Nothing to ask for yet</Pill>}
          {connected && !fault && <Pill tone={askedAt ? 'good' : 'waiting'}>{askedAt ? 'Answers' : 'Being asked'}</Pill>}
          {connected && fault && <Pill tone="bad">Does not answer well</Pill>}
        </div>
        {connected && fault && <Notice tone="danger">{fault} The hub tries again by itself.</Notice>}
        <dl className="grid gap-x-6 gap-y-3 sm:grid-cols-2">
          <div>
            <dt className="text-sm text-muted">Asked last</dt>
            <dd className="text-lg font-bold">{askedAt ? <Time iso={askedAt} {...clock} /> : '–'}</dd>
          </div>
          <div className="min-w-0">
            <dt className="text-sm text-muted">Found last</dt>
            <dd className="text-lg font-bold">{foundAt ? <Time iso={foundAt} {...clock} /> : '–'}</dd>
            {foundTitle && <dd className="truncate text-sm text-muted">{foundTitle}</dd>}
          </div>
        </dl>
        <ul className="flex flex-col border-t">
          {ways.map(({ title, every }) => (
            <li key={title} className="flex flex-wrap justify-between gap-x-6 border-b py-2.5">
              <span>{title}</span>
              <span className="text-muted">{rhythm(every)}</span>
            </li>
          ))}
        </ul>
        {mayEdit && (
          <p>
            {connected ? (
              <Link to={to} className="text-link font-medium">
                Change what is asked for, and see what was read
              </Link>
            ) : (
              <ButtonLink to={to}>Say what to ask for</ButtonLink>
            )}
          </p>
        )}
      </div>
    </Section>
  )
}
