import { useFetcher } from '@remix-run/react'
import { useCallback, useEffect, useRef, useState } from 'react'

import type { Look } from './challenge-words.ts'

const pause = 500

/** Asks how the draft in the form stands, a moment after the last change. Reads only: nothing is saved. */
export function useLook(path: string, first: Look): { look: Look; stale: boolean; onDraft: (form: HTMLFormElement | null) => void } {
  const { submit, state, data } = useFetcher<{ look: Look }>()
  const [look, setLook] = useState(first)
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)
  useEffect(() => setLook(first), [first])
  useEffect(() => {
    if (data?.look) setLook(data.look)
  }, [data])
  useEffect(() => () => void (timer.current && clearTimeout(timer.current)), [])
  const onDraft = useCallback(
    (form: HTMLFormElement | null) => {
      if (timer.current) clearTimeout(timer.current)
      if (form) timer.current = setTimeout(() => form.isConnected && submit(new FormData(form), { method: 'post', action: path }), pause)
    },
    [submit, path],
  )
  return { look, stale: state !== 'idle', onDraft }
}
