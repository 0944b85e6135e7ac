import { Form, Link } from '@remix-run/react'

import { Button } from '#app/components/ui/button.tsx'
import { Pill, type PillTone } from '#app/components/ui/pill.tsx'
import { Time } from '#app/components/ui/time.tsx'

import type { Reader } from './reader.ts'

export type WalkView = {
  id: number
  title: string
  state: 'running' | 'done' | 'stopped' | 'failed'
  since: string
  found: number
  added: number
  share: number | null
  error: string | null
  movedAt: string
  retryAt: string | null
}

const states: Record<WalkView['state'], { label: string; tone: PillTone }> = {
  running: { label: 'Reading', tone: 'waiting' },
  done: { label: 'Done', tone: 'good' },
  stopped: { label: 'Stopped', tone: 'quiet' },
  failed: { label: 'Failed', tone: 'bad' },
}

/** What was read from the past, newest first: how far it is, what it found, and a way to stop it or go on. */
export function WalkList({ walks, slug, mayEdit, reader }: { walks: readonly WalkView[]; slug: string; mayEdit: boolean; reader: Reader }) {
  const number = (count: number) => count.toLocaleString(reader.locale)
  return (
    <ul className="border-t">
      {walks.map((walk) => (
        <li key={walk.id} className="flex flex-wrap items-start gap-x-6 gap-y-2 border-b py-4">
          <div className="min-w-0 flex-1 basis-72">
            <p className="flex flex-wrap items-center gap-3 font-medium">
              {walk.title} <Pill tone={states[walk.state].tone}>{states[walk.state].label}</Pill>
            </p>
            <p className="mt-1 text-sm text-muted">
              Back to <Time iso={walk.since} zone={reader.zone} locale={reader.locale} now={reader.now} look="date" />, last page{' '}
              <Time iso={walk.movedAt} zone={reader.zone} locale={reader.locale} now={reader.now} />
            </p>
            {walk.state === 'running' && walk.share !== null && (
              <progress className="mt-2 h-2 w-full max-w-72" max={100} value={walk.share} aria-label={`${walk.title}: ${walk.share} percent read`} />
            )}
            {walk.error && <p className="mt-1 text-sm text-danger">{walk.error}</p>}
          </div>
          <p className="text-sm tabular-nums">
            {number(walk.found)} on the platform, {number(walk.found - walk.added)} known here
            <br />
            <Link to={`/manage/channels/${slug}/past/${walk.id}`} className="text-link">
              {walk.added === 1 ? '1 was missing' : `${number(walk.added)} were missing`}
            </Link>
          </p>
          {mayEdit && walk.state !== 'done' && (
            <Form method="post" preventScrollReset>
              <input type="hidden" name="walk" value={walk.id} />
              <Button name="do" value={walk.state === 'running' ? 'stop' : 'resume'} variant="outline" size="sm" className="min-h-11">
                {walk.state === 'running' ? 'Stop' : 'Go on'}
              </Button>
            </Form>
          )}
        </li>
      ))}
    </ul>
  )
}
