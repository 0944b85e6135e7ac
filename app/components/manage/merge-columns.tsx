import { Link } from '@remix-run/react'

import { Avatar } from '#app/components/ui/avatar.tsx'
import { formatPoints } from '#app/components/ui/points.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { type Role, roleTitles } from '#app/domain/members/roles.ts'

import type { Reader } from './reader.ts'

export type PartyView = {
  id: number
  handle: string
  name: string
  email: string | null
  bio: string
  timeZone: string
  joinedAt: string
  lastSeenAt: string | null
  level: string | null
  lifetime: number
  spendable: number
  roles: Role[]
  identities: { channel: string; handle: string }[]
  mergedInto: number | null
  merged: { id: number; handle: string }[]
}

/** Two accounts side by side, row by row. */
export function MergeColumns({ parties, reader }: { parties: readonly [PartyView, PartyView]; reader: Reader }) {
  const time = (iso: string | null) => (iso ? <Time iso={iso} zone={reader.zone} locale={reader.locale} now={reader.now} look="date" /> : 'never')
  const rows: { label: string; cell: (party: PartyView) => React.ReactNode }[] = [
    { label: 'Name', cell: (party) => party.name },
    { label: 'Address', cell: (party) => party.email ?? '–' },
    { label: 'Channels', cell: (party) => party.identities.map((one) => `${one.channel}: ${one.handle}`).join(', ') || '–' },
    { label: `Lifetime ${reader.pointsName}`, cell: (party) => formatPoints(party.lifetime, reader.locale) },
    { label: 'To spend', cell: (party) => formatPoints(party.spendable, reader.locale) },
    { label: 'Level', cell: (party) => party.level ?? '–' },
    { label: 'Role', cell: (party) => party.roles.map((role) => roleTitles[role]).join(', ') || '–' },
    { label: 'Joined', cell: (party) => time(party.joinedAt) },
    { label: 'Last seen', cell: (party) => time(party.lastSeenAt) },
    { label: 'Time zone', cell: (party) => party.timeZone },
    { label: 'About', cell: (party) => party.bio || '–' },
  ]
  return (
    <table className="w-full table-fixed border-collapse text-left">
      <caption className="sr-only">Both accounts, side by side</caption>
      <thead>
        <tr>
          <td className="w-24 sm:w-44" />
          {parties.map((party) => (
            <th key={party.id} scope="col" className="px-2 pb-3 align-bottom sm:px-3">
              <Avatar handle={party.handle} size="sm" />
              <Link to={`/manage/members/${party.id}`} className="mt-1 block truncate font-semibold hover:text-leaf hover:underline">
                @{party.handle}
              </Link>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.label} className="border-t">
            <th scope="row" className="py-2 pr-2 align-top text-sm font-medium text-muted">
              {row.label}
            </th>
            {parties.map((party) => (
              <td key={party.id} className="px-2 py-2 align-top break-words tabular-nums sm:px-3">
                {row.cell(party)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
