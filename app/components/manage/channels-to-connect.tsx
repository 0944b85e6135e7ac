import { Form, Link } from '@remix-run/react'

import { ChannelIcon } from '#app/components/activities/channel-icon.tsx'
import { Button } from '#app/components/ui/button.tsx'

/** Channels that nobody has connected yet, small: a name and the way to its page. */
export function ChannelsToConnect({ channels }: { channels: readonly { adapter: string; slug: string; title: string }[] }) {
  return (
    <ul className="grid gap-x-8 sm:grid-cols-2 xl:grid-cols-3">
      {channels.map((channel) => (
        <li key={channel.slug} className="border-b">
          <Link to={`/manage/channels/${channel.slug}`} prefetch="intent" className="group flex min-h-14 items-center gap-3 py-2 no-underline">
            <ChannelIcon channel={channel.adapter} size="sm" />
            <span className="min-w-0 flex-1 font-medium group-hover:text-leaf group-hover:underline">{channel.title}</span>
            <span className="text-sm text-muted">Connect</span>
          </Link>
        </li>
      ))}
    </ul>
  )
}

/** Another channel of a platform: which, and how it is called here. */
export function AddChannel({ platforms }: { platforms: readonly { id: string; title: string }[] }) {
  return (
    <Form method="post" className="flex flex-wrap items-end gap-4">
      <label className="flex flex-col gap-1.5 text-sm font-semibold">
        Platform
        <select name="platform" className="input-face min-h-11 font-normal">
          {platforms.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <label className="flex min-w-0 flex-1 basis-56 flex-col gap-1.5 text-sm font-semibold sm:max-w-sm">
        Its name here
        <input name="title" required maxLength={80} placeholder="Forum of the partners" className="input-face min-h-11 font-normal" />
      </label>
      <Button variant="outline" className="min-h-11">
        Add it
      </Button>
    </Form>
  )
}
