import { Link } from '@remix-run/react'

import { Avatar } from '#app/components/ui/avatar.tsx'
import { Pill } from '#app/components/ui/pill.tsx'
import { formatPoints } from '#app/components/ui/points.tsx'
import { Table } from '#app/components/ui/table.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { type Role, roleTitles } from '#app/domain/members/roles.ts'

import type { Reader } from './reader.ts'

export type MemberRowView = {
  id: number
  handle: string
  name: string
  email: string | null
  state: string
  joinedAt: string
  lastSeenAt: string | null
  lifetime: number
  level: string | null
  roles: Role[]
  accounts: { adapter: string; handle: string }[]
}

/** Members as rows, each with a box to choose it by where asked: who, level, points, linked accounts, role, last seen. */
export function MemberTable({
  rows,
  withContact,
  choosable,
  reader,
}: {
  rows: readonly MemberRowView[]
  withContact: boolean
  choosable: boolean
  reader: Reader
}) {
  return (
    <Table
      dense
      caption="Members"
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        { key: 'who', title: 'Member', cell: (row) => <Who row={row} withContact={withContact} choosable={choosable} /> },
        { key: 'level', title: 'Level', cell: (row) => row.level ?? '–' },
        { key: 'points', title: `Lifetime ${reader.pointsName}`, numeric: true, cell: (row) => formatPoints(row.lifetime, reader.locale) },
        {
          key: 'accounts',
          title: 'Linked accounts',
          wideOnly: true,
          cell: (row) => row.accounts.map((one) => `${one.adapter}: ${one.handle}`).join(', ') || '–',
        },
        { key: 'roles', title: 'Role', cell: (row) => row.roles.map((role) => roleTitles[role]).join(', ') || '–' },
        {
          key: 'seen',
          title: 'Last seen',
          cell: (row) => (row.lastSeenAt ? <Time iso={row.lastSeenAt} zone={reader.zone} locale={reader.locale} now={reader.now} /> : 'never'),
        },
      ]}
    />
  )
}

function Who({ row, withContact, choosable }: { row: MemberRowView; withContact: boolean; choosable: boolean }) {
  return (
    <span className="flex min-w-0 items-center gap-3">
      {choosable && <input type="checkbox" name="member" value={row.id} aria-label={`Choose ${row.name}`} className="size-5 shrink-0" />}
      <Avatar handle={row.handle} size="sm" />
      <span className="min-w-0">
        <Link to={`/manage/members/${row.id}`} prefetch="intent" className="block truncate font-semibold hover:text-leaf hover:underline">
          {row.name}
        </Link>
        <span className="block truncate font-normal text-muted">
          @{row.handle}
          {withContact && row.email && ` · ${row.email}`}
        </span>
      </span>
      {row.state === 'paused' && <Pill tone="waiting">Paused</Pill>}
      {row.state === 'removed' && <Pill tone="bad">Removed</Pill>}
    </span>
  )
}
