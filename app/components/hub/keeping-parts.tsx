import { Link } from '@remix-run/react'
import { PartyPopper } from 'lucide-react'

import { StampSheet, type SheetView } from '#app/components/standing/stamp-sheet.tsx'
import { StreakStrip } from '#app/components/standing/streak-strip.tsx'
import { Section } from '#app/components/ui/section.tsx'

import type { ReaderWords } from './why-chain.tsx'

type Streak = Parameters<typeof StreakStrip>[0]['line']
export type FirstView = { id: number; noun: string }

/** What the member keeps up: the streak, and the card that is nearest to full. */
export function KeepingUp({ streak, sheet, reader }: { streak: Streak | null; sheet: SheetView | null; reader: ReaderWords }) {
  if (!streak && !sheet) return null
  return (
    <Section
      title="Keep it up"
      actions={
        <Link to="/badges" className="text-link py-2">
          All of it
        </Link>
      }
    >
      <div className="flex flex-col gap-8">
        {streak && <StreakStrip line={streak} locale={reader.locale} />}
        {sheet && <StampSheet sheet={sheet} reader={reader} />}
      </div>
    </Section>
  )
}

/** First contributions that were counted since the last visit, each with its page. */
export function Firsts({ firsts }: { firsts: readonly FirstView[] }) {
  if (firsts.length === 0) return null
  return (
    <p className="mb-6 flex flex-wrap items-center gap-x-3 gap-y-1 rounded-lg bg-leaf-soft px-5 py-4 sm:px-7">
      <PartyPopper aria-hidden className="size-6 shrink-0 text-leaf" />
      <strong>A first time:</strong>
      {firsts.map((first) => (
        <Link key={first.id} to={`/moments/${first.id}`} className="text-link">
          your first {first.noun}
        </Link>
      ))}
    </p>
  )
}
