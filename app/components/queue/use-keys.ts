import { useNavigate } from '@remix-run/react'
import { useEffect } from 'react'

const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) &&
  (target as HTMLInputElement).type !== 'checkbox'

/** What each key of the queue does; the help sheet is drawn from it. */
export const queueKeys: readonly (readonly [string, string])[] = [
  ['j', 'next'],
  ['k', 'the one before'],
  ['a', 'approve'],
  ['r', 'return with a reason'],
  ['x', 'reject with a reason'],
  ['t', 'tick for approving at once'],
  ['u', 'take the last bulk approval back'],
  ['?', 'show or hide these keys'],
]

function press(selector: string): void {
  document.querySelector<HTMLElement>(selector)?.click()
}

/** Opens a part of the panel and puts the cursor into its field. */
function write(name: string): void {
  const part = document.querySelector<HTMLDetailsElement>(`[data-part="${name}"] details`)
  if (!part) return
  part.open = true
  part.querySelector<HTMLTextAreaElement>('textarea')?.focus()
}

/** The keys of the queue, while nobody is typing and no modifier is held. `before` and `after` are the addresses of the neighbors. */
export function useKeys(before: string | null, after: string | null): void {
  const navigate = useNavigate()
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return
      const go = (to: string | null) => to && navigate(to, { preventScrollReset: true, replace: true })
      const deeds: Record<string, () => void> = {
        j: () => go(after),
        k: () => go(before),
        a: () => press('[data-key="approve"]'),
        r: () => write('return'),
        x: () => write('reject'),
        t: () => press('[data-key="tick"]'),
        u: () => press('[data-key="undo"]'),
        '?': () => press('[data-key="help"] summary'),
      }
      const deed = deeds[event.key]
      if (!deed) return
      event.preventDefault()
      deed()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [navigate, before, after])
}
