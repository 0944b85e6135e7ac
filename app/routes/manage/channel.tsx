import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { data } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { requireStaff } from '#app/auth/guests.server.ts'
import { ChannelPage, type ChannelTold } from '#app/components/manage/channel-page.tsx'
import type { DeliveryState } from '#app/components/manage/deliveries-table.tsx'
import { deliveriesOf, secretsOf } from '#app/domain/activities/queries.server.ts'
import { isPolled } from '#app/contract/adapter.ts'
import { pollHealth } from '#app/domain/activities/queries/polls.server.ts'
import { quietSources } from '#app/domain/activities/queries/rhythm.server.ts'
import { lineHealth } from '#app/domain/activities/queries/lines.server.ts'
import { may } from '#app/domain/members/roles.ts'
import { connectSource } from '#app/flows/connect-source.server.ts'
import { endSecret } from '#app/flows/end-secret.server.ts'
import { rotateSecret } from '#app/flows/rotate-secret.server.ts'
import { setIgnoredAccounts } from '#app/flows/set-ignored-accounts.server.ts'
import { setSourceState } from '#app/flows/set-source-state.server.ts'
import { channelOr404, channelTabs, isConnected, lineView, pollView, secretVariable, silentHours, webhookUrl } from './channel-view.server.ts'
import { numberFrom, readerOf } from './reader.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data: view }) => [{ title: view?.title ?? 'Channel' }]

const perPage = 30
const states: readonly string[] = ['read', 'ignored', 'unsupported', 'malformed', 'unread', 'incomplete']

/** One channel: its address and secrets, who never earns there, and what came in. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const guest = await requireStaff(request, 'see_channels')
  const { program, member } = guest
  const { adapter, source } = await channelOr404(program.id, params.slug)
  const query = new URL(request.url).searchParams
  const asked = query.get('state')
  const state = asked && states.includes(asked) ? (asked as DeliveryState) : null
  const polled = isPolled(adapter)
  const [quiet, line, polls, secrets, rows] = await Promise.all([
    quietSources(program.id, new Date()),
    source && adapter.listen ? lineHealth(program.id, source.id) : null,
    source && polled ? pollHealth(program.id, new Date()) : null,
    source ? secretsOf(program.id, source.id, new Date()) : [],
    source ? deliveriesOf(program.id, source.id, { state, before: numberFrom(query.get('before')), limit: perPage + 1 }) : [],
  ])
  const fromEnv = secretVariable({ adapter: adapter.id, slug: source?.slug ?? adapter.id })
  return {
    title: source?.title ?? adapter.title,
    slug: source?.slug ?? adapter.id,
    tabs: channelTabs(adapter),
    state: source?.state ?? ('on' as const),
    silent: silentHours(quiet.find((one) => one.sourceId === source?.id)),
    connected: isConnected(adapter, { fromEnv: fromEnv !== null, secrets: secrets.length, reached: source?.reached ?? false }),
    url: webhookUrl(request, source?.slug ?? adapter.id),
    setup: adapter.setup,
    bare: adapter.bare !== undefined || adapter.listen !== undefined,
    line: adapter.listen ? lineView(line) : null,
    poll: polled ? pollView(adapter, polls?.get(source?.id ?? 0)) : null,
    names: adapter.secrets,
    theirs: adapter.theirSecret ?? false,
    fromEnv,
    secrets: secrets.map((secret) => ({ ...secret, createdAt: secret.createdAt.toISOString(), endsAt: secret.endsAt?.toISOString() ?? null })),
    ignored: source?.ignored ?? [],
    deliveries: rows.slice(0, perPage).map((row) => ({ ...row, receivedAt: row.receivedAt.toISOString() })),
    older: rows.length > perPage ? (rows[perPage - 1]?.id ?? null) : null,
    paged: query.has('before'),
    filter: state,
    mayEdit: may(member.roles, 'edit_channels'),
    mayOpen: may(member.roles, 'see_deliveries'),
    reader: readerOf(guest),
  }
}

/** Connects the channel, rotates or ends a secret, sets who never earns, opens or closes the door. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { program, actor } = await requireStaff(request, 'edit_channels')
  const { adapter, source } = await channelOr404(program.id, params.slug)
  const form = await request.formData()
  const sourceId = source?.id ?? 0
  const tell = (told: ChannelTold, status = 200) => data(told, { status })
  const refuse = (message: string) => tell({ tone: 'danger', words: message }, 409)
  switch (form.get('do')) {
    case 'connect': {
      const done = await connectSource(adapter, actor, source ?? undefined)
      return 'message' in done ? refuse(done.message) : tell({ tone: 'good', words: '', secrets: done.secrets, othersEndAt: null })
    }
    case 'rotate': {
      const done = await rotateSecret(adapter, { sourceId, name: String(form.get('name')), theirs: String(form.get('theirs') ?? '') }, actor)
      if ('message' in done) return refuse(done.message)
      const othersEndAt = source && (await secretsOf(program.id, sourceId, new Date())).length > 1 ? done.othersEndAt.toISOString() : null
      if (adapter.theirSecret)
        return tell({ tone: 'good', words: 'The secret is kept, sealed. What the platform signs with it is taken from now on.' })
      return tell({ tone: 'good', words: '', secrets: [{ name: done.name, value: done.value }], othersEndAt })
    }
    case 'end_secret': {
      const done = await endSecret({ sourceId, id: numberFrom(form.get('secret')) ?? 0 }, actor)
      return 'message' in done
        ? refuse(done.message)
        : tell({ tone: 'good', words: 'The old secret is ended. Deliveries signed with it are refused from now on.' })
    }
    case 'ignored': {
      const accounts = String(form.get('accounts') ?? '').split(/[\n,]/)
      const done = await setIgnoredAccounts({ sourceId, accounts }, actor)
      return 'message' in done
        ? refuse(done.message)
        : tell({
            tone: 'good',
            words: `Saved: ${done.added.length} added, ${done.removed.length} removed. It holds for what is settled from now on.`,
          })
    }
    case 'state': {
      const state = form.get('to') === 'off' ? 'off' : 'on'
      const done = await setSourceState({ sourceId, state }, actor)
      return 'message' in done
        ? refuse(done.message)
        : tell({
            tone: 'good',
            words: state === 'on' ? 'The channel is open.' : 'The channel is closed. Deliveries are answered with 404 until you open it.',
          })
    }
    default:
      return tell({ tone: 'danger', words: 'This form was not understood. Nothing was changed.' }, 400)
  }
}

/** One channel. */
export default function Channel() {
  return <ChannelPage view={useLoaderData<typeof loader>()} told={useActionData<typeof action>() ?? null} />
}
