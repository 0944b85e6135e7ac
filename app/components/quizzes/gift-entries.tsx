import { Pill } from '#app/components/ui/pill.tsx'
import { Table } from '#app/components/ui/table.tsx'

/** One question of a text that is looked over. */
type GiftRow = { line: number; title: string } & ({ kind: 'question'; type: string; notes: string[] } | { kind: 'left_out' | 'fault'; why: string })

const pills = {
  question: <Pill tone="good">ready</Pill>,
  left_out: <Pill>left out</Pill>,
  fault: <Pill tone="bad">cannot be read</Pill>,
}

/** What became of each question of a GIFT text, in the order of its lines. */
export function GiftEntries({ entries }: { entries: readonly GiftRow[] }) {
  return (
    <Table
      dense
      caption="What is in the text"
      rows={entries}
      rowKey={(entry) => entry.line}
      columns={[
        { key: 'title', title: 'Question', cell: (entry) => entry.title },
        { key: 'line', title: 'Line', numeric: true, cell: (entry) => entry.line },
        { key: 'state', title: 'State', cell: (entry) => pills[entry.kind] },
        {
          key: 'words',
          title: 'What there is to know',
          cell: (entry) => (entry.kind === 'question' ? [entry.type, ...entry.notes].join('. ') : entry.why),
        },
      ]}
    />
  )
}
