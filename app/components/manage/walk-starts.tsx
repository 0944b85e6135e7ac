import { Form } from '@remix-run/react'

import { Button } from '#app/components/ui/button.tsx'

/** What can be read of the past, each with the day to begin at. */
export function WalkStarts({ walks, day }: { walks: readonly { name: string; title: string }[]; day: string }) {
  return (
    <Form method="post" preventScrollReset className="flex flex-wrap items-end gap-3">
      <label className="flex flex-col gap-1.5 text-sm font-semibold">
        Read
        <select name="name" className="input-face min-h-11 font-normal">
          {walks.map((walk) => (
            <option key={walk.name} value={walk.name}>
              {walk.title}
            </option>
          ))}
        </select>
      </label>
      <label className="flex flex-col gap-1.5 text-sm font-semibold">
        back to
        <input type="date" name="since" defaultValue={day} required className="input-face min-h-11 font-normal" />
      </label>
      <Button name="do" value="start" className="min-h-11">
        Begin reading
      </Button>
    </Form>
  )
}
