import { Link } from '@remix-run/react'

import { ButtonLink } from '#app/components/ui/button.tsx'
import { CopyField } from '#app/components/ui/copy-field.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { Pill } from '#app/components/ui/pill.tsx'
import { Table } from '#app/components/ui/table.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { type DriftKind, driftTitles } from '#app/domain/ledger/drift.ts'

import type { Reader } from './reader.ts'

export type BlockRow = { id: number; fromTurn: number; toTurn: number; lines: number; hash: string; madeAt: string }
export type DriftView = {
  id: number
  what: DriftKind
  place: string
  memberId: number | null
  expected: string
  found: string
  seenAt: string
  goneAt: string | null
}

const short = (hash: string): string => `${hash.slice(0, 12)}…`

/** The newest blocks of the chain, its head to note down, and the hash that a replay must give again. */
export function LedgerChain({
  blocks,
  replay,
  reader,
}: {
  blocks: readonly BlockRow[]
  replay: { hash: string; lines: number } | null
  reader: Reader
}) {
  const [head] = blocks
  return (
    <div className="flex flex-col gap-5">
      {head ? (
        <>
          <CopyField
            label={`Head of the chain, block ${head.id}`}
            value={head.hash}
            hint="Note it down somewhere else. As long as it stands in the chain, nothing before it was changed: npm run ledger -- verify, then this text."
          />
          <Table
            dense
            caption="The newest blocks"
            rows={blocks}
            rowKey={(row) => row.id}
            columns={[
              { key: 'id', title: 'Block', cell: (row) => `Block ${row.id}` },
              { key: 'turns', title: 'Turns', cell: (row) => `${row.fromTurn} to ${row.toTurn}` },
              { key: 'lines', title: 'Lines', numeric: true, cell: (row) => row.lines.toLocaleString(reader.locale) },
              { key: 'hash', title: 'Hash', cell: (row) => <code className="font-mono">{short(row.hash)}</code> },
              { key: 'made', title: 'Sealed', cell: (row) => <Time iso={row.madeAt} zone={reader.zone} locale={reader.locale} now={reader.now} /> },
            ]}
          />
        </>
      ) : (
        <p className="text-muted">The first block is made within a minute of the first line.</p>
      )}
      {replay ? (
        <CopyField
          label={`Hash of all ${replay.lines.toLocaleString(reader.locale)} lines`}
          value={replay.hash}
          hint="A replay of the same history gives the same hash. When lines were written does not count."
        />
      ) : (
        <div>
          <ButtonLink variant="outline" size="sm" to="/manage/ledger?hash=now" preventScrollReset>
            Compute the hash of all lines
          </ButtonLink>
        </div>
      )}
    </div>
  )
}

/** What the continuous check found, in words, and when it last looked at everybody. */
export function LedgerDrift({ rows, passedAt, reader }: { rows: readonly DriftView[]; passedAt: string | null; reader: Reader }) {
  const open = rows.filter((row) => row.goneAt === null)
  const time = (iso: string) => <Time iso={iso} zone={reader.zone} locale={reader.locale} now={reader.now} />
  return (
    <div className="flex flex-col gap-5">
      {open.length === 0 ? (
        <Notice tone="good">
          {passedAt ? <>Everything fits. The last walk over all members began {time(passedAt)}.</> : 'The first walk over all members is under way.'}
        </Notice>
      ) : (
        <Notice
          tone="danger"
          title={open.length === 1 ? 'One figure does not follow from the book' : `${open.length} figures do not follow from the book`}
        >
          Nothing is put right by itself. Look at the lines and at who can reach the database.
        </Notice>
      )}
      {rows.length > 0 && (
        <ul>
          {rows.map((row) => (
            <li key={row.id} className="border-b py-3 last:border-0">
              <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
                <span className="font-semibold">{driftTitles[row.what]}</span>
                {row.goneAt ? <Pill>Gone {time(row.goneAt)}</Pill> : <Pill tone="bad">Since {time(row.seenAt)}</Pill>}
              </p>
              <p className="text-sm break-words text-muted">
                {row.memberId === null ? (
                  row.place
                ) : (
                  <Link to={`/manage/members/${row.memberId}`} className="text-link">
                    {row.place}
                  </Link>
                )}
                : expected {row.expected}; found {row.found}
              </p>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
