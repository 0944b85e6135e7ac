import type { ReactNode } from 'react'

import { joinClasses } from './join-classes.ts'

export type Column<Row> = {
  key: string
  title: string
  cell: (row: Row) => ReactNode
  /** Numbers stand right, in tabular figures. */
  numeric?: boolean
  /** The cell that names the row; first column unless another says so. */
  heading?: boolean
  /** Leave this column out below 640 px. */
  wideOnly?: boolean
  titleHidden?: boolean
}

type TableProps<Row> = {
  caption: string
  captionShown?: boolean
  columns: Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string | number
  /** Marks rows that stand out, such as the reader's own. */
  marked?: (row: Row) => boolean
  empty?: ReactNode
  dense?: boolean
  /** False keeps rows as rows below 640 px, for tables of few narrow columns. */
  stack?: boolean
}

/** Rows and columns; below 640 px each row becomes a small stack with its column titles beside the values. */
export function Table<Row>({ caption, captionShown, columns, rows, rowKey, marked, empty, dense, stack = true }: TableProps<Row>) {
  if (!rows.length && empty) return <>{empty}</>
  const headingKey = (columns.find((column) => column.heading) ?? columns[0])?.key
  return (
    <table className={joinClasses('w-full border-collapse text-left', stack && 'max-sm:block')}>
      <caption className={captionShown ? joinClasses('pb-3 text-left text-lg font-bold', stack && 'max-sm:block') : 'sr-only'}>{caption}</caption>
      <thead className={stack ? 'max-sm:sr-only' : undefined}>
        <tr>
          {columns.map((column) => (
            <th
              key={column.key}
              scope="col"
              className={joinClasses(
                'border-b px-3 py-2 text-sm font-medium text-muted first-letter:uppercase',
                column.numeric && 'text-right',
                column.wideOnly && 'max-sm:hidden',
              )}
            >
              {column.titleHidden ? <span className="sr-only">{column.title}</span> : column.title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className={stack ? 'max-sm:block' : undefined}>
        {rows.map((row) => (
          <tr
            key={rowKey(row)}
            className={joinClasses('border-b last:border-0', stack && 'max-sm:block max-sm:py-3', marked?.(row) && 'bg-leaf-soft')}
          >
            {columns.map((column) => (
              <Cell key={column.key} column={column} row={row} heading={column.key === headingKey} dense={dense} stack={stack} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

type CellProps<Row> = { column: Column<Row>; row: Row; heading: boolean; dense?: boolean; stack: boolean }

function Cell<Row>({ column, row, heading, dense, stack }: CellProps<Row>) {
  const look = joinClasses(
    'min-w-0 px-3 align-middle',
    stack && 'max-sm:flex max-sm:items-baseline max-sm:justify-between max-sm:gap-4 max-sm:py-1',
    dense ? 'py-2 text-sm' : 'py-3',
    column.numeric && (stack ? 'tabular-nums sm:text-right' : 'text-right tabular-nums'),
    column.wideOnly && 'max-sm:hidden',
  )
  if (heading) {
    return (
      <th scope="row" className={joinClasses(look, 'font-semibold', !stack && 'w-full max-w-0')}>
        {column.cell(row)}
      </th>
    )
  }
  return (
    <td className={look}>
      {stack && !column.titleHidden && (
        <span aria-hidden className="shrink-0 text-sm text-muted sm:hidden">
          {column.title}
        </span>
      )}
      {stack ? <span className="min-w-0 max-sm:text-right">{column.cell(row)}</span> : column.cell(row)}
    </td>
  )
}
