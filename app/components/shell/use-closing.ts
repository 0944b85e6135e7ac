import { type RefObject, useEffect } from 'react'

/** Closes a native disclosure on Escape, on a click elsewhere and on a click on a link or button inside it. */
export function useClosing(box: RefObject<HTMLDetailsElement>) {
  useEffect(() => {
    const close = () => box.current?.removeAttribute('open')
    const onClick = (event: MouseEvent) => {
      const target = event.target as Element
      if (!box.current?.contains(target) || target.closest('a, button')) close()
    }
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || !box.current?.open) return
      close()
      box.current.querySelector('summary')?.focus()
    }
    document.addEventListener('click', onClick)
    document.addEventListener('keydown', onKey)
    return () => {
      document.removeEventListener('click', onClick)
      document.removeEventListener('keydown', onKey)
    }
  }, [box])
}
