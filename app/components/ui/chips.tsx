import { FieldErrors, FieldHint, type FieldWords } from './field.tsx'

export type Chip = { value: string; label: string }

/** Several of many, each a small pill to tick; native checkboxes inside a fieldset. */
export function Chips({ field, label, hint, labelHidden, chips, chosen }: FieldWords & { chips: readonly Chip[]; chosen: readonly string[] }) {
  return (
    <fieldset className="min-w-0">
      <legend className={labelHidden ? 'sr-only' : 'mb-2 text-sm font-semibold'}>{label}</legend>
      <div className="flex flex-wrap gap-2">
        {chips.map((chip) => (
          <label
            key={chip.value}
            className="flex min-h-9 items-center gap-2 rounded-full border border-edge bg-card px-3.5 text-sm hover:border-leaf has-checked:border-leaf has-checked:bg-leaf-soft has-checked:font-semibold"
          >
            <input
              type="checkbox"
              id={`${field.id}-${chip.value.replaceAll(' ', '-')}`}
              name={field.name}
              value={chip.value}
              defaultChecked={chosen.includes(chip.value)}
              className="size-4 shrink-0"
            />
            {chip.label}
          </label>
        ))}
      </div>
      <FieldHint field={field}>{hint}</FieldHint>
      <FieldErrors field={field} />
    </fieldset>
  )
}
