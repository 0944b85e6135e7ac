import { ChevronDown } from 'lucide-react'
import { useState } from 'react'

import { FieldErrors, type FieldState } from '#app/components/ui/field.tsx'
import { listInWords } from '#app/domain/rules/reward-words.ts'
import type { KindCards } from '#app/domain/rules/sentence.ts'

export type Channel = { id: string; title: string; connected: boolean }

/** What is chosen, in words. */
function chosenInWords(kinds: readonly string[], cards: KindCards): string {
  return listInWords(
    kinds.map((kind) => (kind === '*' ? 'anything counts' : (cards[kind]?.when ?? kind))),
    'or',
  )
}

type Choice = { name: string; chosen: readonly string[]; cards: KindCards }

/** Which happenings a rule looks at: native checkboxes under a summary that says the choice. Channels nobody has connected are folded away below the others. */
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
  // What is chosen now moves no channel while somebody is choosing.
  const [first] = useState(chosen)
  const choice = { name: field.name, chosen, cards }
  const near = channels.filter(({ id, connected }) => connected || first.some((kind) => kind.startsWith(`${id}:`)))
  const others = channels.filter((channel) => !near.includes(channel) && kindsOf(channel.id, cards).length > 0)
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
        <div className="mt-1 max-h-96 overflow-y-auto rounded-md border bg-card p-4">
          {near.map((channel) => (
            <ChannelKinds key={channel.id} channel={channel} choice={choice} />
          ))}
          <label className="flex min-h-9 items-center gap-2.5 border-t pt-2 text-sm">
            <input type="checkbox" name={field.name} value="*" defaultChecked={chosen.includes('*')} className="size-4 shrink-0" />
            anything counts (for rules that multiply)
          </label>
          {others.length > 0 && (
            <details className="group/others mt-2 border-t pt-2" onToggle={(event) => event.stopPropagation()}>
              <summary className="flex min-h-9 cursor-pointer items-center justify-between gap-3 text-sm font-semibold">
                <span>
                  Other channels <span className="font-normal text-muted">({others.length}, not connected yet)</span>
                </span>
                <ChevronDown aria-hidden className="size-4 shrink-0 text-muted group-open/others:rotate-180" />
              </summary>
              <div className="mt-2">
                {others.map((channel) => (
                  <ChannelKinds key={channel.id} channel={channel} choice={choice} />
                ))}
              </div>
            </details>
          )}
        </div>
      </details>
      <FieldErrors field={field} />
    </div>
  )
}

function ChannelKinds({ channel, choice: { name, chosen, cards } }: { channel: Channel; choice: Choice }) {
  return (
    <fieldset className="mb-4 last:mb-0">
      <legend className="mb-1 text-sm font-semibold text-muted">{channel.title}</legend>
      <div className="grid gap-x-4 sm:grid-cols-2">
        {kindsOf(channel.id, cards).map(([kind, when]) => (
          <label key={kind} className="flex min-h-9 items-center gap-2.5 text-sm">
            <input type="checkbox" name={name} value={kind} defaultChecked={chosen.includes(kind)} className="size-4 shrink-0" />
            {when}
          </label>
        ))}
      </div>
    </fieldset>
  )
}

function kindsOf(channel: string, cards: KindCards): [string, string][] {
  return Object.entries(cards)
    .filter(([kind, card]) => kind.startsWith(`${channel}:`) && !card.undo)
    .map(([kind, card]) => [kind, card.when])
}
