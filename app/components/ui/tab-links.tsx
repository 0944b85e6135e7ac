import { Link } from '@remix-run/react'
import { useEffect, useRef } from 'react'

import { joinClasses } from './join-classes.ts'

export type TabLink = { label: string; to: string; current: boolean; count?: number }

/** A row of links that switch what the page shows; each is an address of its own, so it works without script. */
export function TabLinks({ label, tabs, look = 'line' }: { label: string; tabs: TabLink[]; look?: 'line' | 'chips' }) {
  const chips = look === 'chips'
  const row = useRef<HTMLElement>(null)
  const current = tabs.find((tab) => tab.current)?.to
  // On a narrow screen the present one may lie beyond the edge.
  useEffect(() => {
    const [nav, here] = [row.current, row.current?.querySelector<HTMLElement>('[aria-current]')]
    if (nav && here && here.offsetLeft + here.offsetWidth > nav.clientWidth) nav.scrollLeft = here.offsetLeft - 16
  }, [current])
  return (
    <nav ref={row} aria-label={label} className={joinClasses('relative max-w-full overflow-x-auto', !chips && 'border-b')}>
      <ul className={joinClasses('flex w-max', chips ? 'gap-1 rounded-full bg-sunk p-1' : 'gap-6')}>
        {tabs.map((tab) => (
          <li key={tab.to}>
            <Link
              to={tab.to}
              prefetch="intent"
              preventScrollReset
              aria-current={tab.current ? 'page' : undefined}
              className={joinClasses(
                'flex min-h-11 items-center gap-2 font-medium whitespace-nowrap no-underline -outline-offset-3',
                chips ? 'rounded-full px-4 text-sm' : 'border-b-3',
                tab.current
                  ? chips
                    ? 'bg-card font-semibold text-ink shadow-lift'
                    : 'border-leaf font-semibold text-ink'
                  : joinClasses('text-muted hover:text-ink', !chips && 'border-transparent'),
              )}
            >
              {tab.label}
              {tab.count !== undefined && <span className="text-sm text-muted tabular-nums">{tab.count}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
