import { Notice } from '#app/components/ui/notice.tsx'
import { formatPoints } from '#app/components/ui/points.tsx'
import { Time } from '#app/components/ui/time.tsx'

type Reader = { locale: string; zone: string; now: string; pointsName: string }

/** What is known about later: a higher price from a day on, and when a raffle is drawn. */
export function PriceNews({ coming, drawsAt, reader }: { coming: { to: number; from: string } | null; drawsAt: string | null; reader: Reader }) {
  return (
    <>
      {coming && (
        <Notice>
          From <Time iso={coming.from} look="date" {...reader} /> on it costs {formatPoints(coming.to, reader.locale)} {reader.pointsName}. Until then
          the price above holds.
        </Notice>
      )}
      {drawsAt && (
        <Notice>
          The draw is on <Time iso={drawsAt} look="full" {...reader} />. Each ticket has the same chance.
        </Notice>
      )}
    </>
  )
}
