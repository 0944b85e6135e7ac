import { Link, NavLink, useLocation } from '@remix-run/react'
import { ArrowLeft, ChevronDown } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'

import { joinClasses } from '#app/components/ui/join-classes.ts'

import { Brand } from './brand.tsx'
import { MemberMenu } from './member-menu.tsx'
import { NavIcon } from './nav-icon.tsx'
import { manageGroups, manageNav, navFor, type NavItem, standsIn } from './nav.ts'
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
      <header className="border-b bg-sunk lg:sticky lg:top-0 lg:flex lg:h-dvh lg:flex-col lg:border-r lg:border-b-0 lg:p-4">
        <div className="flex items-center justify-between gap-3 px-4 pt-2 lg:px-2">
          <Brand name={program.name} logoUrl={program.logoUrl} to="/manage" />
          <div className="lg:hidden">{member && <MemberMenu member={member} />}</div>
        </div>
        <SmallMenu items={items} counts={counts} />
        <nav aria-label="Manage" className="-mx-2 mt-5 min-h-0 overflow-y-auto px-2 max-lg:hidden">
          <RailGroups items={items} counts={counts} />
        </nav>
        <div className="mt-auto flex flex-col gap-2 border-t px-2 pt-2 max-lg:hidden">
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

type Counts = Readonly<Record<string, number>>

/** The places under their headings; a heading without a place for this person is left out. */
function RailGroups({ items, counts }: { items: readonly NavItem[]; counts: Counts }) {
  return Object.entries(manageGroups).map(([group, title]) => {
    const places = items.filter((item) => (item.group ?? 'program') === group)
    if (places.length === 0) return null
    return (
      <section key={group} aria-label={title} className="mb-3">
        <h2 className="px-3 pb-0.5 text-sm font-semibold text-muted">{title}</h2>
        <ul className="flex flex-col">
          {places.map((item) => (
            <li key={item.href}>
              <RailLink item={item} count={counts[item.icon]} />
            </li>
          ))}
        </ul>
      </section>
    )
  })
}

/** On small screens the places lie under one button that says where one is; a native disclosure, so it opens without script. */
function SmallMenu({ items, counts }: { items: readonly NavItem[]; counts: Counts }) {
  const box = useRef<HTMLDetailsElement>(null)
  const { pathname } = useLocation()
  useEffect(() => {
    if (box.current) box.current.open = false
  }, [pathname])
  const here = items.filter((item) => standsIn(item, pathname)).at(-1)
  return (
    <details ref={box} className="group border-t lg:hidden">
      <summary className="flex min-h-12 items-center gap-3 px-4 font-semibold">
        {here && <NavIcon name={here.icon} className="size-4.5 shrink-0" />}
        {here?.label ?? 'Menu'}
        <ChevronDown aria-hidden className="ml-auto size-4 text-muted group-open:rotate-180" />
      </summary>
      <nav aria-label="Manage" className="max-h-[70dvh] overflow-y-auto px-1 pb-3">
        <RailGroups items={items} counts={counts} />
        <Link to="/" className="mx-3 flex min-h-11 items-center gap-2 border-t font-medium text-muted no-underline">
          <ArrowLeft aria-hidden className="size-4" />
          Back to the hub
        </Link>
      </nav>
    </details>
  )
}

function RailLink({ item, count }: { item: NavItem; count?: number }) {
  const { pathname } = useLocation()
  return (
    <NavLink
      to={item.href}
      end={item.href === '/manage'}
      prefetch="intent"
      className={({ isActive }) =>
        joinClasses(
          'flex min-h-11 items-center gap-3 rounded-md px-3 font-medium whitespace-nowrap no-underline -outline-offset-2 lg:min-h-9',
          isActive || (item.also && standsIn(item, pathname)) ? 'bg-leaf text-on-leaf' : 'text-ink hover:bg-leaf-soft',
        )
      }
    >
      <NavIcon name={item.icon} className="size-4.5 shrink-0" />
      {item.label}
      {Boolean(count) && <span className="ml-auto rounded-full bg-shine px-2 text-sm font-bold text-on-shine tabular-nums">{count}</span>}
    </NavLink>
  )
}
