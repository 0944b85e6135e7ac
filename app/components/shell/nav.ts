import { permissions } from '#app/domain/members/roles.ts'

import type { StaffRole } from './root-view.ts'

export type NavIcon =
  | 'home'
  | 'badges'
  | 'activity'
  | 'board'
  | 'earn'
  | 'profile'
  | 'settings'
  | 'manage'
  | 'rules'
  | 'channels'
  | 'members'
  | 'mail'
  | 'audit'
  | 'about'
  | 'ledger'
  | 'merges'
  | 'awards'
  | 'design'
  | 'messages'
  | 'queue'

export type NavItem = {
  label: string
  href: string
  icon: NavIcon
  audience: 'everyone' | 'visitor' | 'member' | 'staff'
  /** Shown in the bar at the bottom of small screens. */
  bar?: boolean
  /** Staff roles that see it; all of them when left out. */
  roles?: readonly StaffRole[]
}

/** The places of a member, in order. `:handle` becomes the reader's own. */
export const memberNav: readonly NavItem[] = [
  { label: 'Home', href: '/', icon: 'home', audience: 'member', bar: true },
  { label: 'My activity', href: '/activity', icon: 'activity', audience: 'member', bar: true },
  { label: 'Board', href: '/board', icon: 'board', audience: 'everyone', bar: true },
  { label: 'How to earn', href: '/earn', icon: 'earn', audience: 'everyone', bar: true },
  { label: 'Badges', href: '/badges', icon: 'badges', audience: 'member' },
  { label: 'Profile', href: '/members/:handle', icon: 'profile', audience: 'member', bar: true },
]

/** The places of a visitor. */
export const publicNav: readonly NavItem[] = [
  { label: 'How to earn', href: '/earn', icon: 'earn', audience: 'everyone' },
  { label: 'Board', href: '/board', icon: 'board', audience: 'everyone' },
  { label: 'About', href: '/about', icon: 'about', audience: 'everyone' },
]

/** The places of staff. */
export const manageNav: readonly NavItem[] = [
  { label: 'Overview', href: '/manage', icon: 'manage', audience: 'staff' },
  { label: 'Rules', href: '/manage/rules', icon: 'rules', audience: 'staff' },
  { label: 'Recognition', href: '/manage/levels', icon: 'badges', audience: 'staff' },
  { label: 'Design', href: '/manage/design', icon: 'design', audience: 'staff' },
  { label: 'Channels', href: '/manage/channels', icon: 'channels', audience: 'staff', roles: permissions.see_channels },
  { label: 'Boards', href: '/manage/boards', icon: 'board', audience: 'staff', roles: permissions.edit_boards },
  { label: 'Members', href: '/manage/members', icon: 'members', audience: 'staff' },
  { label: 'Awards', href: '/manage/awards', icon: 'awards', audience: 'staff', roles: permissions.correct_points },
  { label: 'Merges', href: '/manage/merges', icon: 'merges', audience: 'staff', roles: permissions.merge_members },
  { label: 'Messages', href: '/manage/messages', icon: 'messages', audience: 'staff', roles: permissions.answer_messages },
  { label: 'Ledger', href: '/manage/ledger', icon: 'ledger', audience: 'staff', roles: permissions.see_ledger },
  { label: 'Mail', href: '/manage/mail', icon: 'mail', audience: 'staff', roles: permissions.see_mail },
  { label: 'Audit log', href: '/manage/audit', icon: 'audit', audience: 'staff', roles: permissions.see_audit },
]

/** The items a person with this role may see, with their own handle in the addresses. */
export function navFor(items: readonly NavItem[], handle: string | null, role: StaffRole | null = null): NavItem[] {
  return items
    .filter((item) => item.audience === 'everyone' || (handle !== null && item.audience !== 'visitor'))
    .filter((item) => !item.roles || (role !== null && item.roles.includes(role)))
    .map((item) => ({ ...item, href: item.href.replace(':handle', encodeURIComponent(handle ?? '')) }))
}
