import Papa from 'papaparse'

type Cell = string | number | null | undefined

/** Rows as CSV. What a spreadsheet would take for a formula gets an apostrophe in front, as OWASP advises. */
export function csvText(rows: readonly (readonly Cell[])[]): string {
  return `\uFEFF${Papa.unparse(
    rows.map((row) => row.map(plain)),
    { newline: '\r\n' },
  )}\r\n`
}

const plain = (cell: Cell): string => {
  const text = cell === null || cell === undefined ? '' : String(cell)
  return typeof cell !== 'number' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
}

/** What came from a warehouse: the order, and how it is on its way. `fault`: why a line cannot be used. */
export type TrackingLine = { line: number; order: number; carrier: string; number: string; url: string } | { line: number; fault: string }

/** Reads a table of order, carrier, tracking number and link, with or without a line of titles. */
export function trackingFrom(text: string): TrackingLine[] {
  const { data } = Papa.parse<string[]>(text.trim(), { skipEmptyLines: true })
  return data.flatMap((cells, n): TrackingLine[] => {
    const [order = '', carrier = '', number = '', url = ''] = cells.map((cell) => cell.trim())
    if (n === 0 && !/^\d+$/.test(order)) return []
    if (!/^\d{1,15}$/.test(order)) return [{ line: n + 1, fault: `“${order.slice(0, 20)}” is not the number of an order` }]
    if (url && !/^https?:\/\//.test(url)) return [{ line: n + 1, fault: 'the link does not begin with https://' }]
    return [{ line: n + 1, order: Number(order), carrier: carrier.slice(0, 60), number: number.slice(0, 80), url: url.slice(0, 500) }]
  })
}
