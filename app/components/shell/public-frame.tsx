import { Link, NavLink } from '@remix-run/react'
import type { ReactNode } from 'react'

import { ButtonLink } from '#app/components/ui/button.tsx'
import { joinClasses } from '#app/components/ui/join-classes.ts'

import { Brand } from './brand.tsx'
import { Footer } from './footer.tsx'
import { navFor, publicNav } from './nav.ts'
import type { RootView } from './root-view.ts'
import { SkipLink } from './skip-link.tsx'

/** The frame for visitors. `narrow` is for sign-in and sign-up: one column, no navigation to get lost in. */
export function PublicFrame({ view, narrow = false, children }: { view: RootView; narrow?: boolean; children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink />
      <header className="mx-auto flex w-full max-w-6xl flex-wrap items-center gap-x-6 px-4 py-3 sm:px-6">
        <Brand name={view.program.name} logoUrl={view.program.logoUrl} to="/" />
        {!narrow && (
          <>
            <nav aria-label="Main" className="max-sm:order-last max-sm:w-full">
              <ul className="flex flex-wrap gap-x-5 whitespace-nowrap max-sm:justify-between max-sm:gap-x-3 max-sm:text-sm">
                {navFor(publicNav, null).map((item) => (
                  <li key={item.href}>
                    <NavLink
                      to={item.href}
                      className={({ isActive }) =>
                        joinClasses('flex min-h-11 items-center font-medium no-underline', isActive ? 'text-leaf' : 'text-muted hover:text-ink')
                      }
                    >
                      {item.label}
                    </NavLink>
                  </li>
                ))}
              </ul>
            </nav>
            <div className="ml-auto flex items-center gap-2">
              <Link to="/sign-in" className="flex min-h-11 items-center px-3 font-semibold text-leaf no-underline hover:underline max-sm:px-2">
                Sign in
              </Link>
              <ButtonLink to="/sign-up" className="px-5!">
                Join
              </ButtonLink>
            </div>
          </>
        )}
      </header>
      <main
        id="main"
        tabIndex={-1}
        className={joinClasses('mx-auto w-full flex-1 px-4 pt-6 pb-16 outline-none sm:px-6', narrow ? 'max-w-lg' : 'max-w-6xl')}
      >
        {children}
      </main>
      <Footer name={view.program.name} />
    </div>
  )
}
