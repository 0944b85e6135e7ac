import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { data } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { requireStaff } from '#app/auth/guests.server.ts'
import { ChannelAccess } from '#app/components/manage/channel-access.tsx'
import { ChannelFrame } from '#app/components/manage/channel-frame.tsx'
import { WalkList } from '#app/components/manage/walk-list.tsx'
import { LiveWalks } from '#app/components/manage/walk-progress.tsx'
import { WalkStarts } from '#app/components/manage/walk-starts.tsx'
import { Section } from '#app/components/ui/section.tsx'
import { type Adapter, isPolled } from '#app/contract/adapter.ts'
import { accessShown } from '#app/domain/activities/queries/access.server.ts'
import { walksOf } from '#app/domain/activities/queries/walks.server.ts'
import { may } from '#app/domain/members/roles.ts'
import { connectSource } from '#app/flows/connect-source.server.ts'
import { saveAccess } from '#app/flows/save-access.server.ts'
import { startWalk } from '#app/flows/start-walk.server.ts'
import { switchWalk } from '#app/flows/switch-walk.server.ts'
import { channelOr404, channelTabs } from './channel-view.server.ts'
import { numberFrom, readerOf } from './reader.server.ts'
import { walkView } from './walk-view.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data: view }) => [{ title: view ? `${view.title}: past and access` : 'Channel' }]

const month = 30 * 86_400_000

/** How the hub calls a channel's platform, and what it has read of its past. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const guest = await requireStaff(request, 'see_channels')
  const { adapter, source } = await channelOr404(guest.program.id, params.slug)
  const [access, walks] = source
    ? await Promise.all([accessShown(guest.program.id, source.id), walksOf(guest.program.id, source.id)])
    : [{ plain: {} as Record<string, string>, set: [] as string[] }, []]
  return {
    title: source?.title ?? adapter.title,
    slug: source?.slug ?? adapter.id,
    tabs: channelTabs(adapter),
    connected: source !== null || isPolled(adapter),
    lead: accessLead(adapter),
    access: (adapter.access ?? []).map(({ name, label, hint, secret = false, optional = false, lines = false }) => ({
      ...{ name, label, hint, secret, optional, lines },
      value: access.plain[name] ?? '',
      set: access.set.includes(name),
    })),
    ready: (adapter.access ?? []).filter((field) => field.secret && !field.optional).every((field) => access.set.includes(field.name)),
    polled: isPolled(adapter),
    past: Object.entries(adapter.backfill ?? {}).map(([name, walk]) => ({ name, title: walk.title })),
    walks: walks.map((walk) => walkView(walk, adapter, source?.state === 'on')),
    day: new Date(Date.now() - month).toISOString().slice(0, 10),
    mayEdit: may(guest.member.roles, 'edit_channels'),
    reader: readerOf(guest),
  }
}

/** What the access is good for. */
function accessLead(adapter: Adapter): string {
  if (isPolled(adapter))
    return 'The hub begins as soon as it is saved, and asks again by itself. What was there before does not count, unless you choose a day below.'
  if (adapter.listen) return 'The hub listens with a bot of yours, in the channels that you name and nowhere else. Its token is sealed.'
  if (adapter.access?.some((field) => field.secret))
    return 'Webhooks work without a key. With one the hub asks by itself for what it was not told, from now on; what happened before counts only when you have it read here.'
  return 'Webhooks work without it. With it, what was done there has a link.'
}

/** Saves the access; begins, stops or goes on reading the past. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { program, actor } = await requireStaff(request, 'edit_channels')
  const { adapter, source } = await channelOr404(program.id, params.slug)
  const form = await request.formData()
  const tell = (tone: 'good' | 'danger', words: string, status = 200) => data({ tone, words }, { status })
  let sourceId = source?.id ?? 0
  switch (form.get('do')) {
    case 'access': {
      if (!source && isPolled(adapter)) {
        const made = await connectSource(adapter, actor)
        if ('sourceId' in made) sourceId = made.sourceId
      }
      const values = Object.fromEntries((adapter.access ?? []).map(({ name }) => [name, String(form.get(name) ?? '')]))
      const day = String(form.get('since') ?? '')
      const since = day ? new Date(day) : undefined
      if (since && Number.isNaN(since.getTime())) return tell('danger', 'The day to read back to is none. Nothing was saved.', 400)
      const done = await saveAccess(adapter, { sourceId, values, since }, actor)
      return 'message' in done
        ? tell('danger', done.message, 400)
        : tell('good', isPolled(adapter) ? 'Saved. The hub is asking now.' : 'Saved. Keys are sealed; nobody can read them again.')
    }
    case 'start': {
      const since = new Date(String(form.get('since')))
      if (Number.isNaN(since.getTime())) return tell('danger', 'Choose the day to read back to.', 400)
      const done = await startWalk(adapter, { sourceId, name: String(form.get('name')), since }, actor)
      return 'message' in done ? tell('danger', done.message, 409) : tell('good', 'The hub reads page by page. You can leave this page; it goes on.')
    }
    case 'stop':
    case 'resume': {
      const to = form.get('do') === 'stop' ? 'stopped' : 'running'
      const { kind } = await switchWalk({ id: numberFrom(String(form.get('walk'))) ?? 0, sourceId, to }, actor)
      if (kind === 'unchanged') return tell('good', 'It has ended meanwhile. Nothing was changed.')
      return tell('good', to === 'stopped' ? 'Stopped. It goes on from there whenever you like.' : 'It goes on where it stopped.')
    }
    default:
      return tell('danger', 'This form was not understood. Nothing was changed.', 400)
  }
}

/** The past of one channel. */
export default function ChannelPast() {
  const { title, slug, tabs, connected, lead, access, ready, polled, past, walks, day, mayEdit, reader } = useLoaderData<typeof loader>()
  return (
    <ChannelFrame title={title} slug={slug} tabs={tabs} current="past" told={useActionData<typeof action>() ?? null}>
      {!connected && <p className="text-muted">Connect the channel first; then it can be called here.</p>}
      {connected && access.length > 0 && <ChannelAccess title={title} lead={lead} fields={access} polled={polled} mayEdit={mayEdit} />}
      {connected && past.length > 0 && (!polled || walks.length > 0) && (
        <Section
          title={polled ? 'What was read' : 'What happened before, or was never told'}
          lead={`The hub reads what the platform has and adds what is missing here, each once. ${polled ? 'It asks again by itself.' : 'Every night it looks at the last days again by itself.'}`}
        >
          {mayEdit && (ready ? <WalkStarts walks={past} day={day} /> : <p className="text-muted">Enter the key above, then the past can be read.</p>)}
          {walks.length > 0 && (
            <div className="mt-6">
              {walks.some((walk) => walk.state === 'running') && <LiveWalks />}
              <WalkList walks={walks} slug={slug} mayEdit={mayEdit} reader={reader} />
            </div>
          )}
        </Section>
      )}
    </ChannelFrame>
  )
}
