import { Link } from '@remix-run/react'

import { ChannelIcon } from '#app/components/activities/channel-icon.tsx'
import { Avatar } from '#app/components/ui/avatar.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { formatPoints } from '#app/components/ui/points.tsx'
import { Time } from '#app/components/ui/time.tsx'

import type { Reader } from './reader.ts'

export type MemberView = {
  id: number
  handle: string
  name: string
  email: string | null
  timeZone: string
  joinedAt: string
  lastSeenAt: string | null
  level: string | null
  lifetime: number
  spendable: number
  debt: number
  held: number
  pending: number
  mergedInto: number | null
  merged: { id: number; handle: string }[]
  identities: { adapter: string; channel: string; foreignId: string; handle: string; proof: string; provedAt: string }[]
}

/** Who a member is: picture, handle, address where it may be seen, since when. */
export function MemberIdentity({ member, withContact, reader }: { member: MemberView; withContact: boolean; reader: Reader }) {
  const rows = [
    { label: 'Address', value: withContact ? (member.email ?? 'none') : null },
    { label: 'Joined', value: <Time iso={member.joinedAt} zone={reader.zone} locale={reader.locale} now={reader.now} look="date" /> },
    {
      label: 'Last seen',
      value: member.lastSeenAt ? <Time iso={member.lastSeenAt} zone={reader.zone} locale={reader.locale} now={reader.now} /> : 'never',
    },
    { label: 'Time zone', value: member.timeZone },
  ]
  return (
    <div className="flex items-start gap-5">
      <Avatar handle={member.handle} size="lg" />
      <dl className="flex flex-wrap gap-x-8 gap-y-2">
        {rows
          .filter((row) => row.value !== null)
          .map((row) => (
            <div key={row.label}>
              <dt className="text-sm text-muted">{row.label}</dt>
              <dd className="font-medium break-all">{row.value}</dd>
            </div>
          ))}
        <div>
          <dt className="text-sm text-muted">Page</dt>
          <dd>
            <Link to={`/members/${encodeURIComponent(member.handle)}`} className="text-link">
              Public profile
            </Link>
          </dd>
        </div>
      </dl>
    </div>
  )
}

/** What a member has: level, lifetime and spendable points, and what is held, pending or owed when there is any. */
export function MemberSums({ member, reader }: { member: MemberView; reader: Reader }) {
  const figures = [
    { label: 'Level', value: member.level ?? '–' },
    { label: `Lifetime ${reader.pointsName}`, value: formatPoints(member.lifetime, reader.locale) },
    { label: 'To spend', value: formatPoints(member.spendable, reader.locale) },
    ...(member.held > 0 ? [{ label: 'Held', value: formatPoints(member.held, reader.locale) }] : []),
    ...(member.pending > 0 ? [{ label: 'Pending', value: formatPoints(member.pending, reader.locale) }] : []),
    ...(member.debt > 0 ? [{ label: 'Owed', value: formatPoints(member.debt, reader.locale) }] : []),
  ]
  return (
    <dl className="flex flex-wrap gap-x-12 gap-y-4 rounded-lg bg-sunk px-6 py-5">
      {figures.map((figure) => (
        <div key={figure.label}>
          <dt className="text-sm text-muted">{figure.label}</dt>
          <dd className="text-xl font-bold tracking-tight tabular-nums">{figure.value}</dd>
        </div>
      ))}
      <div className="ml-auto self-center">
        <dt className="sr-only">Badges</dt>
        <dd>
          <Link to={`/manage/members/${member.id}/badges`} className="text-link">
            Badges
          </Link>
        </dd>
      </div>
    </dl>
  )
}

/** The accounts in channels that are this member's, with how it was proved. */
export function LinkedAccounts({ accounts, reader }: { accounts: MemberView['identities']; reader: Reader }) {
  if (accounts.length === 0) return <p className="text-muted">None. What their accounts do in channels waits unclaimed until they link one.</p>
  return (
    <ul>
      {accounts.map((account) => (
        <li key={`${account.adapter} ${account.foreignId}`} className="flex items-center gap-3 border-b py-2.5 last:border-0">
          <ChannelIcon channel={account.adapter} size="sm" />
          <span className="min-w-0 flex-1">
            <span className="block truncate font-medium">{account.handle}</span>
            <span className="block truncate text-sm text-muted">
              {account.channel}, id {account.foreignId}
            </span>
          </span>
          <span className="text-sm text-muted">
            {account.proof}, <Time iso={account.provedAt} zone={reader.zone} locale={reader.locale} now={reader.now} look="date" />
          </span>
        </li>
      ))}
    </ul>
  )
}

/** That an account belongs to another person, or which accounts were merged into this one. */
export function MemberMerges({ member }: { member: Pick<MemberView, 'id' | 'mergedInto' | 'merged'> }) {
  const look = (account: number, person: number, words: string) => (
    <Link key={account} to={`/manage/merges/${account}/${person}`} className="text-link">
      {words}
    </Link>
  )
  if (member.mergedInto !== null) {
    return (
      <Notice tone="warning" title="This account belongs to another person">
        What it earns counts for them. {look(member.id, member.mergedInto, 'Look at both, or split them')}
      </Notice>
    )
  }
  if (member.merged.length === 0) return null
  return (
    <p className="text-muted">
      With what was earned by {member.merged.map((one, n) => [n > 0 && ', ', look(one.id, member.id, `@${one.handle}`)])}, merged into this account.
    </p>
  )
}
