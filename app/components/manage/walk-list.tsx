import { Form, Link } from '@remix-run/react'

import { Button } from '#app/components/ui/button.tsx'
import { Time } from '#app/components/ui/time.tsx'

import type { Reader } from './reader.ts'
import { WalkPill, WalkProgress, type WalkView } from './walk-progress.tsx'

/** What was read from the past, newest first: how far it is, what it found, and a way to stop it or go on. */
export function WalkList({ walks, slug, mayEdit, reader }: { walks: readonly WalkView[]; slug: string; mayEdit: boolean; reader: Reader }) {
  const number = (count: number) => count.toLocaleString(reader.locale)
  return (
    <ul className="border-t">
      {walks.map((walk) => (
        <li key={walk.id} className="flex flex-wrap items-start gap-x-6 gap-y-2 border-b py-4">
          <div className="min-w-0 flex-1 basis-72">
            <p className="flex flex-wrap items-center gap-3 font-medium">
              <Link to={`/manage/channels/${slug}/past/${walk.id}`} className="hover:text-leaf hover:underline">
                {walk.title}
              </Link>
              <WalkPill walk={walk} />
            </p>
            <p className="mt-1 mb-2 text-sm text-muted">
              {Date.parse(walk.since) > 0 ? (
                <>
                  Back to <Time iso={walk.since} zone={reader.zone} locale={reader.locale} now={reader.now} look="date" />
                </>
              ) : (
                'The first reading'
              )}
              , last page <Time iso={walk.movedAt} zone={reader.zone} locale={reader.locale} now={reader.now} />
            </p>
            {walk.state !== 'done' && <WalkProgress walk={walk} reader={reader} />}
          </div>
          <p className="text-sm tabular-nums">
            {number(walk.found)} on the platform, {number(walk.found - walk.added)} known here
            <br />
            <Link to={`/manage/channels/${slug}/past/${walk.id}`} className="text-link">
              {walk.added === 1 ? '1 was missing' : `${number(walk.added)} were missing`}
            </Link>
          </p>
          {mayEdit && <WalkSwitch walk={walk} />}
        </li>
      ))}
    </ul>
  )
}

/** Stops a walk where it is, or lets it go on from there. */
export function WalkSwitch({ walk, action }: { walk: Pick<WalkView, 'id' | 'state'>; action?: string }) {
  if (walk.state === 'done') return null
  return (
    <Form method="post" action={action} preventScrollReset>
      <input type="hidden" name="walk" value={walk.id} />
      <Button name="do" value={walk.state === 'running' ? 'stop' : 'resume'} variant="outline" size="sm" className="min-h-11">
        {walk.state === 'running' ? 'Stop' : 'Go on'}
      </Button>
    </Form>
  )
}
