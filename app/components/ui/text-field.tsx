import type { InputHTMLAttributes, ReactNode, TextareaHTMLAttributes } from 'react'

import { controlProps, Field, startValue, type FieldWords } from './field.tsx'
import { joinClasses } from './join-classes.ts'

type InputProps = Omit<InputHTMLAttributes<HTMLInputElement>, 'id' | 'name' | 'defaultValue'> & { defaultValue?: string | number }

/** One line of text (or mail, password, number, date) with its label, hint and errors. */
export function TextField({
  field,
  label,
  hint,
  labelHidden,
  unit,
  defaultValue,
  className,
  ...rest
}: FieldWords & InputProps & { unit?: ReactNode }) {
  const input = (
    <input
      type="text"
      minLength={field.minLength}
      maxLength={field.maxLength}
      pattern={field.pattern}
      {...rest}
      {...controlProps(field, Boolean(hint))}
      defaultValue={rest.value === undefined ? startValue(field, defaultValue) : undefined}
      className={joinClasses('input-face', rest.type === 'number' && 'tabular-nums', className)}
    />
  )
  return (
    <Field field={field} label={label} hint={hint} labelHidden={labelHidden}>
      {unit ? (
        <div className="flex items-center gap-2">
          {input}
          <span className="shrink-0 text-sm text-muted">{unit}</span>
        </div>
      ) : (
        input
      )}
    </Field>
  )
}

type AreaProps = Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'id' | 'name' | 'defaultValue'> & { defaultValue?: string }

/** Several lines of text with its label, hint and errors. */
export function TextareaField({ field, label, hint, labelHidden, defaultValue, className, ...rest }: FieldWords & AreaProps) {
  return (
    <Field field={field} label={label} hint={hint} labelHidden={labelHidden}>
      <textarea
        rows={4}
        minLength={field.minLength}
        maxLength={field.maxLength}
        {...rest}
        {...controlProps(field, Boolean(hint))}
        defaultValue={rest.value === undefined ? startValue(field, defaultValue) : undefined}
        className={joinClasses('input-face resize-y', className)}
      />
    </Field>
  )
}
