import { SelectField } from '#app/components/ui/select-field.tsx'
import { TextareaField, TextField } from '#app/components/ui/text-field.tsx'

/** What stands in the fields of a form that works without script. */
export type Draft = Record<string, string | string[]>

/** The text that stands in a field, or nothing. */
export function textOf(draft: Draft, name: string): string {
  const value = draft[name]
  return typeof value === 'string' ? value : ''
}

/** The list that stands in a field. */
export function listOf(draft: Draft, name: string): string[] {
  const value = draft[name]
  return Array.isArray(value) ? value : []
}

type Props = { draft: Draft; name: string; label: string; hint?: string; required?: boolean }

/** One line. */
export function DraftLine({
  draft,
  name,
  label,
  hint,
  required,
  type = 'text',
  ...limits
}: Props & { type?: string; min?: number; max?: number; step?: number; placeholder?: string }) {
  return (
    <TextField
      field={{ id: name, name, required: required ?? false, defaultValue: textOf(draft, name) }}
      label={label}
      hint={hint}
      type={type}
      autoComplete="off"
      {...limits}
    />
  )
}

/** Several lines. */
export function DraftLines({ draft, name, label, hint, rows = 3 }: Props & { rows?: number }) {
  return <TextareaField field={{ id: name, name, defaultValue: textOf(draft, name) }} label={label} hint={hint} rows={rows} />
}

/** One of several. */
export function DraftChoice({ draft, name, label, hint, choices }: Props & { choices: { value: string; label: string }[] }) {
  return <SelectField field={{ id: name, name, defaultValue: textOf(draft, name) }} label={label} hint={hint} choices={choices} />
}
