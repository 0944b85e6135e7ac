import { Form } from '@remix-run/react'

import { Button } from '#app/components/ui/button.tsx'

import { Tick } from './plain-fields.tsx'

const label = 'flex min-w-0 flex-col gap-1.5 text-sm font-semibold'
const face = 'input-face min-h-11 font-normal'

/** A list as a file or as text, what its rows are about, and the channel that they go into. */
export function ListUpload({
  channels,
  kinds,
}: {
  channels: readonly { slug: string; title: string }[]
  kinds: readonly { name: string; when: string }[]
}) {
  return (
    <Form method="post" encType="multipart/form-data" className="grid max-w-4xl gap-5 sm:grid-cols-2">
      <label className={label}>
        Each row says that
        <select name="type" defaultValue="course.completed" className={face}>
          {kinds.map(({ name, when }) => (
            <option key={name} value={name}>
              {when}
            </option>
          ))}
        </select>
      </label>
      <label className={label}>
        Name of this list
        <input name="title" maxLength={120} placeholder="Courses, October" className={face} />
      </label>
      <label className={label}>
        It comes from
        <select name="channel" className={face}>
          {channels.map(({ slug, title }) => (
            <option key={slug} value={slug}>
              {title}
            </option>
          ))}
          <option value="">a system not listed here</option>
        </select>
      </label>
      <label className={label}>
        If not listed: the system’s name
        <input name="name" maxLength={80} placeholder="Learning platform" className={face} />
      </label>
      <label className={label}>
        A CSV file
        <input type="file" name="file" accept=".csv,text/csv,text/plain" className={face} />
      </label>
      <label className={label}>
        Or its text
        <textarea
          name="csv"
          rows={3}
          placeholder={'email,course,completed\nada@example.org,IDX-2,2026-10-04'}
          className="input-face font-mono font-normal"
        />
      </label>
      <div className="sm:col-span-2">
        <Tick
          name="partner"
          label="A partner reports it"
          hint="Then each row needs a reference to the person’s consent; rows without one are refused."
        />
      </div>
      <div className="sm:col-span-2">
        <Button>Look at the list</Button>
      </div>
    </Form>
  )
}
