import { useFetcher, useRevalidator } from '@remix-run/react'
import { useEffect, useRef, useState } from 'react'
import { toast } from 'sonner'

import { Celebration } from '#app/components/standing/celebration.tsx'
import { formatPoints } from '#app/components/ui/points.tsx'

/** What `/live/since?after=<mark>` answers: the lines since the cursor, and the level reached among them. */
export type LiveNews = {
  cursor: string
  lines: { id: string; points: number; sentence: string }[]
  level?: { title: string } | null
}

const firstPause = 1000
const longestPause = 30_000
const shownAtOnce = 3

/**
 * Calls `onWake` when the server says that something changed; reconnects with growing pauses and rests while the page is hidden. `mark`: what the page
 * knew when it was made; the server wakes at once if more has happened since. Without one, `always` reads again when the stream opens.
 */
export function useLive(address: string, onWake: () => void, from: { mark?: string; always?: boolean } = {}): void {
  const wake = useRef(onWake)
  const start = useRef(from)
  useEffect(() => {
    wake.current = onWake
  })
  useEffect(() => {
    let source: EventSource | null = null
    let timer: ReturnType<typeof setTimeout> | undefined
    let pause = firstPause
    const { mark, always = false } = start.current
    let seenBefore = always
    const stop = () => {
      clearTimeout(timer)
      source?.close()
      source = null
    }
    const open = () => {
      stop()
      if (document.hidden) return
      source = new EventSource(mark && !seenBefore ? `${address}?after=${encodeURIComponent(mark)}` : address)
      source.onopen = () => {
        pause = firstPause
        if (seenBefore) wake.current()
        seenBefore = true
      }
      source.onmessage = () => wake.current()
      source.onerror = () => {
        stop()
        timer = setTimeout(open, pause)
        pause = Math.min(pause * 2, longestPause)
      }
    }
    const onVisibility = () => (document.hidden ? stop() : open())
    document.addEventListener('visibilitychange', onVisibility)
    open()
    return () => {
      document.removeEventListener('visibilitychange', onVisibility)
      stop()
    }
  }, [address])
}

/** Keeps the page true while it is open: a wake-up reloads its data, tells each new line once, and celebrates a new level. */
export function Live({ cursor, pointsName, locale = 'en' }: { cursor: string; pointsName: string; locale?: string }) {
  const fetcher = useFetcher<LiveNews>({ key: 'live' })
  const { revalidate } = useRevalidator()
  const after = useRef(cursor)
  const told = useRef(new Set<string>())
  const [level, setLevel] = useState<string | null>(null)

  useLive('/live', () => fetcher.load(`/live/since?after=${encodeURIComponent(after.current)}`), { mark: cursor })

  const news = fetcher.data
  useEffect(() => {
    if (!news || news.cursor === after.current) return
    after.current = news.cursor
    const fresh = news.lines.filter((line) => !told.current.has(line.id))
    fresh.forEach((line) => told.current.add(line.id))
    tell(fresh, pointsName, locale)
    if (news.level) setLevel(news.level.title)
    revalidate()
  }, [news, pointsName, locale, revalidate])

  return level ? <Celebration key={level} announcement={`You reached the level ${level}`} visible /> : null
}

function tell(lines: LiveNews['lines'], pointsName: string, locale: string): void {
  for (const line of lines.slice(-shownAtOnce)) {
    if (line.points === 0) toast(line.sentence, { id: line.id })
    else toast(`${formatPoints(line.points, locale, true)} ${pointsName}`, { id: line.id, description: line.sentence })
  }
  const rest = lines.length - shownAtOnce
  if (rest > 0) toast(`${rest} more since you looked`, { description: 'My activity shows them all.' })
}
