import { Clock } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'

import { joinClasses } from '#app/components/ui/join-classes.ts'

/** How long before the end the question on the page is sent by itself. */
const sendBefore = 2

/**
 * The time that is left, as the server said when it made the page; the browser's own clock is not asked. Shortly before the end the form with `formId` is
 * sent, so that what was typed counts. Without script it says when the attempt ends.
 */
export function Timer({ secondsLeft, endsAt, formId }: { secondsLeft: number; endsAt: string; formId: string }) {
  const [left, setLeft] = useState<number | null>(null)
  const sent = useRef(false)
  useEffect(() => {
    const began = performance.now()
    sent.current = false
    // A page that opens in the last moments waits for the end: sending it at once would only bring it back.
    const sendAt = secondsLeft > sendBefore + 1 ? sendBefore : -0.5
    const tick = (): void => {
      const now = secondsLeft - (performance.now() - began) / 1000
      setLeft(Math.max(0, Math.ceil(now)))
      if (now > sendAt || sent.current) return
      sent.current = true
      const form = document.getElementById(formId)
      if (form instanceof HTMLFormElement) form.requestSubmit()
    }
    tick()
    const timer = setInterval(tick, 500)
    return () => clearInterval(timer)
  }, [secondsLeft, formId])
  const hurry = left !== null && left <= 60
  return (
    <p
      className={joinClasses(
        'inline-flex items-center gap-2 rounded-full px-3.5 py-1.5 text-sm font-semibold tabular-nums',
        hurry ? 'bg-gold-soft text-gold' : 'bg-sunk text-muted',
      )}
    >
      <Clock aria-hidden className="size-4" />
      {left === null ? <span>Until {endsAt}</span> : <span role="timer">{clock(left)} left</span>}
      <span role="status" className="sr-only">
        {hurry ? 'Less than a minute left.' : ''}
      </span>
    </p>
  )
}

function clock(seconds: number): string {
  const pair = (number: number): string => String(number).padStart(2, '0')
  const hours = Math.floor(seconds / 3600)
  const rest = `${pair(Math.floor((seconds % 3600) / 60))}:${pair(seconds % 60)}`
  return hours > 0 ? `${hours}:${rest}` : rest
}
