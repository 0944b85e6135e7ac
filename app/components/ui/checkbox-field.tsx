import type { InputHTMLAttributes } from 'react'

import { controlProps, FieldErrors, FieldHint, type FieldState, type FieldWords } from './field.tsx'
import { joinClasses } from './join-classes.ts'

type BoxProps = Omit<InputHTMLAttributes<HTMLInputElement>, 'id' | 'name' | 'type'>

function startChecked(field: FieldState, given?: boolean): boolean | undefined {
  if (given !== undefined) return given
  const value = field.initialValue ?? field.defaultValue
  return value === 'on' || value === true
}

function BoxField({ field, label, hint, defaultChecked, className, ...rest }: FieldWords & BoxProps) {
  return (
    <div>
      <label className="flex min-h-11 items-center gap-3">
        <input
          {...rest}
          {...controlProps(field, Boolean(hint))}
          type="checkbox"
          defaultChecked={rest.checked === undefined ? startChecked(field, defaultChecked) : undefined}
          className={className}
        />
        <span>{label}</span>
      </label>
      <div className="-mt-2.5 pl-8">
        <FieldHint field={field}>{hint}</FieldHint>
        <FieldErrors field={field} />
      </div>
    </div>
  )
}

/** A native checkbox with its label beside it. */
export function CheckboxField(props: FieldWords & BoxProps) {
  return <BoxField {...props} className="size-5 shrink-0" />
}

/** The looks of the on/off switch: a native checkbox drawn as a track with a knob. */
const switchLook = joinClasses(
  'relative h-6 w-11 shrink-0 appearance-none rounded-full border border-edge bg-sunk focus-visible:rounded-full',
  'before:absolute before:top-0.5 before:left-0.5 before:size-4.5 before:rounded-full before:bg-edge before:transition-transform before:duration-150',
  'checked:border-leaf checked:bg-leaf checked:before:translate-x-5 checked:before:bg-on-leaf disabled:opacity-55',
)

/** An on/off switch that is a native checkbox, so it works in a form without script. */
export function SwitchField(props: FieldWords & BoxProps) {
  return <BoxField {...props} role="switch" className={switchLook} />
}
