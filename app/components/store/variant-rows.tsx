import { CheckboxField } from '#app/components/ui/checkbox-field.tsx'
import { FieldErrors } from '#app/components/ui/field.tsx'
import { TextField } from '#app/components/ui/text-field.tsx'

export type VariantStart = { id: number | null; size: string; color: string; sku: string; unlimited: boolean; lowAt: number; retired: boolean }

const blank: VariantStart = { id: null, size: '', color: '', sku: '', unlimited: false, lowAt: 5, retired: false }

/** The choices of a reward, one a row; empty rows at the end become new ones. Stock is counted on a page of its own. */
export function VariantRows({ variants, errors }: { variants: readonly VariantStart[]; errors: Record<string, string[]> }) {
  const rows = [...variants, ...Array.from({ length: variants.length === 0 ? 1 : 3 }, () => blank)]
  return (
    <fieldset className="flex flex-col gap-4">
      <legend className="mb-1 text-lg font-bold tracking-tight">What one can choose</legend>
      <p className="text-muted">
        A reward without sizes and colors has one row with both left empty. How many there are is counted on the stock page.
      </p>
      <FieldErrors field={{ id: 'variants', name: 'variants', errors: errors.variants }} />
      {rows.map((variant, n) => {
        const name = (part: string) => ({ id: `variant-${n}-${part}`, name: `variants[${n}].${part}` })
        return (
          <div key={variant.id ?? `new-${n}`} className="grid items-end gap-x-4 gap-y-2 border-t pt-4 sm:grid-cols-[1fr_1fr_1.4fr_100px_auto_auto]">
            {variant.id !== null && <input type="hidden" name={`variants[${n}].id`} value={variant.id} />}
            {variant.id === null && n === 0 && <input type="hidden" name={`variants[${n}].used`} value="on" />}
            <TextField field={name('size')} label="Size" defaultValue={variant.size} />
            <TextField field={name('color')} label="Color" defaultValue={variant.color} />
            <TextField field={name('sku')} label="Stock number" defaultValue={variant.sku} />
            <TextField field={name('lowAt')} label="Low at" type="number" min={0} defaultValue={variant.lowAt} />
            <CheckboxField field={name('unlimited')} label="No end" defaultChecked={variant.unlimited} />
            <CheckboxField field={name('retired')} label="Off" defaultChecked={variant.retired} />
          </div>
        )
      })}
    </fieldset>
  )
}
