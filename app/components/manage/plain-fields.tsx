import type { ReactNode } from 'react'

import { joinClasses } from '#app/components/ui/join-classes.ts'
import { TextareaField, TextField } from '#app/components/ui/text-field.tsx'

type Start = string | number | undefined

/** A field of a form without script: its name is its id, its start what is stored. */
function plain(name: string, start: Start, id = name) {
  return { id, name, defaultValue: start }
}

type LineProps = {
  name: string
  label: string
  start?: Start
  hint?: string
  id?: string
  number?: { min: number; max: number }
  unit?: ReactNode
  required?: boolean
}

/** One line, or a whole number between two. */
export function Line({ name, label, start, hint, id, number, unit, required }: LineProps) {
  const limits = number ? { type: 'number', inputMode: 'numeric' as const, ...number } : {}
  return (
    <TextField
      field={{ ...plain(name, start, id), required: required ?? false }}
      label={label}
      hint={hint}
      unit={unit}
      autoComplete="off"
      {...limits}
    />
  )
}

/** Several lines. */
export function Lines({ name, label, start, hint, id, rows = 2 }: LineProps & { rows?: number }) {
  return <TextareaField field={plain(name, start, id)} label={label} hint={hint} rows={rows} />
}

/** A choice that is on or off. */
export function Tick({ name, label, start, hint }: { name: string; label: string; start?: boolean; hint?: string }) {
  return (
    <div>
      <label className="flex min-h-11 items-center gap-3">
        <input type="checkbox" name={name} defaultChecked={start} className="size-5 shrink-0" aria-describedby={hint ? `${name}-hint` : undefined} />
        <span>{label}</span>
      </label>
      {hint && (
        <p id={`${name}-hint`} className="-mt-1 pl-8 text-sm text-muted">
          {hint}
        </p>
      )}
    </div>
  )
}

/** A sentence with fields inside it. */
export function Sentence({ children, className }: { children: ReactNode; className?: string }) {
  return <p className={joinClasses('flex flex-wrap items-center gap-x-2 gap-y-2', className)}>{children}</p>
}

/** A field inside a sentence; `label` is for those who hear the page. */
export function Inline({
  name,
  label,
  start,
  wide,
  ...number
}: {
  name: string
  label: string
  start?: Start
  wide?: boolean
  min?: number
  max?: number
}) {
  const isNumber = number.min !== undefined
  return (
    <input
      name={name}
      aria-label={label}
      defaultValue={start}
      type={isNumber ? 'number' : 'text'}
      {...number}
      className={joinClasses('input-face', wide ? 'w-56!' : 'w-24!', isNumber && 'tabular-nums')}
    />
  )
}
