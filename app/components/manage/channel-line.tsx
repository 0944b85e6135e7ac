import { Link } from '@remix-run/react'

import { Notice } from '#app/components/ui/notice.tsx'
import { Pill } from '#app/components/ui/pill.tsx'
import { Section } from '#app/components/ui/section.tsx'
import { Time } from '#app/components/ui/time.tsx'

import type { Reader } from './reader.ts'

export type LineView = {
  open: boolean
  openedAt: string | null
  heardAt: string | null
  fault: string | null
  faultAt: string | null
  missedSince: string | null
}

/** Whether the connection stands, in a word. */
export function LinePill({ line: { open, openedAt } }: { line: LineView }) {
  if (open) return <Pill tone="good">Open</Pill>
  return <Pill tone={openedAt ? 'bad' : 'waiting'}>{openedAt ? 'Not open' : 'Not opened yet'}</Pill>
}

/** How the hub's own connection to a platform is: open or not, when it was heard last, and what went wrong last. */
export function ChannelLine({ line, slug, mayEdit, reader }: { line: LineView; slug: string; mayEdit: boolean; reader: Reader }) {
  const clock = { zone: reader.zone, locale: reader.locale, now: reader.now }
  const { open, openedAt, heardAt, fault, faultAt, missedSince } = line
  const figures = [
    { label: 'Open since', at: open ? openedAt : null },
    { label: 'Last sign of life', at: heardAt },
    { label: 'Last fault', at: faultAt },
  ]
  return (
    <Section title="Connection" look="card" lead="The hub listens over one connection of its own, whichever of its workers holds it.">
      <div className="flex flex-col gap-5">
        <div>
          <LinePill line={line} />
        </div>
        <dl className="grid gap-x-6 gap-y-3 sm:grid-cols-3">
          {figures.map(({ label, at }) => (
            <div key={label}>
              <dt className="text-sm text-muted">{label}</dt>
              <dd className="text-lg font-bold">{at ? <Time iso={at} {...clock} /> : '–'}</dd>
            </div>
          ))}
        </dl>
        {!open && fault && <Notice tone="danger">{fault}</Notice>}
        {open && fault && faultAt && openedAt && faultAt > openedAt && <Notice tone="warning">{fault}</Notice>}
        {missedSince && (
          <p className="text-muted">
            Something may have gone by unheard since <Time iso={missedSince} look="full" {...clock} />; the past is read from there.
          </p>
        )}
        {!open && mayEdit && (
          <p>
            What the hub needs for it stands on{' '}
            <Link to={`/manage/channels/${slug}/past`} className="text-link font-medium">
              Past and access
            </Link>
            .
          </p>
        )}
      </div>
    </Section>
  )
}
