import { Link, NavLink } from '@remix-run/react'
import { ArrowLeft } from 'lucide-react'
import type { ReactNode } from 'react'

import { joinClasses } from '#app/components/ui/join-classes.ts'

import { Brand } from './brand.tsx'
import { MemberMenu } from './member-menu.tsx'
import { NavIcon } from './nav-icon.tsx'
import { manageNav, navFor, type NavItem } from './nav.ts'
import type { RootView } from './root-view.ts'
import { SkipLink } from './skip-link.tsx'
import { ThemeSwitch } from './theme-switch.tsx'

/** The frame of managers' pages: a rail on the left, everything dense; on small screens the rail lies on top and scrolls sideways. */
export function ManageFrame({ view, counts = {}, children }: { view: RootView; counts?: Readonly<Record<string, number>>; children: ReactNode }) {
  const { program, member } = view
  const items = navFor(manageNav, member?.handle ?? null, member?.role)
  return (
    <div className="min-h-dvh lg:grid lg:grid-cols-[240px_minmax(0,1fr)]">
      <SkipLink />
      <header className="border-b bg-sunk max-lg:pb-1 lg:sticky lg:top-0 lg:flex lg:h-dvh lg:flex-col lg:border-r lg:border-b-0 lg:p-4">
        <div className="flex items-center justify-between gap-3 px-4 pt-2 lg:px-2">
          <Brand name={program.name} logoUrl={program.logoUrl} to="/manage" />
          <div className="lg:hidden">{member && <MemberMenu member={member} />}</div>
        </div>
        <nav aria-label="Manage" className="max-lg:overflow-x-auto lg:mt-6">
          <ul className="flex gap-1 max-lg:w-max max-lg:px-3 max-lg:py-1 lg:flex-col">
            {items.map((item) => (
              <li key={item.href}>
                <RailLink item={item} count={counts[item.icon]} />
              </li>
            ))}
          </ul>
        </nav>
        <div className="mt-auto flex flex-col gap-3 px-2 max-lg:hidden">
          <Link to="/" className="flex min-h-11 items-center gap-2 text-sm font-medium text-muted no-underline hover:text-ink">
            <ArrowLeft aria-hidden className="size-4" />
            Back to the hub
          </Link>
          <div className="flex items-center justify-between gap-2">
            <ThemeSwitch />
            {member && <MemberMenu member={member} opens="up" />}
          </div>
        </div>
      </header>
      <main id="main" tabIndex={-1} className="max-w-7xl min-w-0 px-4 pt-6 pb-16 outline-none lg:px-10 lg:pt-8">
        {children}
      </main>
    </div>
  )
}

function RailLink({ item, count }: { item: NavItem; count?: number }) {
  return (
    <NavLink
      to={item.href}
      end={item.href === '/manage'}
      prefetch="intent"
      className={({ isActive }) =>
        joinClasses(
          'flex min-h-11 items-center gap-3 rounded-md px-3 font-medium whitespace-nowrap no-underline -outline-offset-2 lg:min-h-10',
          isActive ? 'bg-leaf text-on-leaf' : 'text-ink hover:bg-leaf-soft',
        )
      }
    >
      <NavIcon name={item.icon} className="size-4.5 shrink-0" />
      {item.label}
      {Boolean(count) && <span className="ml-auto rounded-full bg-shine px-2 text-sm font-bold text-on-shine tabular-nums">{count}</span>}
    </NavLink>
  )
}
