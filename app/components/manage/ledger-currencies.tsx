import { type SubmissionResult, useForm } from '@conform-to/react'
import { parseWithZod } from '@conform-to/zod/v4'
import { Form } from '@remix-run/react'

import { Button } from '#app/components/ui/button.tsx'
import { Disclosure } from '#app/components/ui/disclosure.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { formatPoints } from '#app/components/ui/points.tsx'
import { Table } from '#app/components/ui/table.tsx'
import { TextField } from '#app/components/ui/text-field.tsx'
import { type CurrencyForm, currencySchema } from '#app/domain/ledger/currency.ts'

export type CurrencyRow = {
  id: number
  slug: string
  name: string
  about: string
  members: number
  lifetime: number
  spendable: number
  held: number
  pending: number
  debt: number
  /** What members could spend or have ordered for, in money; null when nobody said what points are worth. */
  worth: string | null
}

/** Every currency with what members have in it, each apart. */
export function CurrencyTable({ rows, locale }: { rows: readonly CurrencyRow[]; locale: string }) {
  const figure = (key: string, title: string, pick: (row: CurrencyRow) => number) => ({
    key,
    title,
    numeric: true,
    cell: (row: CurrencyRow) => formatPoints(pick(row), locale),
  })
  return (
    <Table
      dense
      caption="What members have, by currency"
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        { key: 'name', title: 'Currency', cell: (row) => <Name row={row} /> },
        figure('members', 'Members with some', (row) => row.members),
        figure('earned', 'Earned in all', (row) => row.lifetime),
        figure('spendable', 'To spend', (row) => row.spendable),
        figure('held', 'Held for orders', (row) => row.held),
        figure('debt', 'Owed', (row) => row.debt),
        { key: 'worth', title: 'Liability', numeric: true, cell: (row) => row.worth ?? '–' },
      ]}
    />
  )
}

function Name({ row }: { row: CurrencyRow }) {
  return (
    <>
      {row.name} <span className="font-normal text-muted">{row.slug}</span>
      {row.about && <span className="block font-normal text-muted">{row.about}</span>}
    </>
  )
}

/** Adds a currency, or gives one another name. */
export function CurrencyForms({
  rows,
  lastResult,
  refusal,
}: {
  rows: readonly CurrencyRow[]
  lastResult?: SubmissionResult<string[]> | null
  refusal: string | null
}) {
  return (
    <div className="mt-5 flex flex-col gap-1">
      <Disclosure summary="Add a currency" open={Boolean(lastResult || refusal)}>
        <AddCurrency lastResult={lastResult} refusal={refusal} />
      </Disclosure>
      {rows.map((row) => (
        <Disclosure key={row.id} summary={`Rename “${row.name}”`}>
          <Form method="post" preventScrollReset className="flex flex-wrap items-end gap-4">
            <input type="hidden" name="do" value="rename" />
            <input type="hidden" name="id" value={row.id} />
            <input type="hidden" name="slug" value={row.slug} />
            <div className="w-56">
              <TextField field={{ id: `name-${row.id}`, name: 'name', maxLength: 40 }} label="Name" defaultValue={row.name} required />
            </div>
            <div className="min-w-56 flex-1">
              <TextField field={{ id: `about-${row.id}`, name: 'about', maxLength: 200 }} label="What it is for" defaultValue={row.about} />
            </div>
            <Button variant="outline">Save the name</Button>
          </Form>
        </Disclosure>
      ))}
    </div>
  )
}

function AddCurrency({ lastResult, refusal }: { lastResult?: SubmissionResult<string[]> | null; refusal: string | null }) {
  const [form, fields] = useForm<CurrencyForm>({
    id: 'currency',
    lastResult,
    shouldRevalidate: 'onInput',
    onValidate: ({ formData }) => parseWithZod(formData, { schema: currencySchema }),
  })
  return (
    <Form method="post" id={form.id} onSubmit={form.onSubmit} noValidate preventScrollReset className="flex flex-col gap-4">
      <input type="hidden" name="do" value="add" />
      {refusal && (
        <Notice tone="danger" announce title="Nothing was changed">
          {refusal}
        </Notice>
      )}
      <div className="flex flex-wrap items-start gap-4">
        <div className="w-56">
          <TextField key={fields.name.key} field={fields.name} label="Name" hint="As in “12 Skill points”." />
        </div>
        <div className="w-56">
          <TextField key={fields.slug.key} field={fields.slug} label="Short name" hint="For rules and addresses; it stays." />
        </div>
        <div className="min-w-56 flex-1">
          <TextField key={fields.about.key} field={fields.about} label="What it is for" />
        </div>
      </div>
      <p className="text-sm text-muted">A currency never mixes with another in a sum, a limit, a board or a price. It cannot be removed.</p>
      <div>
        <Button>Add the currency</Button>
      </div>
    </Form>
  )
}
