import { Link } from '@remix-run/react'

import { Section } from '#app/components/ui/section.tsx'
import { Table } from '#app/components/ui/table.tsx'
import type { Credit } from '#app/domain/activities/walks.ts'

import { deedColumns, type DeedView } from './deed-columns.tsx'
import type { Reader } from './reader.ts'

export type CreditView = Credit & { uncredited: (DeedView & { member: number; why: string })[] }

const count = (number: number, locale: string, one: string, many: string) => `${number.toLocaleString(locale)} ${number === 1 ? one : many}`

/** What the platform says, what was credited, and for each that was not: why. */
export function WalkCredit({ channel, credit, reader }: { channel: string; credit: CreditView; reader: Reader }) {
  const { locale } = reader
  const rest = [
    credit.back > 0 && count(credit.back, locale, 'was taken back since', 'were taken back since'),
    credit.unclaimed > 0 && count(credit.unclaimed, locale, 'waits for somebody to link the account', 'wait for somebody to link the account'),
    credit.waiting > 0 && count(credit.waiting, locale, 'is being settled', 'are being settled'),
    credit.parked > 0 && count(credit.parked, locale, 'is stuck', 'are stuck'),
    credit.nothing > 0 && count(credit.nothing, locale, 'gave nothing', 'gave nothing'),
  ].filter(Boolean)
  const known = [count(credit.credited, locale, 'is credited', 'are credited'), ...rest].join(', ')
  return (
    <Section
      title="What counted, and what did not"
      lead={`${channel} has ${credit.upstream.toLocaleString(locale)} of them. Of all that is known here since then ${known}.`}
    >
      {credit.uncredited.length > 0 && (
        <Table
          dense
          caption="What gave nothing, and why"
          rows={credit.uncredited}
          rowKey={(row) => row.id}
          columns={[
            ...deedColumns(reader),
            {
              key: 'why',
              title: 'Why it gave nothing',
              cell: (row) => (
                <>
                  {row.why}{' '}
                  <Link to={`/activity/${row.id}?member=${row.member}`} className="text-link">
                    In full
                  </Link>
                </>
              ),
            },
          ]}
        />
      )}
    </Section>
  )
}
