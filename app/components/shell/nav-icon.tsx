import {
  Activity,
  Award,
  BookOpenText,
  CircleHelp,
  ClipboardList,
  CircleUser,
  Flag,
  Gift,
  Handshake,
  Hash,
  Home,
  Inbox,
  Info,
  Landmark,
  LayoutDashboard,
  Mail,
  Megaphone,
  Merge,
  MessageCircle,
  Package,
  PencilRuler,
  ScrollText,
  Settings,
  Sprout,
  ThumbsUp,
  Store,
  Trophy,
  Users,
} from 'lucide-react'

import type { NavIcon as Name } from './nav.ts'

const icons = {
  quizzes: CircleHelp,
  surveys: ClipboardList,
  home: Home,
  activity: Activity,
  board: Trophy,
  earn: Sprout,
  profile: CircleUser,
  settings: Settings,
  manage: LayoutDashboard,
  rules: BookOpenText,
  channels: Hash,
  members: Users,
  mail: Mail,
  audit: ScrollText,
  about: Info,
  badges: Award,
  ledger: Landmark,
  merges: Merge,
  awards: Gift,
  design: PencilRuler,
  together: Handshake,
  messages: MessageCircle,
  queue: Inbox,
  challenges: Flag,
  campaigns: Megaphone,
  feedback: ThumbsUp,
  store: Store,
  orders: Package,
}

/** The glyph of a place in the navigation. */
export function NavIcon({ name, className = 'size-5' }: { name: Name; className?: string }) {
  const Icon = icons[name]
  return <Icon aria-hidden className={className} strokeWidth={1.9} />
}
