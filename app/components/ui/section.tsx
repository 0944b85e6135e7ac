import { useId, type ReactNode } from 'react'

import { joinClasses } from './join-classes.ts'

/** A titled part of a page. `look="card"` lays it on a surface; plain parts stand on the paper and let numbers breathe. */
export function Section({
  title,
  lead,
  actions,
  look = 'plain',
  children,
  id,
}: {
  title: ReactNode
  lead?: ReactNode
  actions?: ReactNode
  look?: 'plain' | 'card'
  children: ReactNode
  id?: string
}) {
  const titleId = useId()
  return (
    <section id={id} aria-labelledby={titleId} className={joinClasses('min-w-0', look === 'card' && 'card p-5 sm:p-6')}>
      <div className="mb-4 flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h2 id={titleId} className="text-lg font-bold tracking-tight">
          {title}
        </h2>
        {actions && <div className="flex flex-wrap items-center gap-3 text-sm">{actions}</div>}
        {lead && <p className="w-full text-muted">{lead}</p>}
      </div>
      {children}
    </section>
  )
}
