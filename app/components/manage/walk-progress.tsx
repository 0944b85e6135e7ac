import { useRevalidator } from '@remix-run/react'
import { useEffect } from 'react'

import { useLive } from '#app/components/shell/live.tsx'
import { Pill, type PillTone } from '#app/components/ui/pill.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { mostFaults, type WalkWait } from '#app/domain/activities/walks.ts'

import type { Reader } from './reader.ts'

export type WalkView = {
  id: number
  title: string
  state: 'running' | 'done' | 'stopped' | 'failed'
  since: string
  found: number
  added: number
  pages: number
  resumed: number
  attempts: number
  progress: { done: number; total: number } | null
  wait: { for: WalkWait['for']; at: string | null } | null
  error: string | null
  startedAt: string
  movedAt: string
}

const states: Record<WalkView['state'], { label: string; tone: PillTone }> = {
  running: { label: 'Reading', tone: 'waiting' },
  done: { label: 'Done', tone: 'good' },
  stopped: { label: 'Stopped', tone: 'quiet' },
  failed: { label: 'Failed', tone: 'bad' },
}

/** Whether a walk runs, in a word. */
export function WalkPill({ walk }: { walk: Pick<WalkView, 'state'> }) {
  return <Pill tone={states[walk.state].tone}>{states[walk.state].label}</Pill>
}

/** How far a walk is, what it waits for, and how often it was resumed. */
export function WalkProgress({ walk, reader }: { walk: WalkView; reader: Reader }) {
  const { title, state, progress, pages, resumed } = walk
  const number = (count: number) => count.toLocaleString(reader.locale)
  const parts = progress && `${number(progress.done)} of ${number(progress.total)} parts`
  const read = `${number(pages)} ${pages === 1 ? 'page' : 'pages'} read`
  const again = resumed > 0 && `went on ${resumed === 1 ? 'once' : `${number(resumed)} times`} from where it was stopped`
  return (
    <div className="flex max-w-2xl flex-col gap-1.5 text-sm text-muted">
      {state !== 'done' && progress && (
        <progress className="h-2 w-full max-w-96" max={progress.total} value={progress.done} aria-label={`${title}: ${parts}`} />
      )}
      <p className="tabular-nums">{[state !== 'done' && parts, read, again].filter(Boolean).join(', ')}.</p>
      <WalkWaiting walk={walk} reader={reader} />
    </div>
  )
}

/** Why a walk does not move just now, in a sentence. */
function WalkWaiting({ walk, reader }: { walk: WalkView; reader: Reader }) {
  const { wait, state, error } = walk
  if (state === 'failed')
    return (
      <p className="text-danger">
        {error} It was tried {mostFaults} times. What was read is kept; it goes on from there.
      </p>
    )
  if (!wait) return null
  const at = wait.at && <Time iso={wait.at} zone={reader.zone} locale={reader.locale} now={reader.now} look="time" />
  switch (wait.for) {
    case 'channel':
      return <p>The channel is closed. The reading goes on when somebody opens it.</p>
    case 'worker':
      return <p className="text-danger">No worker has come by since {at}. It goes on as soon as one runs.</p>
    case 'patience':
      return <p>The platform asks for patience. It goes on at {at}.</p>
    case 'fault':
      return (
        <p className="text-danger">
          {error} It is tried again at {at}, {walk.attempts} of {mostFaults} tries.
        </p>
      )
    case 'reading':
      return null
  }
}

/** Keeps a page true while something is read in the background, or while what was read is being settled. */
export function LiveWalks({ settling = false }: { settling?: boolean }) {
  const { revalidate } = useRevalidator()
  // Shown only while something runs, which moves on by the second.
  useLive('/live?about=walks', revalidate, { always: true })
  useEffect(() => {
    if (!settling) return
    const timer = setInterval(revalidate, 2_000)
    return () => clearInterval(timer)
  }, [settling, revalidate])
  return (
    <noscript>
      <p className="text-sm text-muted">
        The reading goes on while you are here. <a href="">Look again</a>
      </p>
    </noscript>
  )
}
