import { Form } from '@remix-run/react'
import { Button } from '#app/components/ui/button.tsx'
import { TextareaField, TextField } from '#app/components/ui/text-field.tsx'

/** How many were counted of one choice, and why it differs. */
export function StockTake({ variant, onShelf }: { variant: number; onShelf: number }) {
  return (
    <Form method="post" className="grid items-end gap-4 sm:grid-cols-[140px_1fr_auto]">
      <input type="hidden" name="variant" value={variant} />
      <TextField field={{ id: `count-${variant}`, name: 'onShelf', required: true }} label="Counted" type="number" min={0} defaultValue={onShelf} />
      <TextField field={{ id: `reason-${variant}`, name: 'reason', required: true, minLength: 3 }} label="Why" placeholder="Delivery of 12 May" />
      <Button variant="outline">Note it</Button>
    </Form>
  )
}

/** More codes for a pool, pasted one a line. */
export function CodeUpload({ variant }: { variant: number }) {
  return (
    <Form method="post" className="flex flex-col items-start gap-3">
      <input type="hidden" name="variant" value={variant} />
      <div className="w-full">
        <TextareaField
          field={{ id: `codes-${variant}`, name: 'codes', required: true }}
          label="More codes"
          hint="One a line. What is known already is left out."
          rows={4}
          spellCheck={false}
          autoComplete="off"
        />
      </div>
      <Button name="do" value="codes" variant="outline">
        Put them into the pool
      </Button>
    </Form>
  )
}
