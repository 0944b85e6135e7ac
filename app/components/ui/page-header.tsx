import type { ReactNode } from 'react'

import { Breadcrumb, type Crumb } from './breadcrumb.tsx'

/** The top of a page: its one h1, what it is for, and what can be done here. `dense` is for managers' pages. */
export function PageHeader({
  title,
  lead,
  actions,
  crumbs,
  dense = false,
}: {
  title: ReactNode
  lead?: ReactNode
  actions?: ReactNode
  crumbs?: Crumb[]
  dense?: boolean
}) {
  return (
    <div className={dense ? 'mb-6' : 'mb-8'}>
      {crumbs && <Breadcrumb crumbs={crumbs} />}
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-4">
        <div className="min-w-0">
          <h1 className={dense ? 'text-xl font-bold tracking-tight' : 'text-2xl font-extrabold tracking-tight'}>{title}</h1>
          {lead && <p className={dense ? 'mt-1 max-w-prose text-muted' : 'mt-3 max-w-prose text-lg text-muted'}>{lead}</p>}
        </div>
        {actions && <div className="flex flex-wrap gap-3">{actions}</div>}
      </div>
    </div>
  )
}
