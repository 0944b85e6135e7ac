import { ChevronDown } from 'lucide-react'
import type { SelectHTMLAttributes } from 'react'

import { controlProps, Field, startValue, type FieldWords } from './field.tsx'
import { joinClasses } from './join-classes.ts'

export type Choice = { value: string; label: string; disabled?: boolean }
export type ChoiceGroup = { group: string; choices: Choice[] }

type SelectProps = Omit<SelectHTMLAttributes<HTMLSelectElement>, 'children'> & { choices: (Choice | ChoiceGroup)[]; placeholder?: string }

/** The native drop-down alone, for toolbars and sentence forms; give it an `aria-label` when no label stands beside it. */
export function Select({ choices, placeholder, className, ...rest }: SelectProps) {
  return (
    <span className="relative inline-block w-full max-w-full min-w-0">
      <select {...rest} className={joinClasses('input-face appearance-none truncate pr-9!', className)}>
        {placeholder !== undefined && <option value="">{placeholder}</option>}
        {choices.map((item) =>
          'group' in item ? (
            <optgroup key={item.group} label={item.group}>
              {item.choices.map((choice) => (
                <Option key={choice.value} {...choice} />
              ))}
            </optgroup>
          ) : (
            <Option key={item.value} {...item} />
          ),
        )}
      </select>
      <ChevronDown aria-hidden className="pointer-events-none absolute top-1/2 right-3 size-4 -translate-y-1/2 text-muted" />
    </span>
  )
}

function Option({ value, label, disabled }: Choice) {
  return (
    <option value={value} disabled={disabled}>
      {label}
    </option>
  )
}

/** A native drop-down with its label, hint and errors. */
export function SelectField({ field, label, hint, labelHidden, defaultValue, ...rest }: FieldWords & SelectProps & { defaultValue?: string }) {
  return (
    <Field field={field} label={label} hint={hint} labelHidden={labelHidden}>
      <Select
        {...rest}
        {...controlProps(field, Boolean(hint))}
        defaultValue={rest.value === undefined ? startValue(field, defaultValue) : undefined}
      />
    </Field>
  )
}
