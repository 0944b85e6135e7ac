import { Form } from '@remix-run/react'

import { Button } from '#app/components/ui/button.tsx'
import { Pill, type PillTone } from '#app/components/ui/pill.tsx'
import { Table } from '#app/components/ui/table.tsx'

export type ImportRow = {
  line: number
  email: string | null
  handle: string | null
  fault: string | null
  state: 'new' | 'known' | 'nobody' | 'fault'
}
export type ImportView = { rows: ImportRow[]; fresh: number; list: string; done: boolean }

const looks: Record<ImportRow['state'], { label: string; tone: PillTone }> = {
  new: { label: 'Will be noted', tone: 'good' },
  known: { label: 'Noted already', tone: 'quiet' },
  nobody: { label: 'Nobody', tone: 'waiting' },
  fault: { label: 'Not read', tone: 'bad' },
}

/** A list of who was there: pasted or as a file, looked at first, then noted. */
export function AttendeeImport({ preview }: { preview: ImportView | null }) {
  return (
    <div className="flex flex-col gap-6">
      <Form method="post" encType="multipart/form-data" preventScrollReset className="flex max-w-2xl flex-col gap-4">
        <input type="hidden" name="do" value="look" />
        <label className="text-sm font-semibold">
          <span className="mb-1.5 block">A CSV file</span>
          <input type="file" name="file" accept=".csv,text/csv" className="input-face font-normal" />
        </label>
        <label className="text-sm font-semibold">
          <span className="mb-1.5 block">Or its text</span>
          <textarea
            name="list"
            rows={4}
            defaultValue={preview?.done ? '' : preview?.list}
            placeholder={'email\nada@example.org'}
            className="input-face font-mono font-normal"
          />
        </label>
        <p className="text-sm text-muted">
          The first line names the columns: email, or handle. Nothing is noted before you have seen what it would do.
        </p>
        <div>
          <Button variant="outline">Look at the list</Button>
        </div>
      </Form>
      {preview && !preview.done && (
        <div className="flex flex-col gap-4">
          <Table
            caption="What the list would do"
            captionShown
            dense
            rows={preview.rows}
            rowKey={(row) => row.line}
            columns={[
              { key: 'line', title: 'Line', numeric: true, cell: (row) => row.line },
              { key: 'who', title: 'Who', heading: true, cell: (row) => row.email ?? (row.handle ? `@${row.handle}` : 'nobody') },
              { key: 'state', title: 'What happens', cell: (row) => <Pill tone={looks[row.state].tone}>{looks[row.state].label}</Pill> },
              { key: 'why', title: 'Why', cell: (row) => row.fault ?? '' },
            ]}
          />
          <Form method="post" preventScrollReset>
            <input type="hidden" name="do" value="import" />
            <textarea name="list" hidden readOnly value={preview.list} />
            <Button disabled={preview.fresh === 0}>{preview.fresh === 1 ? 'Note one person' : `Note ${preview.fresh} people`}</Button>
          </Form>
        </div>
      )}
    </div>
  )
}
