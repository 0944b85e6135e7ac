/** Of a list's form, a label above its field. */
export const columnLabel = 'flex min-w-0 flex-col gap-1.5 text-sm font-semibold'
/** Of a list's form, a field. */
export const columnFace = 'input-face min-h-11 font-normal'

/** A choice among a list's columns for each part of a row, the value of the first row beside each; then how dates are written. */
export function ColumnChoices<Name extends string>({
  parts,
  form,
  columns,
  sample,
}: {
  parts: readonly (readonly [name: Name, words: string, hint: string])[]
  form: Readonly<Record<Name | 'dates', string>>
  columns: readonly string[]
  sample: Readonly<Record<string, string>>
}) {
  const shown = (name: string) => (sample[name] ? `${name} (${sample[name].slice(0, 30)})` : name)
  return (
    <>
      {parts.map(([name, words, hint]) => (
        <label key={name} className={columnLabel}>
          {words}
          <select name={name} defaultValue={form[name]} className={columnFace} aria-describedby={hint ? `${name}-hint` : undefined}>
            <option value="">none</option>
            {columns.map((column) => (
              <option key={column} value={column}>
                {shown(column)}
              </option>
            ))}
          </select>
          {hint && (
            <span id={`${name}-hint`} className="font-normal text-muted">
              {hint}
            </span>
          )}
        </label>
      ))}
      <label className={columnLabel}>
        Dates are written
        <select name="dates" defaultValue={form.dates} className={columnFace}>
          <option value="iso">2026-10-31</option>
          <option value="dmy">31.10.2026</option>
          <option value="mdy">10/31/2026</option>
        </select>
      </label>
    </>
  )
}
