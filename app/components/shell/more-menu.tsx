import { NavLink, useLocation } from '@remix-run/react'
import { ChevronDown } from 'lucide-react'
import { useRef } from 'react'

import { joinClasses } from '#app/components/ui/join-classes.ts'

import { NavIcon } from './nav-icon.tsx'
import type { NavItem } from './nav.ts'
import { useClosing } from './use-closing.ts'

/** The places for which the header has no room; a native disclosure, so it opens without script, and script closes it on Escape or a click elsewhere. */
export function MoreMenu({ items }: { items: readonly NavItem[] }) {
  const box = useRef<HTMLDetailsElement>(null)
  const { pathname } = useLocation()
  useClosing(box)
  if (items.length === 0) return null
  const inside = items.some((item) => pathname === item.href || pathname.startsWith(`${item.href}/`))
  return (
    <details ref={box} className="relative">
      <summary
        className={joinClasses(
          'flex min-h-11 items-center gap-1 rounded-full px-3.5 font-medium focus-visible:rounded-full max-lg:px-2 max-md:text-sm',
          inside ? 'bg-leaf-soft font-semibold text-leaf' : 'text-muted hover:text-ink',
        )}
      >
        More
        <ChevronDown aria-hidden className="size-4" />
      </summary>
      <ul className="absolute top-full left-0 z-30 mt-2 w-56 rounded-md border bg-card p-1.5 shadow-lift">
        {items.map((item) => (
          <li key={item.href}>
            <NavLink
              to={item.href}
              className={({ isActive }) =>
                joinClasses(
                  'flex min-h-11 items-center gap-3 rounded-sm px-3 no-underline hover:bg-leaf-soft',
                  isActive ? 'font-semibold text-leaf' : 'text-ink',
                )
              }
            >
              <NavIcon name={item.icon} className="size-4.5 shrink-0 text-muted" />
              {item.label}
            </NavLink>
          </li>
        ))}
      </ul>
    </details>
  )
}
