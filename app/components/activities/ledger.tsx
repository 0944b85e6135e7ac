import type { ReactNode } from 'react'

import { formatPoints } from '#app/components/ui/points.tsx'
import { dayOf, dayTitle } from '#app/components/ui/time.tsx'

import { LedgerRow, type LedgerWords } from './ledger-row.tsx'
import type { LedgerLine } from './types.ts'

/** The lines under the day they happened on, in the reader's zone; the order of the lines stays. */
function byDay(lines: readonly LedgerLine[], zone: string): { day: string; lines: LedgerLine[] }[] {
  const days: { day: string; lines: LedgerLine[] }[] = []
  for (const line of lines) {
    const day = dayOf(line.occurredAt, zone)
    const last = days.at(-1)
    if (last?.day === day) last.lines.push(line)
    else days.push({ day, lines: [line] })
  }
  return days
}

/** What the day brought: what counted and what was taken back; pending and reversed lines add nothing. */
function brought(lines: readonly LedgerLine[]): number {
  return lines.filter((line) => line.status === 'counted').reduce((sum, line) => sum + line.points, 0)
}

type LedgerProps = LedgerWords & { lines: readonly LedgerLine[]; empty?: ReactNode; openId?: string; headingLevel?: 2 | 3 }

/** A member's ledger, newest first, under day headings; each line opens to its cause. `empty` stands in its place when there is none. */
export function Ledger({ lines, empty, openId, headingLevel = 2, ...words }: LedgerProps) {
  if (!lines.length) return <>{empty}</>
  const Heading = headingLevel === 2 ? 'h2' : 'h3'
  return (
    <div className="flex flex-col gap-8">
      {byDay(lines, words.zone).map(({ day, lines: ofDay }) => (
        <section key={`${day}-${ofDay[0]?.id}`} aria-label={dayTitle(ofDay[0]!.occurredAt, words.zone, words.now, words.locale)}>
          <Heading className="flex items-baseline justify-between gap-4 border-b-2 border-ink pb-2 font-bold">
            {dayTitle(ofDay[0]!.occurredAt, words.zone, words.now, words.locale)}
            {brought(ofDay) !== 0 && (
              <span className="text-sm font-semibold text-leaf tabular-nums">
                {formatPoints(brought(ofDay), words.locale, true)} {words.pointsName}
              </span>
            )}
          </Heading>
          <ol>
            {ofDay.map((line) => (
              <LedgerRow key={line.id} line={line} open={line.id === openId} {...words} />
            ))}
          </ol>
        </section>
      ))}
    </div>
  )
}
