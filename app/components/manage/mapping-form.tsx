import { Form } from '@remix-run/react'

import { Button } from '#app/components/ui/button.tsx'
import { TextareaField } from '#app/components/ui/text-field.tsx'

import { Line, Lines } from './plain-fields.tsx'

export type MappingStart = Record<'only' | 'type' | 'id' | 'time' | 'actor' | 'handle' | 'object' | 'title' | 'url' | 'reverses' | 'facts', string>

/** What each part of an activity is, as an expression over the message beside it. */
export function MappingForm({
  start,
  sample,
  delivery,
  kinds,
  mayEdit,
}: {
  start: MappingStart
  sample: string
  delivery: number | null
  kinds: readonly { name: string; when: string }[]
  mayEdit: boolean
}) {
  return (
    <Form method="post" preventScrollReset className="grid gap-8 lg:grid-cols-2">
      <div className="flex flex-col gap-5">
        <TextareaField
          field={{ id: 'sample', name: 'sample', defaultValue: sample, required: true }}
          label="The message"
          hint={
            delivery === null
              ? 'Nothing came in another form yet: paste one here.'
              : `Delivery ${delivery}, as it came. You can change it to try other cases.`
          }
          rows={22}
          spellCheck={false}
          className="font-mono text-sm"
        />
      </div>
      <div className="flex flex-col gap-5">
        <label className="flex flex-col gap-1.5 text-sm font-semibold">
          It means that
          <select name="type" defaultValue={start.type} className="input-face min-h-11 font-normal">
            {kinds.map((kind) => (
              <option key={kind.name} value={kind.name}>
                {kind.when}
              </option>
            ))}
          </select>
        </label>
        <div className="grid gap-5 sm:grid-cols-2">
          <Line name="id" label="What makes it one of its kind" start={start.id} hint="Sent twice with the same, it counts once." required />
          <Line name="time" label="When it happened" start={start.time} hint="Empty: when it came." />
          <Line name="actor" label="Who did it: id or e-mail address" start={start.actor} required />
          <Line name="handle" label="Their name, for display" start={start.handle} />
          <Line name="object" label="What it was done with: id" start={start.object} required />
          <Line name="title" label="Its title" start={start.title} />
          <Line name="url" label="Its address" start={start.url} />
          <Line name="reverses" label="What it takes back" start={start.reverses} hint="The same as above of the earlier message; empty for deeds." />
        </div>
        <Lines name="facts" label="What rules may ask about" start={start.facts} rows={3} hint="One a line: score = result.points" />
        <Line name="only" label="Only messages for which this holds" start={start.only} hint={'For example: event = "published". Empty: all.'} />
        {mayEdit && (
          <div className="flex flex-wrap gap-3">
            <Button name="do" value="try" variant="outline">
              Try it on the message
            </Button>
            <Button name="do" value="save">
              Save the mapping
            </Button>
          </div>
        )}
      </div>
    </Form>
  )
}
