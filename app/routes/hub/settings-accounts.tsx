import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, data, redirect } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { requireMember } from '#app/auth/guests.server.ts'
import { Departures } from '#app/components/hub/departures.tsx'
import { LinkedChannel } from '#app/components/hub/linked-channel.tsx'
import { linkedWords } from '#app/components/hub/linked-words.ts'
import { OwnAddress } from '#app/components/hub/own-address.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { sourcesIn } from '#app/domain/activities/queries.server.ts'
import { may } from '#app/domain/members/roles.ts'
import { askOutside } from '#app/flows/ask-outside.server.ts'
import { chooseDeparture } from '#app/flows/choose-departure.server.ts'
import { issueCode } from '#app/flows/issue-code.server.ts'
import { linkByHub } from '#app/flows/link-by-hub.server.ts'
import { linkByProfile } from '#app/flows/link-by-profile.server.ts'
import { unlinkIdentity } from '#app/flows/unlink-identity.server.ts'
import { FormErrors } from '#app/routes/sign-in/form-errors.tsx'
import { noteFor } from '#app/routes/sign-in/notes.ts'
import { ProviderButton } from '#app/routes/sign-in/provider-buttons.tsx'
import { adapterById } from '#integrations/registry.ts'
import { accountChannels, departureViews, doorsOf, ownAddress } from './accounts-view.server.ts'
import { answerAddress } from './address-action.server.ts'
import { SavedNote } from './saved-note.tsx'

export const meta: MetaFunction = () => [{ title: 'Linked accounts' }]

/** The member's accounts in every channel, and how to prove one. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { program, member } = await requireMember(request)
  const { searchParams } = new URL(request.url)
  const [channels, departures, own] = await Promise.all([
    accountChannels(program.id, member.id),
    departureViews(program.id, member.id),
    ownAddress(program.id, member.id),
  ])
  const [linked = null, by = null] = ['linked', 'by'].map((name) => searchParams.get(name))
  return {
    channels,
    departures,
    own,
    chosen: searchParams.has('chosen'),
    manages: may(member.roles, 'edit_sign_in'),
    linked:
      by === 'address' && own?.since
        ? 'Your address'
        : (channels.find((one) => one.accounts.length > 0 && (one.key === by || one.ways.some((way) => way.slug === by)))?.title ?? null),
    waited: linked !== null && /^\d{1,9}$/.test(linked) ? Number(linked) : null,
    unlinked: searchParams.has('unlinked'),
    note: noteFor(
      searchParams,
      channels.flatMap((one) => one.ways),
    ),
    clock: { zone: member.timeZone, locale: member.locale, now: new Date().toISOString() },
  }
}

/** Unlinks an account, gives a code to tell a bot, or reads a public profile. */
export async function action({ request }: ActionFunctionArgs) {
  const guest = await requireMember(request)
  const { program, actor, member } = guest
  const form = await request.formData()
  const answer = { source: 0, code: null, error: null, errors: [] as string[] }
  if (form.get('do') === 'keep' || form.get('do') === 'forget') {
    const choice = form.get('do') === 'keep' ? 'keep' : 'forget'
    const done = await chooseDeparture({ ...actor, by: member.id }, Number(form.get('departure')) || 0, choice, adapterById)
    return 'message' in done ? data({ ...answer, errors: [done.message] }, { status: 409 }) : redirect('/settings/accounts?chosen', 303)
  }
  const own = await answerAddress(String(form.get('do')), guest)
  if (own) return redirect(own, 303)
  const sources = await sourcesIn(program.id)
  const source = sources.find((one) => String(one.id) === form.get('source'))
  if (!source) return redirect('/settings/accounts', 303)
  Object.assign(answer, { source: source.id })
  const adapter = adapterById(source.adapter)
  switch (form.get('do')) {
    case 'code': {
      const { code } = await issueCode(actor, member.id)
      return data({ ...answer, code }, { status: 200 })
    }
    case 'profile': {
      if (!adapter) return redirect('/settings/accounts', 303)
      const handle = String(form.get('handle') ?? '').slice(0, 200)
      const done = await linkByProfile({ ...actor, by: member.id }, { adapter, sourceId: source.id, handle, fetch: askOutside })
      if ('message' in done) return data({ ...answer, error: { handle, words: done.message } }, { status: done.kind === 'too_many' ? 429 : 400 })
      return redirect(`/settings/accounts?linked=${done.waited}&by=${source.slug}`, 303)
    }
    case 'hub': {
      if (!adapter) return redirect('/settings/accounts', 303)
      const done = await linkByHub({ ...actor, by: member.id }, { adapter, sourceId: source.id, fetch: askOutside })
      if ('message' in done) return data({ ...answer, errors: [done.message] }, { status: 409 })
      return redirect(`/settings/accounts?linked=${done.waited}&by=${source.slug}`, 303)
    }
    default: {
      const doors = (await doorsOf(program.id, sources)).flatMap((door) => (door.source ? [door.source.id] : []))
      const outcome = await unlinkIdentity(actor, member.id, source.id, doors)
      if (outcome.kind === 'only_way_in') return data({ ...answer, errors: [outcome.message] }, { status: 409 })
      return redirect('/settings/accounts?unlinked', 303)
    }
  }
}

/** Link or unlink an account of each channel. */
export default function LinkedAccounts() {
  const { channels, departures, own, chosen, manages, linked, waited, unlinked, note, clock } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  return (
    <div className="space-y-6">
      <SavedNote saved={waited !== null && linked !== null}>{linkedWords(linked ?? '', waited ?? 0)}</SavedNote>
      <SavedNote saved={unlinked}>The account is unlinked. Everything you earned with it stays yours.</SavedNote>
      <SavedNote saved={chosen}>It is done as you said. Your points are untouched.</SavedNote>
      {note && <Notice tone={note.tone}>{note.words}</Notice>}
      <FormErrors errors={sent?.errors} />
      <Departures rows={departures} clock={clock} />
      <p className="max-w-prose text-muted">
        Linking proves which accounts are yours, so that what you do with them, and did before you came, counts for you and for nobody else.
      </p>
      {own && <OwnAddress view={own} clock={clock} />}
      {channels.map((channel) => (
        <LinkedChannel
          key={channel.key}
          channel={channel}
          clock={clock}
          issued={sent?.source === channel.sourceId ? sent.code : null}
          error={sent?.source === channel.sourceId ? sent.error : null}
        >
          {channel.ways.map((way) => (
            <ProviderButton key={way.slug} way={way} purpose="link" to="/settings/accounts">
              {`Link ${way.title}`}
            </ProviderButton>
          ))}
        </LinkedChannel>
      ))}
      {channels.length === 0 && own === null && (
        <EmptyState title="Nothing to link yet" leaves={1}>
          Linking is not set up in this program yet. What you do until then waits for you.
        </EmptyState>
      )}
      {manages && (
        <p className="text-sm text-muted">
          Which sign-ins are offered here is decided under{' '}
          <Link to="/manage/sign-in" className="text-link">
            Sign-in
          </Link>
          .
        </p>
      )}
    </div>
  )
}
