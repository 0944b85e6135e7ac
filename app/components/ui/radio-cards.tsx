import type { ReactNode } from 'react'

import { FieldErrors, FieldHint, startValue, type FieldWords } from './field.tsx'
import { joinClasses } from './join-classes.ts'

export type RadioCard = { value: string; label: ReactNode; description?: ReactNode; icon?: ReactNode; disabled?: boolean }

/** One choice of few, each explained on a card; native radio buttons inside a fieldset. */
export function RadioCards({ field, label, hint, labelHidden, cards, defaultValue }: FieldWords & { cards: RadioCard[]; defaultValue?: string }) {
  const start = startValue(field, defaultValue)
  return (
    <fieldset className="min-w-0">
      <legend className={labelHidden ? 'sr-only' : 'mb-2 text-sm font-semibold'}>{label}</legend>
      <div
        className={joinClasses(
          'grid gap-3',
          // Three stand side by side where they can, so that none is left alone.
          cards.length === 3 ? 'sm:grid-cols-[repeat(auto-fit,minmax(160px,1fr))]' : 'sm:grid-cols-[repeat(auto-fit,minmax(200px,1fr))]',
        )}
      >
        {cards.map((card) => (
          <label
            key={card.value}
            className="card flex items-start gap-3 p-4 hover:border-leaf has-checked:border-leaf has-checked:bg-leaf-soft has-disabled:opacity-55"
          >
            <input
              type="radio"
              id={`${field.id}-${card.value}`}
              name={field.name}
              value={card.value}
              required={field.required}
              disabled={card.disabled}
              defaultChecked={start === card.value}
              className="mt-1 size-4 shrink-0"
            />
            <span className="min-w-0">
              <span className="flex items-center gap-2 font-semibold">
                {card.icon}
                {card.label}
              </span>
              {card.description && <span className="mt-0.5 block text-sm text-muted">{card.description}</span>}
            </span>
          </label>
        ))}
      </div>
      <FieldHint field={field}>{hint}</FieldHint>
      <FieldErrors field={field} />
    </fieldset>
  )
}
