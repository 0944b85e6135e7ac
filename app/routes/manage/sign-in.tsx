import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { originOf } from '#app/auth/cookies.server.ts'
import { requireStaff } from '#app/auth/guests.server.ts'
import { providersFromEnv } from '#app/auth/ways-in.server.ts'
import { ConnectionList } from '#app/components/manage/connection-list.tsx'
import { ConnectionForm, ConnectionKinds } from '#app/components/manage/connection-form.tsx'
import { Faults } from '#app/components/manage/faults.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Section } from '#app/components/ui/section.tsx'
import { connectionKinds, connectionSchema } from '#app/domain/access/providers.ts'
import { providerRows } from '#app/domain/access/queries/providers.server.ts'
import { saveConnection } from '#app/flows/save-connection.server.ts'
import { switchConnection } from '#app/flows/switch-connection.server.ts'
import { env } from '#app/foundation/env.ts'
import { draftOf, readForm } from './read-form.server.ts'

export const meta: MetaFunction = () => [{ title: 'Sign-in' }]

const toldWords: Record<string, string> = {
  saved: 'Saved. The secret is sealed; nobody can read it again.',
  on: 'It is on: the button stands on the sign-in page.',
  off: 'It is off. Whoever came in by it stays a member, and can sign in another way.',
}

/** Every way to sign in, and what an owner enters for one. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { program } = await requireStaff(request, 'edit_sign_in')
  const query = new URL(request.url).searchParams
  const kept = await providerRows(program.id)
  const fixed = providersFromEnv(program.id).map(({ slug, kind, title, site, clientId, idClaim }) => ({
    ...{ slug, kind, title, site, clientId, idClaim },
    ...{ hint: '', state: 'on' as const, fromEnv: true },
  }))
  const edited = kept.find((row) => row.slug === query.get('edit')) ?? null
  return {
    rows: [...fixed, ...kept],
    edited,
    kind: edited?.kind ?? connectionKinds.find((kind) => kind === query.get('kind')) ?? null,
    origin: env().PUBLIC_URL ? new URL(env().PUBLIC_URL ?? '').origin : originOf(request),
    told: query.get('told'),
  }
}

/** Keeps a way in, or switches one on or off. */
export async function action({ request }: ActionFunctionArgs) {
  const { actor } = await requireStaff(request, 'edit_sign_in')
  const form = await request.formData()
  if (form.get('do') === 'switch') {
    const state = form.get('to') === 'off' ? 'off' : 'on'
    const done = await switchConnection(String(form.get('slug') ?? ''), state, actor)
    return 'message' in done ? data({ faults: [done.message], draft: null }, { status: 409 }) : redirect(`/manage/sign-in?told=${state}`, 303)
  }
  const read = readForm(form, connectionSchema)
  if ('faults' in read) return data(read, { status: 400 })
  const done = await saveConnection(read.value, String(form.get('slug') ?? '') || null, actor)
  if ('message' in done) return data({ faults: [done.message], draft: draftOf(form) }, { status: 409 })
  return redirect('/manage/sign-in?told=saved', 303)
}

/** How people get in. */
export default function ManageSignIn() {
  const { rows, edited, kind, origin, told } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  const draft = sent?.draft ?? (edited ? { ...edited, hint: '', state: '', fromEnv: '' } : {})
  return (
    <>
      <PageHeader
        dense
        title="Sign-in"
        lead="Members always get in by mail and password. Here you add the accounts they have already. An account that somebody signs in with is proved at the same time."
      />
      <div className="flex flex-col gap-10">
        {told && toldWords[told] && !sent && (
          <Notice tone="good" announce>
            {toldWords[told]}
          </Notice>
        )}
        <Faults faults={sent?.faults} />
        <ConnectionList rows={rows} />
        {kind ? (
          <Section title={edited ? `Change ${edited.title}` : 'Set it up'} id="form">
            <ConnectionForm
              key={edited?.slug ?? kind}
              kind={kind}
              draft={draft}
              slug={edited?.slug ?? null}
              hint={edited?.hint ?? null}
              origin={origin}
            />
          </Section>
        ) : (
          <Section title="Add a way in">
            <ConnectionKinds />
          </Section>
        )}
      </div>
    </>
  )
}
