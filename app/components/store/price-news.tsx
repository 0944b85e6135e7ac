import { Notice } from '#app/components/ui/notice.tsx'
import { formatPoints } from '#app/components/ui/points.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { DrawNote, type DrawView } from './draw-note.tsx'

type Reader = { locale: string; zone: string; now: string; pointsName: string }

/** What is known about later: a higher price from a day on, and when a raffle is drawn. */
export function PriceNews({ coming, draw, reader }: { coming: { to: number; from: string } | null; draw: DrawView | null; reader: Reader }) {
  return (
    <>
      {coming && (
        <Notice>
          From <Time iso={coming.from} look="date" {...reader} /> on it costs {formatPoints(coming.to, reader.locale)} {reader.pointsName}. Until then
          the price above holds.
        </Notice>
      )}
      {draw && <DrawNote draw={draw} reader={reader} />}
    </>
  )
}
