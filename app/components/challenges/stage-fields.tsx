import { CheckboxField } from '#app/components/ui/checkbox-field.tsx'
import { Chips } from '#app/components/ui/chips.tsx'
import { FieldErrors, FieldHint } from '#app/components/ui/field.tsx'
import { RadioCards } from '#app/components/ui/radio-cards.tsx'
import { TextareaField, TextField } from '#app/components/ui/text-field.tsx'
import type { Field } from '#app/domain/challenges/types/type.ts'

type Props = { fields: readonly Field[]; content: Record<string, unknown>; faults: Record<string, string> }

/** The fields of a stage, drawn from what its type says of them. Native controls, so they work without script. */
export function StageFields({ fields, content, faults }: Props) {
  return fields.map((field) => <StageField key={field.name} field={field} value={content[field.name]} fault={faults[field.name]} />)
}

function StageField({ field, value, fault }: { field: Field; value: unknown; fault: string | undefined }) {
  const state = {
    id: `stage-${field.name}`,
    name: field.name,
    required: field.required === true && field.kind !== 'file',
    ...(fault && { errors: [fault] }),
  }
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : ''
  const words = { field: state, label: field.label, ...(field.hint && { hint: field.hint }) }
  switch (field.kind) {
    case 'long':
      return <TextareaField {...words} hint={field.hint ?? lengthWords(field)} defaultValue={text} rows={7} />
    case 'choice':
      return <RadioCards {...words} cards={field.options.map(({ value: one, label }) => ({ value: one, label }))} defaultValue={text} />
    case 'choices':
      return <Chips {...words} chips={[...field.options]} chosen={Array.isArray(value) ? value.map(String) : []} />
    case 'check':
      return <CheckboxField {...words} defaultChecked={value === true} />
    case 'file':
      return <FileField field={state} label={field.label} kept={Array.isArray(value) ? value.map(String) : []} />
    case 'url':
      return <TextField {...words} type="url" inputMode="url" placeholder="https://" defaultValue={text} />
    case 'number':
      return <TextField {...words} type="number" min={field.min} max={field.max} defaultValue={text} />
    case 'date':
      return <TextField {...words} type="date" defaultValue={text} />
    default:
      return <TextField {...words} defaultValue={text} autoComplete="off" />
  }
}

function lengthWords({ least, most }: { least?: number; most?: number }): string | undefined {
  if (least && least > 1) return most ? `${least} to ${most.toLocaleString('en-US')} characters.` : `At least ${least} characters.`
  return undefined
}

/** Files that were kept stand as hidden values, so that they are handed in again with the rest. */
function FileField({ field, label, kept }: { field: { id: string; name: string; errors?: string[] }; label: string; kept: string[] }) {
  return (
    <div>
      <label htmlFor={field.id} className="mb-1.5 block text-sm font-semibold">
        {label}
      </label>
      {kept.map((id) => (
        <input key={id} type="hidden" name={field.name} value={id} />
      ))}
      {kept.length > 0 && (
        <p className="mb-2 text-sm text-leaf">
          {kept.length === 1 ? 'One file is kept.' : `${kept.length} files are kept.`} Choose more to add them.
        </p>
      )}
      <input
        id={field.id}
        type="file"
        name={field.name}
        multiple
        className="input-face file:mr-3 file:rounded-full file:border-0 file:bg-leaf-soft file:px-3 file:py-1 file:font-semibold file:text-leaf"
      />
      <FieldHint field={field}>Pictures, PDF or text, at most 10 MB each.</FieldHint>
      <FieldErrors field={field} />
    </div>
  )
}
