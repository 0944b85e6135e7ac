import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'

import { joinClasses } from './join-classes.ts'

/** Something that opens in place; native, so it works without script. `look="card"` draws a border around it. */
export function Disclosure({
  summary,
  children,
  open,
  look = 'plain',
}: {
  summary: ReactNode
  children: ReactNode
  open?: boolean
  look?: 'plain' | 'card'
}) {
  return (
    <details open={open} className={joinClasses('group/disclosure', look === 'card' && 'card')}>
      <summary className={joinClasses('flex min-h-11 items-center gap-2 font-medium hover:text-leaf', look === 'card' && 'px-5 py-3')}>
        <ChevronRight aria-hidden className="size-4 shrink-0 text-muted transition-transform duration-150 group-open/disclosure:rotate-90" />
        <span className="min-w-0 flex-1">{summary}</span>
      </summary>
      <div className={look === 'card' ? 'px-5 pb-5' : 'pt-1 pb-3 pl-6'}>{children}</div>
    </details>
  )
}
