import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { data } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { requireStaff } from '#app/auth/guests.server.ts'
import { ChannelsFrame } from '#app/components/manage/channels-frame.tsx'
import { DeliveriesSearch, FoundDeliveries } from '#app/components/manage/deliveries-search.tsx'
import { ReplayPanel } from '#app/components/manage/replay-panel.tsx'
import { Pagination } from '#app/components/ui/pagination.tsx'
import { sourcesWithHealth } from '#app/domain/activities/queries.server.ts'
import { findDeliveries } from '#app/domain/activities/queries/search.server.ts'
import { may } from '#app/domain/members/roles.ts'
import { previewReplay } from '#app/flows/preview-replay.server.ts'
import { replayMany } from '#app/flows/replay-many.server.ts'
import { adapterById } from '#integrations/registry.ts'
import { searchFrom } from './deliveries-view.server.ts'
import { numberFrom, readerOf } from './reader.server.ts'

export const meta: MetaFunction = () => [{ title: 'Deliveries' }]

const perPage = 40

/** Everything that came in, over all channels, by channel, outcome, text and day; with `replay` also what reading it again would do. */
export async function loader({ request }: LoaderFunctionArgs) {
  const guest = await requireStaff(request, 'see_deliveries')
  const { program } = guest
  const query = new URL(request.url).searchParams
  const channels = await sourcesWithHealth(program.id, new Date())
  const { view, search } = searchFrom(query, channels)
  const after = numberFrom(query.get('after')) ?? 0
  const [rows, preview] = await Promise.all([
    findDeliveries(program.id, search, numberFrom(query.get('before')), perPage + 1),
    query.has('replay') ? previewReplay(program.id, adapterById, search, after) : null,
  ])
  return {
    ...{ search: view, after, preview, paged: query.has('before') },
    channels: channels.filter((one) => one.lastAt !== null || one.slug === view.channel).map(({ slug, title }) => ({ slug, title })),
    rows: rows.slice(0, perPage).map((row) => ({ ...row, receivedAt: row.receivedAt.toISOString() })),
    older: rows.length > perPage ? (rows[perPage - 1]?.id ?? null) : null,
    mayReplay: may(guest.member.roles, 'edit_channels'),
    reader: readerOf(guest),
  }
}

/** Reads again what a search finds, the oldest five hundred after a cursor. */
export async function action({ request }: ActionFunctionArgs) {
  const { program, actor } = await requireStaff(request, 'edit_channels')
  const form = await request.formData()
  const given = { get: (name: string) => (typeof form.get(name) === 'string' ? String(form.get(name)) : null) }
  const { search } = searchFrom(given, await sourcesWithHealth(program.id, new Date()))
  const done = await replayMany(adapterById, { search, after: numberFrom(form.get('after')) ?? 0 }, actor)
  const fresh = done.added === 0 ? 'Nothing was new, so nothing changes.' : `${done.added} new activities will be settled in a moment.`
  const words = `${done.looked} deliveries were read again. ${fresh}${done.unparked > 0 ? ` ${done.unparked} stuck ones try again.` : ''}`
  return data({ tone: 'good' as const, words, next: done.next })
}

/** The deliveries of all channels. */
export default function Deliveries() {
  const { search, channels, rows, preview, after, older, paged, mayReplay, reader } = useLoaderData<typeof loader>()
  const told = useActionData<typeof action>()
  const address = (more: Record<string, string>) => {
    const filled = Object.entries({ ...search, ...more }).filter(([, value]) => value !== '')
    return `/manage/channels/deliveries?${new URLSearchParams(Object.fromEntries(filled))}`
  }
  return (
    <ChannelsFrame
      current="deliveries"
      lead="Everything that platforms sent: what it said, what was read from it, what became of it."
      told={told ?? null}
    >
      {told?.next != null && (
        <p>
          <Link to={address({ replay: '1', after: String(told.next) })} className="text-link font-medium">
            Go on with the next ones
          </Link>
        </p>
      )}
      <DeliveriesSearch search={search} channels={channels} />
      {mayReplay && (rows.length > 0 || preview) && (
        <ReplayPanel search={search} preview={preview} after={after} previewTo={address({ replay: '1' })} locale={reader.locale} />
      )}
      <div>
        {rows.length > 0 ? (
          <FoundDeliveries rows={rows} reader={reader} />
        ) : (
          <p className="py-6 text-muted">
            {search.outcome === 'dead' ? 'Nothing is dead: whatever came was read, or is still being tried.' : 'Nothing fits.'}
          </p>
        )}
        <Pagination
          label="Pages of deliveries"
          newer={paged ? address({}) : null}
          older={older === null ? null : address({ before: String(older) })}
        />
      </div>
    </ChannelsFrame>
  )
}
