import type { ReactNode } from 'react'

import { LaurelBranch } from './laurel-branch.tsx'

/** What a list shows when it has nothing yet: why, and the next step as a link or button. */
export function EmptyState({ title, children, action, leaves = 2 }: { title: string; children?: ReactNode; action?: ReactNode; leaves?: number }) {
  return (
    <div className="flex flex-col items-center px-6 py-12 text-center">
      <LaurelBranch filled={leaves} className="mb-5 w-40" />
      <p className="text-lg font-bold">{title}</p>
      {children && <div className="mt-1.5 max-w-prose text-muted">{children}</div>}
      {action && <div className="mt-6 flex flex-wrap justify-center gap-3">{action}</div>}
    </div>
  )
}
