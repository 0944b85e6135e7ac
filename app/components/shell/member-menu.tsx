import { Form, Link } from '@remix-run/react'
import { ChevronDown } from 'lucide-react'
import { useRef } from 'react'

import { Avatar } from '#app/components/ui/avatar.tsx'
import { joinClasses } from '#app/components/ui/join-classes.ts'

import { NavIcon } from './nav-icon.tsx'
import type { NavIcon as IconName, NavItem } from './nav.ts'
import type { RootView } from './root-view.ts'
import { useClosing } from './use-closing.ts'

type Member = NonNullable<RootView['member']>

type Props = { member: Member; opens?: 'down' | 'up'; places?: readonly NavItem[] }

/** The member's own menu, with the `places` that the bar of small screens has no room for; a native disclosure, so it opens without script, and script closes it on Escape or a click elsewhere. */
export function MemberMenu({ member, opens = 'down', places = [] }: Props) {
  const box = useRef<HTMLDetailsElement>(null)
  useClosing(box)
  return (
    <details ref={box} className="relative">
      <summary aria-label={`Menu of ${member.name}`} className="flex min-h-11 items-center gap-1.5 rounded-full focus-visible:rounded-full">
        <Avatar handle={member.handle} src={member.avatarUrl} className="size-10!" />
        {opens === 'down' && <ChevronDown aria-hidden className="size-4 text-muted max-sm:hidden" />}
      </summary>
      <div
        className={joinClasses(
          'absolute z-30 max-h-[75dvh] w-64 overflow-y-auto rounded-md border bg-card p-1.5 shadow-lift',
          opens === 'down' ? 'top-full right-0 mt-2' : 'bottom-full -left-36 mb-2',
        )}
      >
        <p className="px-3 pt-2 pb-3">
          <span className="block truncate font-bold">{member.name}</span>
          <span className="block truncate text-sm text-muted">
            @{member.handle}
            {member.level && ` · ${member.level.title}`}
          </span>
        </p>
        <ul className="border-t pt-1.5">
          <MenuLink to="/" icon="home" label="Home" />
          <MenuLink to={`/members/${encodeURIComponent(member.handle)}`} icon="profile" label="Profile" />
          <MenuLink to="/submissions" icon="queue" label="My submissions" />
          <MenuLink to="/messages" icon="messages" label="Messages" />
          <MenuLink to="/settings" icon="settings" label="Settings" />
          {places.map((place) => (
            <MenuLink key={place.href} to={place.href} icon={place.icon} label={place.label} small />
          ))}
          {member.role && <MenuLink to="/manage" icon="manage" label="Manage the program" />}
        </ul>
        <Form method="post" action="/sign-out" className="mt-1.5 border-t pt-1.5">
          <button className="flex min-h-11 w-full items-center rounded-sm px-3 text-left hover:bg-leaf-soft">Sign out</button>
        </Form>
      </div>
    </details>
  )
}

function MenuLink({ to, icon, label, small }: { to: string; icon: IconName; label: string; small?: boolean }) {
  return (
    <li className={small ? 'sm:hidden' : undefined}>
      <Link to={to} className="flex min-h-11 items-center gap-3 rounded-sm px-3 no-underline hover:bg-leaf-soft">
        <NavIcon name={icon} className="size-4.5 text-muted" />
        {label}
      </Link>
    </li>
  )
}
