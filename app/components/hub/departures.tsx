import { Form } from '@remix-run/react'

import { Button } from '#app/components/ui/button.tsx'
import { Section } from '#app/components/ui/section.tsx'
import { Time } from '#app/components/ui/time.tsx'

type Row = { id: number; handle: string; channel: string; at: string }

/** Accounts that were deleted on their platform: what becomes of what the member did with them is theirs to say. */
export function Departures({ rows, clock }: { rows: readonly Row[]; clock: { zone: string; locale: string; now: string } }) {
  return rows.map((row) => (
    <Section key={row.id} look="card" title={`Your account ${row.handle} on ${row.channel} is gone`}>
      <p className="mb-4 max-w-prose">
        It was deleted there <Time iso={row.at} look="date" {...clock} />, so it is no longer linked. Your points and their reasons stay whatever you
        choose. What becomes of the name, the titles, the links and the words you wrote there?
      </p>
      <Form method="post" className="flex flex-wrap gap-3">
        <input type="hidden" name="departure" value={row.id} />
        <Button name="do" value="keep" variant="outline">
          Keep them
        </Button>
        <Button name="do" value="forget" variant="danger">
          Take them out for good
        </Button>
      </Form>
    </Section>
  ))
}
