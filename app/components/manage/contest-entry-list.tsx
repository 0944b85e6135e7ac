import { Form } from '@remix-run/react'

import { type FaceView, PersonLine } from '#app/components/together/person-line.tsx'
import { Button } from '#app/components/ui/button.tsx'

type Entry = { id: number; title: string; url: string; text: string; face: FaceView }

/** What was handed in to a contest. While it is not decided, an entry can be taken out with words its author reads. */
export function ContestEntryList({ contestId, entries, open }: { contestId: number; entries: readonly Entry[]; open: boolean }) {
  return (
    <ul className="border-t">
      {entries.map((entry) => (
        <li key={entry.id} className="grid gap-x-6 gap-y-2 border-b py-3 sm:grid-cols-[1fr_auto]">
          <div className="min-w-0">
            <p className="font-semibold">{entry.title}</p>
            <PersonLine face={entry.face} />
            <p className="line-clamp-2 text-sm break-words text-muted">{entry.url || entry.text}</p>
          </div>
          {open && (
            <Form method="post" preventScrollReset className="flex items-center gap-2">
              <input type="hidden" name="do" value="remove" />
              <input type="hidden" name="id" value={contestId} />
              <input type="hidden" name="entry" value={entry.id} />
              <input
                name="reason"
                required
                minLength={5}
                maxLength={200}
                aria-label={`Why ${entry.title} is taken out`}
                placeholder="Why"
                className="input-face w-48!"
              />
              <Button variant="danger" size="sm">
                Take out<span className="sr-only"> {entry.title}</span>
              </Button>
            </Form>
          )}
        </li>
      ))}
    </ul>
  )
}
