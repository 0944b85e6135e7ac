import { Form } from '@remix-run/react'

import { Button } from '#app/components/ui/button.tsx'

import { ColumnChoices, columnFace, columnLabel } from './column-choices.tsx'
import { Tick } from './plain-fields.tsx'

export type ColumnsView = Record<'type' | 'id' | 'actor' | 'handle' | 'time' | 'dates' | 'object' | 'title' | 'url' | 'consent', string> & {
  partner: boolean
  facts: string[]
}

const parts = [
  ['actor', 'Who did it', 'An e-mail address, or that system’s own id.'],
  ['object', 'What with', 'The course, product or page, by its id.'],
  ['time', 'When', 'None: now.'],
  ['id', 'What makes it one of its kind', 'An order number, say. None: who and what with.'],
  ['title', 'Title of that', ''],
  ['url', 'Its address', ''],
  ['handle', 'Name, for display', 'Only where ids say who.'],
  ['consent', 'Reference to the consent', 'For lists of partners.'],
] as const

/** Which column of the list is what; beside each the value of its first row. */
export function ListColumns({
  form,
  columns,
  sample,
  kinds,
}: {
  form: ColumnsView
  columns: readonly string[]
  sample: Readonly<Record<string, string>>
  kinds: readonly { name: string; when: string }[]
}) {
  return (
    <Form method="post" preventScrollReset className="grid gap-5 sm:grid-cols-2 xl:grid-cols-3">
      <label className={columnLabel}>
        Each row says that
        <select name="type" defaultValue={form.type} className={columnFace}>
          {kinds.map(({ name, when }) => (
            <option key={name} value={name}>
              {when}
            </option>
          ))}
        </select>
      </label>
      <ColumnChoices parts={parts} form={form} columns={columns} sample={sample} />
      <fieldset className="sm:col-span-2 xl:col-span-3">
        <legend className="mb-1 text-sm font-semibold">What rules may ask about</legend>
        <div className="flex flex-wrap gap-x-6">
          {columns.map((column) => (
            <label key={column} className="flex min-h-11 items-center gap-2.5 text-sm">
              <input type="checkbox" name="facts" value={column} defaultChecked={form.facts.includes(column)} className="size-4 shrink-0" />
              {column}
            </label>
          ))}
        </div>
      </fieldset>
      <div className="sm:col-span-2 xl:col-span-3">
        <Tick name="partner" label="A partner reports it" start={form.partner} hint="Rows without a reference to the person’s consent are refused." />
      </div>
      <div className="sm:col-span-2 xl:col-span-3">
        <Button name="do" value="columns" variant="outline">
          Look again
        </Button>
      </div>
    </Form>
  )
}
