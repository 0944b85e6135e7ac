import type { Reader } from '#app/components/manage/reader.ts'
import { formatPoints } from '#app/components/ui/points.tsx'
import { Section } from '#app/components/ui/section.tsx'
import { Time } from '#app/components/ui/time.tsx'

export type PriceView = { fromPrice: number; toPrice: number; announcedAt: string; holdsFrom: string; open: boolean; withdrawn: boolean }

/** The prices of a reward, with what was announced. */
export function PriceList({ prices, noticeDays, reader }: { prices: readonly PriceView[]; noticeDays: number; reader: Reader }) {
  return (
    <Section title="Prices" lead={`A higher price holds ${noticeDays} days after it was announced.`}>
      <ul className="divide-y">
        {prices.map((price) => (
          <li key={price.announcedAt} className="py-2 text-sm">
            <span className="font-semibold tabular-nums">
              {formatPoints(price.fromPrice, reader.locale)} to {formatPoints(price.toPrice, reader.locale)}
            </span>
            <span className="block text-muted">
              {price.withdrawn ? 'Withdrawn' : price.open ? 'Holds from' : 'Since'}{' '}
              {!price.withdrawn && <Time iso={price.holdsFrom} look="date" {...reader} />}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
