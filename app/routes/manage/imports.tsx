import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { requireStaff } from '#app/auth/guests.server.ts'
import { ChannelsFrame } from '#app/components/manage/channels-frame.tsx'
import { ListTable } from '#app/components/manage/list-table.tsx'
import { ListUpload } from '#app/components/manage/list-upload.tsx'
import { Section } from '#app/components/ui/section.tsx'
import { sourcesWithHealth } from '#app/domain/activities/queries.server.ts'
import { importsOf } from '#app/domain/imports/queries.server.ts'
import { addSource } from '#app/flows/add-source.server.ts'
import { uploadList } from '#app/flows/upload-list.server.ts'
import { listChannel } from './list-view.server.ts'
import { readerOf } from './reader.server.ts'

export const meta: MetaFunction = () => [{ title: 'Lists' }]

/** The lists that were brought in, and a form for the next one. */
export async function loader({ request }: LoaderFunctionArgs) {
  const guest = await requireStaff(request, 'edit_channels')
  const { program } = guest
  const [sources, lists] = await Promise.all([sourcesWithHealth(program.id, new Date()), importsOf(program.id, 50)])
  const titles = new Map(sources.map((source) => [source.id, source.title]))
  return {
    channels: sources.filter((source) => source.adapter === listChannel.id).map(({ slug, title }) => ({ slug, title })),
    kinds: Object.entries(listChannel.kinds)
      .filter(([, card]) => !card.undo)
      .map(([name, { when }]) => ({ name, when })),
    lists: lists.map((list) => ({ ...list, channel: titles.get(list.sourceId) ?? '', createdAt: list.createdAt.toISOString() })),
    reader: readerOf(guest),
  }
}

/** Keeps an uploaded list as a draft and goes to its page; makes a channel of its own for it if asked. */
export async function action({ request }: ActionFunctionArgs) {
  const { actor } = await requireStaff(request, 'edit_channels')
  const form = await request.formData()
  const said = (name: string) => (typeof form.get(name) === 'string' ? String(form.get(name)) : '')
  const refuse = (words: string) => data({ tone: 'danger' as const, words }, { status: 400 })
  const file = form.get('file')
  const csv = file instanceof File && file.size > 0 ? (file.size > 9_000_000 ? 'x'.repeat(9_000_000) : await file.text()) : said('csv')
  let slug = said('channel')
  if (slug === '') {
    const added = await addSource(listChannel, said('name'), actor)
    if ('message' in added) return refuse(added.message)
    slug = added.slug
  }
  const title = said('title') || (file instanceof File ? file.name : '')
  const done = await uploadList(listChannel, { title, slug, csv, type: said('type'), partner: form.has('partner') }, actor)
  return 'message' in done ? refuse(done.message) : redirect(`/manage/channels/lists/${done.id}`)
}

/** Lists. */
export default function Imports() {
  const { channels, kinds, lists, reader } = useLoaderData<typeof loader>()
  return (
    <ChannelsFrame
      current="imports"
      lead="For systems that cannot call: completed courses, orders, what partners report. A row counts once, however many lists hold it."
      told={useActionData<typeof action>() ?? null}
    >
      <Section title="Bring in a list" lead="You see what each row would do before anything counts, and can take the whole list back afterwards.">
        <ListUpload channels={channels} kinds={kinds} />
      </Section>
      {lists.length > 0 && (
        <Section title="Brought in so far">
          <ListTable lists={lists} reader={reader} />
        </Section>
      )}
    </ChannelsFrame>
  )
}
