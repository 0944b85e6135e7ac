import { useFetcher } from '@remix-run/react'
import { useCallback, useEffect, useRef, useState } from 'react'

import type { Beside } from './rule-beside.tsx'

const pause = 350

/** Asks this page's loader what the form's present state would do, a moment after the last change. Reads only: nothing is saved. */
export function useDraft(path: string): { beside: Beside | null; stale: boolean; onDraft: (form: HTMLFormElement | null, typed: string) => void } {
  const fetcher = useFetcher<{ beside: Beside | null }>()
  const [last, setLast] = useState<Beside | null>(null)
  const [typed, setTyped] = useState<string | null>(null)
  const form = useRef<HTMLFormElement | null>(null)
  const first = useRef<string | null>(null)
  const onDraft = useCallback((element: HTMLFormElement | null, now: string) => {
    if (!element) return
    form.current = element
    first.current ??= now
    if (now !== first.current) setTyped(now)
  }, [])
  const { load } = fetcher
  useEffect(() => {
    if (typed === null) return
    const timer = setTimeout(() => {
      if (!form.current) return
      const query = new URLSearchParams([...new FormData(form.current)].filter((pair): pair is [string, string] => typeof pair[1] === 'string'))
      // A title is missing last; it changes nothing of what the rule would do.
      if ((query.get('title') ?? '').trim().length < 3) query.set('title', 'A new rule')
      load(`${path}?${query}`)
    }, pause)
    return () => clearTimeout(timer)
  }, [typed, path, load])
  const fresh = fetcher.data?.beside
  useEffect(() => {
    if (fresh) setLast(fresh)
  }, [fresh])
  return { beside: fresh ?? last, stale: fetcher.state !== 'idle', onDraft }
}
