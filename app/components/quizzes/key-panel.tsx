import { Check, CircleDashed, X } from 'lucide-react'

import { joinClasses } from '#app/components/ui/join-classes.ts'
import { Prose } from '#app/components/ui/prose.tsx'
import type { KeyView } from '#app/domain/quizzes/view.ts'

/** What an answer was worth, what would have been right, and why. `announce` reads it out right after the answer. */
export function KeyPanel({ shown, announce = false }: { shown: KeyView; announce?: boolean }) {
  const look = worthLook(shown.fraction)
  return (
    <div role={announce ? 'status' : undefined} className={joinClasses('rounded-md p-5', look.box)}>
      <p className={joinClasses('flex items-center gap-2 font-bold', look.text)}>
        <look.icon aria-hidden className="size-5 shrink-0" /> {look.words}
      </p>
      {shown.fraction < 1 && (
        <div className="mt-3">
          <p className="text-sm font-semibold">Right would be</p>
          <ul className={shown.right.length > 1 ? 'mt-1 list-disc pl-5' : 'mt-1'}>
            {shown.right.map((html, index) => (
              <li key={index}>
                <Prose html={html} />
              </li>
            ))}
          </ul>
        </div>
      )}
      {shown.explanation && <Prose html={shown.explanation} className="mt-3" />}
    </div>
  )
}

/** How the worth of an answer (0 to 1) is said and drawn. */
function worthLook(fraction: number) {
  if (fraction >= 1) return { icon: Check, words: 'Right', box: 'bg-leaf-soft', text: 'text-leaf' }
  if (fraction <= 0) return { icon: X, words: 'Not right', box: 'bg-danger-soft', text: 'text-danger' }
  return { icon: CircleDashed, words: `Partly right: ${Math.round(fraction * 100)}% of the marks`, box: 'bg-gold-soft', text: 'text-gold' }
}
