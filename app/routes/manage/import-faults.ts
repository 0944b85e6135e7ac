import type { LoaderFunctionArgs } from '@remix-run/node'
import Papa from 'papaparse'
import { requireStaff } from '#app/auth/guests.server.ts'
import { readList as rowsIn } from '#app/domain/imports/imports.ts'
import { importById } from '#app/domain/imports/queries.server.ts'
import { readList } from '#app/flows/read-list.server.ts'
import { listChannel } from './list-view.server.ts'
import { numberFrom } from './reader.server.ts'

/** The rows that could not be read, as they came, each with its line and why; safe to open in a spreadsheet: what begins like a formula is quoted. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { program } = await requireStaff(request, 'edit_channels')
  const list = await importById(program.id, numberFrom(params.id) ?? 0)
  if (!list) throw new Response('There is no such list.', { status: 404, statusText: 'Not Found' })
  const { columns, rows } = rowsIn(list.csv)
  const read = await readList(listChannel, { program: program.id, sourceId: list.sourceId }, { rows, form: list.form }, list.doneAt ?? new Date())
  const data = read.flatMap((row, index) =>
    row.state === 'fault' ? [[row.line, row.why, ...columns.map((name) => rows[index]?.cells[name] ?? '')]] : [],
  )
  const csv = Papa.unparse({ fields: ['Line', 'Why', ...columns], data }, { escapeFormulae: true, newline: '\r\n' })
  return new Response(`\uFEFF${csv}\r\n`, {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="list-${list.id}-not-read.csv"`,
      'Cache-Control': 'no-store',
    },
  })
}
