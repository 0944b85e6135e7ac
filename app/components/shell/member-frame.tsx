import { Link, NavLink } from '@remix-run/react'
import type { ReactNode } from 'react'

import { joinClasses } from '#app/components/ui/join-classes.ts'
import { Notice } from '#app/components/ui/notice.tsx'

import { BalanceChip } from './balance-chip.tsx'
import { Bell } from './bell.tsx'
import { Brand } from './brand.tsx'
import { Footer } from './footer.tsx'
import { Live } from './live.tsx'
import { MemberMenu } from './member-menu.tsx'
import { NavIcon } from './nav-icon.tsx'
import { MoreMenu } from './more-menu.tsx'
import { memberNav, navFor, type NavItem } from './nav.ts'
import { PublicFrame } from './public-frame.tsx'
import type { RootView } from './root-view.ts'
import { SkipLink } from './skip-link.tsx'

/** The frame of members' pages; a visitor on a page for everyone gets the public frame instead. */
export function MemberFrame({ view, children }: { view: RootView; children: ReactNode }) {
  const { program, member } = view
  if (!member) return <PublicFrame view={view}>{children}</PublicFrame>
  const items = navFor(memberNav, member.handle, member.role)
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink />
      <header className="sticky top-0 z-20 border-b bg-paper/92 backdrop-blur-md">
        <div className="mx-auto flex h-18 max-w-6xl items-center gap-3 px-4 sm:px-6 lg:gap-7">
          <Brand name={program.name} logoUrl={program.logoUrl} />
          <nav aria-label="Main" className="hidden flex-1 sm:block">
            <ul className="flex gap-1">
              {items
                .filter((item) => item.icon !== 'profile' && !item.more)
                .map((item) => (
                  <li key={item.href}>
                    <HeaderLink item={item} />
                  </li>
                ))}
              <li>
                <MoreMenu items={items.filter((item) => item.more)} />
              </li>
            </ul>
          </nav>
          <div className="ml-auto flex items-center gap-1 sm:gap-2">
            <BalanceChip balance={member.balance} pointsName={program.pointsName} locale={member.locale} />
            <Bell unread={member.unread} />
            <MemberMenu member={member} places={items.filter((item) => !item.bar)} />
          </div>
        </div>
      </header>
      <main id="main" tabIndex={-1} className="mx-auto w-full max-w-6xl flex-1 px-4 pt-8 pb-16 outline-none sm:px-6">
        {member.state && member.state !== 'active' && <StandingNote state={member.state} />}
        {children}
      </main>
      <Footer name={program.name} member />
      <BottomBar items={items.filter((item) => item.bar)} />
      {view.liveCursor && <Live cursor={view.liveCursor} pointsName={program.pointsName} locale={member.locale} />}
    </div>
  )
}

/** Says on every page that something holds, and where to read why. */
function StandingNote({ state }: { state: 'paused' | 'removed' }) {
  return (
    <div className="mb-8">
      <Notice tone="warning" title={state === 'paused' ? 'Earning is paused for you' : 'Your account takes no part in the program'}>
        <Link to="/fair-play" className="text-link">
          Read why, and how to appeal
        </Link>
      </Notice>
    </div>
  )
}

function HeaderLink({ item }: { item: NavItem }) {
  return (
    <NavLink
      to={item.href}
      end={item.href === '/'}
      prefetch="intent"
      className={({ isActive }) =>
        joinClasses(
          'flex min-h-11 items-center rounded-full px-3.5 font-medium whitespace-nowrap no-underline focus-visible:rounded-full max-lg:px-2 max-md:text-sm',
          isActive ? 'bg-leaf-soft font-semibold text-leaf' : 'text-muted hover:text-ink',
        )
      }
    >
      {item.label}
    </NavLink>
  )
}

function BottomBar({ items }: { items: ReturnType<typeof navFor> }) {
  return (
    <nav aria-label="Main, at the bottom" className="fixed inset-x-0 bottom-0 z-20 border-t bg-card pb-[env(safe-area-inset-bottom)] sm:hidden">
      <ul className="grid auto-cols-fr grid-flow-col">
        {items.map((item) => (
          <li key={item.href}>
            <NavLink
              to={item.href}
              end={item.href === '/'}
              className={({ isActive }) =>
                joinClasses(
                  'flex h-16 flex-col items-center justify-center gap-1 text-sm leading-none font-medium no-underline -outline-offset-3',
                  isActive ? 'font-bold text-leaf' : 'text-muted',
                )
              }
            >
              <NavIcon name={item.icon} className="size-5.5" />
              <span className="max-w-full truncate tracking-tight">
                {item.label.replace('My activity', 'Activity').replace('How to earn', 'Earn')}
              </span>
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  )
}
