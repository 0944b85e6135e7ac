import { Link, useLocation } from '@remix-run/react'

import { ThemeSwitch } from './theme-switch.tsx'

/** The foot of every page: what this is, how points come about, and the colors. */
export function Footer({ name, member = false }: { name: string; member?: boolean }) {
  const { pathname, search } = useLocation()
  return (
    <footer className="mt-auto border-t max-sm:pb-20">
      <div className="mx-auto flex max-w-6xl flex-wrap items-center justify-between gap-x-8 gap-y-3 px-4 py-6 text-sm text-muted sm:px-6">
        <ul className="flex flex-wrap items-center gap-x-6">
          <li>
            <Link to="/about" className="inline-block py-2.5 hover:text-ink hover:underline">
              About {name}
            </Link>
          </li>
          <li>
            <Link to="/earn" className="inline-block py-2.5 hover:text-ink hover:underline">
              How to earn
            </Link>
          </li>
          {member && (
            <li>
              <Link to={`/messages?from=${encodeURIComponent(pathname + search)}`} className="inline-block py-2.5 hover:text-ink hover:underline">
                Ask the team
              </Link>
            </li>
          )}
        </ul>
        <ThemeSwitch />
      </div>
    </footer>
  )
}
