import type { ReactNode } from 'react'

import { joinClasses } from './join-classes.ts'

export type PillTone = 'good' | 'waiting' | 'bad' | 'quiet' | 'gold'

const tones: Record<PillTone, string> = {
  good: 'bg-leaf-soft text-leaf',
  waiting: 'bg-gold-soft text-gold',
  gold: 'bg-shine text-on-shine',
  bad: 'bg-danger-soft text-danger',
  quiet: 'bg-line/60 text-muted',
}

const dots: Record<PillTone, string> = {
  good: 'bg-leaf',
  waiting: 'border-[1.5px] border-gold',
  gold: 'bg-on-shine',
  bad: 'bg-danger',
  quiet: 'border-[1.5px] border-muted',
}

/** A quiet word about a state: counted, pending, reversed, on, off. The dot's form repeats what the color says. */
export function Pill({ tone = 'quiet', children }: { tone?: PillTone; children: ReactNode }) {
  return (
    <span
      className={joinClasses(
        'inline-flex items-center gap-1.5 rounded-full py-0.5 pr-2.5 pl-2 text-sm leading-5 font-medium whitespace-nowrap',
        tones[tone],
      )}
    >
      <span aria-hidden className={joinClasses('size-1.5 shrink-0 rounded-full', dots[tone])} />
      {children}
    </span>
  )
}
