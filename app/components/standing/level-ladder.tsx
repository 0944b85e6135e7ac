import { Link } from '@remix-run/react'
import { Check } from 'lucide-react'

import { joinClasses } from '#app/components/ui/join-classes.ts'

import { LevelEmblem } from './level-emblem.tsx'

export type ConditionView = { to?: string | null; words: string; current: number; needed: number; met: boolean }
export type LevelView = { rank: number; title: string; story: string; perks: readonly string[]; conditions: readonly ConditionView[] }

/** What is asked, each with what is there and what is needed; what is met carries a check. */
export function Conditions({ conditions, locale }: { conditions: readonly ConditionView[]; locale: string }) {
  return (
    <ul className="flex flex-col gap-1.5">
      {conditions.map((condition) => (
        <li key={condition.words} className="flex items-baseline gap-2 text-sm">
          {condition.met ? (
            <Check aria-hidden className="size-4 shrink-0 translate-y-0.5 text-leaf" strokeWidth={3} />
          ) : (
            <span aria-hidden className="size-4 shrink-0 translate-y-0.5 rounded-full border-2 border-edge" />
          )}
          <span className={condition.met ? 'text-muted' : undefined}>
            <span className="sr-only">{condition.met ? 'Met: ' : 'Still to do: '}</span>
            {condition.to ? (
              <Link to={condition.to} className="text-link text-ink">
                {condition.words}
              </Link>
            ) : (
              condition.words
            )}{' '}
            {condition.needed > 1 && (
              <strong className="tabular-nums">
                {Math.min(condition.current, condition.needed).toLocaleString(locale)}/{condition.needed.toLocaleString(locale)}
              </strong>
            )}
          </span>
        </li>
      ))}
    </ul>
  )
}

/** The levels as a ladder, with what each asks and what it brings; the reader's own is marked. */
export function LevelLadder({ levels, mine, locale }: { levels: readonly LevelView[]; mine: number; locale: string }) {
  return (
    <ol className="flex flex-col">
      {levels.map((level) => (
        <li
          key={level.rank}
          aria-current={level.rank === mine ? 'step' : undefined}
          className={joinClasses(
            'grid gap-x-6 gap-y-3 rounded-lg px-4 py-5 sm:grid-cols-[auto_1fr_minmax(14rem,18rem)] sm:px-6',
            level.rank === mine && 'bg-leaf-soft',
          )}
        >
          <LevelEmblem rank={level.rank} className={level.rank > mine ? 'opacity-60 grayscale' : undefined} />
          <div className="min-w-0">
            <h2 className="text-base font-bold">
              {level.title} {level.rank === mine && <span className="text-sm font-medium text-leaf">you are here</span>}
            </h2>
            {level.story && <p className="text-muted">{level.story}</p>}
            {level.perks.length > 0 && (
              <>
                <p className="mt-2 text-sm font-semibold">It brings</p>
                <ul className="list-disc pl-5 text-sm">
                  {level.perks.map((perk) => (
                    <li key={perk}>{perk}</li>
                  ))}
                </ul>
              </>
            )}
          </div>
          {level.conditions.length > 0 ? (
            <Conditions conditions={level.conditions} locale={locale} />
          ) : (
            <p className="text-sm text-muted">Everybody starts here.</p>
          )}
        </li>
      ))}
    </ol>
  )
}
