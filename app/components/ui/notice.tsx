import { CircleAlert, Info, Leaf, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'

import { joinClasses } from './join-classes.ts'

const looks = {
  info: { icon: Info, box: 'bg-sunk', mark: 'text-muted' },
  good: { icon: Leaf, box: 'bg-leaf-soft', mark: 'text-leaf' },
  warning: { icon: TriangleAlert, box: 'bg-gold-soft', mark: 'text-gold' },
  danger: { icon: CircleAlert, box: 'bg-danger-soft', mark: 'text-danger' },
}

/** Words that concern the whole page or form. `announce` reads it out when it appears after an action. */
export function Notice({
  tone = 'info',
  title,
  children,
  action,
  announce,
}: {
  tone?: keyof typeof looks
  title?: ReactNode
  children?: ReactNode
  action?: ReactNode
  announce?: boolean
}) {
  const { icon: Icon, box, mark } = looks[tone]
  return (
    <div role={announce ? (tone === 'danger' ? 'alert' : 'status') : undefined} className={joinClasses('flex gap-3 rounded-md px-4 py-3.5', box)}>
      <Icon aria-hidden className={joinClasses('mt-0.5 size-5 shrink-0', mark)} />
      <div className="min-w-0 flex-1">
        {title && <p className="font-semibold">{title}</p>}
        {children && <div className={title ? 'mt-0.5 text-sm' : ''}>{children}</div>}
        {action && <div className="mt-3 flex flex-wrap gap-3">{action}</div>}
      </div>
    </div>
  )
}
