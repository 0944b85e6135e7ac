import { Form } from '@remix-run/react'

import { Line } from '#app/components/manage/plain-fields.tsx'
import type { Reader } from '#app/components/manage/reader.ts'
import { Button } from '#app/components/ui/button.tsx'
import { Section } from '#app/components/ui/section.tsx'
import { Table } from '#app/components/ui/table.tsx'
import { Time } from '#app/components/ui/time.tsx'

type Wave = { number: number; title: string; answered: number; opensAt: string; closesAt: string | null }

/** The waves of a survey, and the opening of another. */
export function WaveForm({ waves, reader }: { waves: readonly Wave[]; reader: Reader }) {
  return (
    <Section title="Waves" lead="A new wave ends the one before it, and everybody can answer once more.">
      {waves.length > 0 && (
        <Table
          dense
          caption="Waves"
          rows={waves}
          rowKey={(wave) => wave.number}
          columns={[
            { key: 'wave', title: 'Wave', cell: (wave) => wave.title || `Wave ${wave.number}` },
            { key: 'from', title: 'From', cell: (wave) => <Time iso={wave.opensAt} {...reader} look="date" /> },
            { key: 'to', title: 'Until', cell: (wave) => (wave.closesAt ? <Time iso={wave.closesAt} {...reader} look="date" /> : 'open') },
            { key: 'answers', title: 'Answers', numeric: true, cell: (wave) => wave.answered.toLocaleString(reader.locale) },
          ]}
        />
      )}
      <Form method="post" className="mt-6 grid max-w-xl items-end gap-4 sm:grid-cols-[1fr_auto]">
        <Line name="wave" label="Title of the next wave" hint="For example: Spring 2027" />
        <Button name="do" value="wave" variant="outline" className="sm:mb-6.5">
          Open a new wave
        </Button>
      </Form>
    </Section>
  )
}
