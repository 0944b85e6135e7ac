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
  | 'quizzes'
  | 'surveys'
  | 'challenges'
  | 'campaigns'
  | 'store'
  | 'orders'
  | 'together'
  | 'messages'
  | 'queue'
  | 'feedback'

export type NavItem = {
  label: string
  href: string
  icon: NavIcon
  audience: 'everyone' | 'visitor' | 'member' | 'staff'
  /** Other addresses that belong to the same place. */
  also?: readonly string[]
  /** Shown in the bar at the bottom of small screens. */
  bar?: boolean
  /** Of members: under "More", where there is room for the first few only. */
  more?: boolean
  /** Of staff: under which heading it stands. */
  group?: keyof typeof manageGroups
  /** Staff roles that see it; all of them when left out. */
  roles?: readonly StaffRole[]
}

/** The places of a member, in order. `:handle` becomes the reader's own. */
export const memberNav: readonly NavItem[] = [
  { label: 'Home', href: '/', icon: 'home', audience: 'member', bar: true },
  { label: 'Challenges', href: '/challenges', icon: 'challenges', audience: 'member', bar: true },
  { label: 'Store', href: '/store', icon: 'store', audience: 'member', bar: true },
  { label: 'Board', href: '/board', icon: 'board', audience: 'everyone', bar: true },
  { label: 'My activity', href: '/activity', icon: 'activity', audience: 'member' },
  { label: 'How to earn', href: '/earn', icon: 'earn', audience: 'everyone' },
  { label: 'Badges', href: '/badges', icon: 'badges', audience: 'member', more: true },
  { label: 'Together', href: '/contests', icon: 'together', audience: 'everyone', more: true },
  { label: 'Quizzes', href: '/quizzes', icon: 'quizzes', audience: 'member', more: true },
  { label: 'Profile', href: '/members/:handle', icon: 'profile', audience: 'member', bar: true },
]

/** The places of a visitor. */
export const publicNav: readonly NavItem[] = [
  { label: 'Try it', href: '/challenges', icon: 'challenges', audience: 'everyone' },
  { label: 'How to earn', href: '/earn', icon: 'earn', audience: 'everyone' },
  { label: 'Board', href: '/board', icon: 'board', audience: 'everyone' },
  { label: 'Together', href: '/contests', icon: 'together', audience: 'everyone' },
  { label: 'About', href: '/about', icon: 'about', audience: 'everyone' },
]

/** The headings of staff's places, in order. */
export const manageGroups = {
  today: 'Today',
  doing: 'What members do',
  points: 'Points and standing',
  store: 'Store',
  people: 'People',
  program: 'Program',
} as const

/** The places of staff, each under its heading. */
export const manageNav: readonly NavItem[] = [
  { label: 'Overview', href: '/manage', icon: 'manage', audience: 'staff', group: 'today' },
  { label: 'Queue', href: '/manage/queue', icon: 'queue', audience: 'staff', group: 'today', roles: permissions.see_queue },
  { label: 'Rules', href: '/manage/rules', icon: 'rules', audience: 'staff', group: 'points' },
  {
    label: 'Recognition',
    href: '/manage/levels',
    also: ['/manage/badges', '/manage/cards', '/manage/streaks', '/manage/paths'],
    icon: 'badges',
    audience: 'staff',
    group: 'points',
  },
  { label: 'Design', href: '/manage/design', icon: 'design', audience: 'staff', group: 'points' },
  { label: 'Channels', href: '/manage/channels', icon: 'channels', audience: 'staff', group: 'program', roles: permissions.see_channels },
  { label: 'Boards', href: '/manage/boards', icon: 'board', audience: 'staff', group: 'points', roles: permissions.edit_boards },
  {
    label: 'Challenges',
    href: '/manage/challenges',
    icon: 'challenges',
    audience: 'staff',
    group: 'doing',
    roles: permissions.see_challenge_results,
  },
  { label: 'Campaigns', href: '/manage/campaigns', icon: 'campaigns', audience: 'staff', group: 'doing', roles: permissions.see_challenge_results },
  {
    label: 'Quizzes',
    href: '/manage/quizzes',
    also: ['/manage/banks'],
    icon: 'quizzes',
    audience: 'staff',
    group: 'doing',
    roles: permissions.see_quiz_results,
  },
  { label: 'Surveys', href: '/manage/surveys', icon: 'surveys', audience: 'staff', group: 'doing', roles: permissions.see_survey_results },
  {
    label: 'Together',
    href: '/manage/contests',
    also: ['/manage/raffles', '/manage/events', '/manage/teams', '/manage/goals', '/manage/spotlights', '/manage/surprises'],
    icon: 'together',
    audience: 'staff',
    group: 'doing',
    roles: permissions.edit_contests,
  },
  { label: 'Members', href: '/manage/members', icon: 'members', audience: 'staff', group: 'people' },
  { label: 'Awards', href: '/manage/awards', icon: 'awards', audience: 'staff', group: 'people', roles: permissions.correct_points },
  { label: 'Merges', href: '/manage/merges', icon: 'merges', audience: 'staff', group: 'people', roles: permissions.merge_members },
  { label: 'Messages', href: '/manage/messages', icon: 'messages', audience: 'staff', group: 'today', roles: permissions.answer_messages },
  { label: 'Feedback', href: '/manage/feedback', icon: 'feedback', audience: 'staff', group: 'doing' },
  { label: 'Orders', href: '/manage/orders', icon: 'orders', audience: 'staff', group: 'store', roles: permissions.run_store },
  { label: 'Store', href: '/manage/store', icon: 'store', audience: 'staff', group: 'store', roles: permissions.see_store_figures },
  { label: 'Ledger', href: '/manage/ledger', icon: 'ledger', audience: 'staff', group: 'program', roles: permissions.see_ledger },
  { label: 'Sign-in', href: '/manage/sign-in', icon: 'profile', audience: 'staff', group: 'program', roles: permissions.edit_sign_in },
  { label: 'Mail', href: '/manage/mail', icon: 'mail', audience: 'staff', group: 'program', roles: permissions.see_mail },
  { label: 'Audit log', href: '/manage/audit', icon: 'audit', audience: 'staff', group: 'program', roles: permissions.see_audit },
]

/** The items a person with this role may see, with their own handle in the addresses. */
export function navFor(items: readonly NavItem[], handle: string | null, role: StaffRole | null = null): NavItem[] {
  return items
    .filter((item) => item.audience === 'everyone' || (handle !== null && item.audience !== 'visitor'))
    .filter((item) => !item.roles || (role !== null && item.roles.includes(role)))
    .map((item) => ({ ...item, href: item.href.replace(':handle', encodeURIComponent(handle ?? '')) }))
}

/** Whether an address lies in a place of a menu. */
export function standsIn({ href, also = [] }: NavItem, pathname: string): boolean {
  return [href, ...also].some((place) => pathname === place || pathname.startsWith(`${place}/`))
}
