import type { ReactNode } from 'react'

/** What a form library knows about one field; conform's field metadata fits as it is. */
export type FieldState = {
  id: string
  name: string
  errors?: string[]
  errorId?: string
  descriptionId?: string
  defaultValue?: unknown
  initialValue?: unknown
  required?: boolean
  minLength?: number
  maxLength?: number
  pattern?: string
}

export type FieldWords = { field: FieldState; label: ReactNode; hint?: ReactNode; labelHidden?: boolean }

function hintId(field: FieldState): string {
  return field.descriptionId ?? `${field.id}-hint`
}

function errorId(field: FieldState): string {
  return field.errorId ?? `${field.id}-error`
}

/** The attributes every native control takes from its field: id, name, limits and what describes it. */
export function controlProps(field: FieldState, hasHint: boolean) {
  const invalid = Boolean(field.errors?.length)
  const describedBy = [hasHint ? hintId(field) : '', invalid ? errorId(field) : ''].filter(Boolean).join(' ')
  return {
    id: field.id,
    name: field.name,
    required: field.required,
    'aria-invalid': invalid || undefined,
    'aria-describedby': describedBy || undefined,
  }
}

/** The text a control starts with: what was sent before an error, else what is stored. */
export function startValue(field: FieldState, given?: string | number): string | number | undefined {
  if (given !== undefined) return given
  const value = field.initialValue ?? field.defaultValue
  return typeof value === 'string' || typeof value === 'number' ? value : undefined
}

/** Hint under a control. */
export function FieldHint({ field, children }: { field: FieldState; children?: ReactNode }) {
  return children ? (
    <p id={hintId(field)} className="mt-1.5 text-sm text-muted">
      {children}
    </p>
  ) : null
}

/** Errors under a control, each a sentence; the control names them as its description. */
export function FieldErrors({ field }: { field: FieldState }) {
  if (!field.errors?.length) return null
  return (
    <div id={errorId(field)} className="mt-1.5 text-sm font-medium text-danger">
      {field.errors.map((error) => (
        <p key={error}>{error}</p>
      ))}
    </div>
  )
}

/** Label, control, hint and errors of one field, stacked. */
export function Field({ field, label, hint, labelHidden, children }: FieldWords & { children: ReactNode }) {
  return (
    <div className="min-w-0">
      <label htmlFor={field.id} className={labelHidden ? 'sr-only' : 'mb-1.5 block text-sm font-semibold'}>
        {label}
      </label>
      {children}
      <FieldHint field={field}>{hint}</FieldHint>
      <FieldErrors field={field} />
    </div>
  )
}
