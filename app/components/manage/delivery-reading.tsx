import { Link } from '@remix-run/react'

import { LedgerState } from '#app/components/activities/ledger-state.tsx'
import type { LedgerStatus } from '#app/components/activities/types.ts'
import { Notice } from '#app/components/ui/notice.tsx'
import { Pill } from '#app/components/ui/pill.tsx'
import { formatPoints } from '#app/components/ui/points.tsx'
import { Time } from '#app/components/ui/time.tsx'

import type { Reader } from './reader.ts'

export type ReadActivity = {
  id: number
  did: string
  kind: string
  actor: string
  actorId: string
  bot: boolean
  title: string
  url: string | null
  occurredAt: string
  facts: { label: string; value: string }[]
  others: string[]
  blocked: string | null
  queue: 'waiting' | 'unclaimed' | 'parked' | null
  error: string | null
  words: { member: { id: number; handle: string } | null; status: string; points: number; sentence: string }[]
}

const queueWords = {
  waiting: { tone: 'waiting', label: 'Waiting to be settled' },
  unclaimed: { tone: 'waiting', label: 'Unclaimed: nobody has linked this account yet' },
  parked: { tone: 'bad', label: 'Stuck after twelve tries' },
} as const

/** One activity read from a delivery: who did what, what rules may ask of it, and what became of it. */
export function ActivityReading({ activity, reader }: { activity: ReadActivity; reader: Reader }) {
  return (
    <article className="card p-5">
      <h3 className="font-bold">
        {activity.did}:{' '}
        {activity.url ? (
          <a href={activity.url} rel="noreferrer" className="text-link">
            {activity.title}
          </a>
        ) : (
          activity.title
        )}
      </h3>
      <p className="mt-0.5 text-sm text-muted">
        by {activity.actor} (account {activity.actorId}){activity.bot && ', a bot'} · <code className="font-mono">{activity.kind}</code> ·{' '}
        <Time iso={activity.occurredAt} zone={reader.zone} locale={reader.locale} now={reader.now} look="full" /> · activity {activity.id}
      </p>
      {activity.blocked && <p className="mt-2 text-sm">It can never count: {activity.blocked}.</p>}
      <dl className="mt-3 flex flex-wrap gap-x-6 gap-y-1 text-sm">
        {activity.facts.map((fact) => (
          <div key={fact.label} className="flex gap-1.5">
            <dt className="text-muted">{fact.label}</dt>
            <dd className="font-medium">{fact.value}</dd>
          </div>
        ))}
      </dl>
      {activity.others.length > 0 && <p className="mt-2 text-sm text-muted">Also named: {activity.others.join(', ')}.</p>}
      {activity.queue && (
        <p className="mt-4">
          <Pill tone={queueWords[activity.queue].tone}>{queueWords[activity.queue].label}</Pill>
        </p>
      )}
      {activity.error && (
        <div className="mt-3">
          <Notice tone="danger" title="The last try failed">
            {activity.error}
          </Notice>
        </div>
      )}
      {activity.words.length > 0 && (
        <ul className="mt-4 border-t">
          {activity.words.map((word) => (
            <li key={word.member?.id ?? 0} className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b py-2.5 text-sm last:border-0 last:pb-0">
              {word.member ? (
                <Link to={`/manage/members/${word.member.id}`} className="text-link font-medium">
                  @{word.member.handle}
                </Link>
              ) : (
                <span className="text-muted">nobody</span>
              )}
              <LedgerState status={(word.status === 'undo' ? 'undone' : word.status) as LedgerStatus} />
              <span className="min-w-0 flex-1 basis-60">{word.sentence}</span>
              <span className="font-bold tabular-nums">{formatPoints(word.points, reader.locale, true)}</span>
              <Link to={`/activity/${activity.id}?member=${word.member?.id ?? 0}`} className="text-link">
                Why
              </Link>
            </li>
          ))}
        </ul>
      )}
    </article>
  )
}
