import { ChevronDown } from 'lucide-react'
import { useState } from 'react'

import { FieldErrors, type FieldState } from '#app/components/ui/field.tsx'
import { listInWords } from '#app/domain/rules/reward-words.ts'
import type { KindCards } from '#app/domain/rules/sentence.ts'

export type Channel = { id: string; title: string }

/** What is chosen, in words. */
function chosenInWords(kinds: readonly string[], cards: KindCards): string {
  return listInWords(
    kinds.map((kind) => (kind === '*' ? 'anything counts' : (cards[kind]?.when ?? kind))),
    'or',
  )
}

/** Which happenings a rule looks at: native checkboxes under a summary that says the choice, grouped by channel. */
export function RuleKinds({
  field,
  chosen,
  cards,
  channels,
}: {
  field: FieldState
  chosen: readonly string[]
  cards: KindCards
  channels: readonly Channel[]
}) {
  const [open, setOpen] = useState(chosen.length === 0)
  return (
    <div>
      <details className="group/kinds" open={open || Boolean(field.errors?.length)} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary
          aria-describedby={field.errors?.length ? field.errorId : undefined}
          className="input-face flex items-center justify-between gap-3 font-medium aria-invalid:border-danger"
        >
          <span className={chosen.length > 0 ? '' : 'text-muted'}>{chosenInWords(chosen, cards) || 'Choose what happens'}</span>
          <ChevronDown aria-hidden className="size-4 shrink-0 text-muted group-open/kinds:rotate-180" />
        </summary>
        <div className="mt-1 max-h-80 overflow-y-auto rounded-md border bg-card p-4">
          {channels.map((channel) => (
            <fieldset key={channel.id} className="mb-4 last:mb-0">
              <legend className="mb-1 text-sm font-semibold text-muted">{channel.title}</legend>
              <div className="grid gap-x-4 sm:grid-cols-2">
                {kindsOf(channel.id, cards).map(([kind, when]) => (
                  <label key={kind} className="flex min-h-9 items-center gap-2.5 text-sm">
                    <input type="checkbox" name={field.name} value={kind} defaultChecked={chosen.includes(kind)} className="size-4 shrink-0" />
                    {when}
                  </label>
                ))}
              </div>
            </fieldset>
          ))}
          <label className="flex min-h-9 items-center gap-2.5 border-t pt-2 text-sm">
            <input type="checkbox" name={field.name} value="*" defaultChecked={chosen.includes('*')} className="size-4 shrink-0" />
            anything counts (for rules that multiply)
          </label>
        </div>
      </details>
      <FieldErrors field={field} />
    </div>
  )
}

function kindsOf(channel: string, cards: KindCards): [string, string][] {
  return Object.entries(cards)
    .filter(([kind, card]) => kind.startsWith(`${channel}:`) && !card.undo)
    .map(([kind, card]) => [kind, card.when])
}
