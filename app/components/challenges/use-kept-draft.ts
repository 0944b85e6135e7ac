import { useFetcher } from '@remix-run/react'
import { useEffect, useRef } from 'react'

const pause = 1_200

/** Keeps what is typed into a form on the server, a moment after the last key. Without script the form has a button for it. */
export function useKeptDraft(on: boolean) {
  const form = useRef<HTMLFormElement>(null)
  const fetcher = useFetcher<{ kept?: boolean }>()
  const { submit } = fetcher
  useEffect(() => {
    const element = form.current
    if (!on || !element) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const typed = (): void => {
      clearTimeout(timer)
      timer = setTimeout(() => {
        const draft = new FormData(element)
        for (const [name, value] of [...draft]) if (typeof value !== 'string') draft.delete(name)
        draft.set('do', 'keep')
        submit(draft, { method: 'post' })
      }, pause)
    }
    const stop = (): void => clearTimeout(timer)
    element.addEventListener('input', typed)
    element.addEventListener('submit', stop)
    return () => {
      stop()
      element.removeEventListener('input', typed)
      element.removeEventListener('submit', stop)
    }
  }, [on, submit])
  const saved = fetcher.state !== 'idle' ? 'Keeping…' : fetcher.data?.kept ? 'Draft kept.' : ''
  return { form, saved }
}
