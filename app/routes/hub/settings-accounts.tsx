import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, data, redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { githubReady } from '#app/auth/github.server.ts'
import { requireMember } from '#app/auth/guests.server.ts'
import { ChannelIcon } from '#app/components/activities/channel-icon.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { Disclosure } from '#app/components/ui/disclosure.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { Section } from '#app/components/ui/section.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { sourceBySlug } from '#app/domain/activities/queries.server.ts'
import { accountsOf } from '#app/domain/members/queries.server.ts'
import { may } from '#app/domain/members/roles.ts'
import { unlinkIdentity } from '#app/flows/unlink-identity.server.ts'
import { FormErrors } from '#app/routes/sign-in/form-errors.tsx'
import { GithubButton } from '#app/routes/sign-in/github-button.tsx'
import { noteFor } from '#app/routes/sign-in/notes.ts'
import { SavedNote } from './saved-note.tsx'

export const meta: MetaFunction = () => [{ title: 'Linked accounts' }]

/** The member's GitHub account, and how to link one. */
export async function loader({ request }: LoaderFunctionArgs) {
  const guest = await requireMember(request)
  const { program, member } = guest
  const { searchParams } = new URL(request.url)
  const [source, accounts] = await Promise.all([sourceBySlug(program.id, 'github'), accountsOf(program.id, member.id)])
  const account = accounts.find((one) => one.sourceId === source?.id)
  const linked = searchParams.get('linked')
  return {
    account: account ? { handle: account.handle, since: account.provedAt.toISOString() } : null,
    ready: githubReady() && source !== null,
    manages: may(member.roles, 'edit_channels'),
    waited: linked !== null && /^\d{1,9}$/.test(linked) ? Number(linked) : null,
    unlinked: searchParams.has('unlinked'),
    note: noteFor(searchParams.get('note')),
    clock: { zone: member.timeZone, locale: member.locale, now: new Date().toISOString() },
  }
}

/** Unlinks the GitHub account. */
export async function action({ request }: ActionFunctionArgs) {
  const guest = await requireMember(request)
  const source = await sourceBySlug(guest.program.id, 'github')
  if (!source) return redirect('/settings/accounts', 303)
  const outcome = await unlinkIdentity(guest.actor, guest.member.id, source.id)
  if (outcome.kind === 'only_way_in') return data({ errors: [outcome.message] }, { status: 409 })
  return redirect('/settings/accounts?unlinked', 303)
}

function linkedWords(waited: number): string {
  if (waited === 0) return 'GitHub is linked. What you do there counts from now on.'
  return `GitHub is linked, and ${waited === 1 ? 'one thing you did there before was' : `${waited} things you did there before were`} waiting for you. The points are on their way.`
}

/** Link or unlink GitHub. */
export default function LinkedAccounts() {
  const { account, ready, manages, waited, unlinked, note, clock } = useLoaderData<typeof loader>()
  const errors = useActionData<typeof action>()?.errors
  return (
    <div className="space-y-6">
      <SavedNote saved={waited !== null && account !== null}>{linkedWords(waited ?? 0)}</SavedNote>
      <SavedNote saved={unlinked && !account}>GitHub is unlinked. Everything you earned with it stays yours.</SavedNote>
      {note && <Notice tone={note.tone}>{note.words}</Notice>}
      <FormErrors errors={errors} />
      <Section title="GitHub" look="card" lead="Linking proves which account is yours, so that what you do with it, and did before, counts for you.">
        {account ? (
          <>
            <p className="flex items-center gap-3">
              <ChannelIcon channel="github" />
              <span>
                <strong>{account.handle}</strong>
                <span className="block text-sm text-muted">
                  Linked <Time iso={account.since} look="date" {...clock} />
                </span>
              </span>
            </p>
            <div className="mt-4">
              <Disclosure summary="Unlink this account">
                <p className="mb-4 max-w-prose">
                  What you earned with it stays yours. What you do on GitHub from then on waits until the account is linked again, by you or by
                  whoever proves to own it. You can no longer sign in with it.
                </p>
                <Form method="post">
                  <Button variant="danger">Unlink GitHub</Button>
                </Form>
              </Disclosure>
            </div>
          </>
        ) : (
          <Unlinked ready={ready} manages={manages} />
        )}
      </Section>
    </div>
  )
}

function Unlinked({ ready, manages }: { ready: boolean; manages: boolean }) {
  if (ready) {
    return (
      <GithubButton purpose="link" to="/settings/accounts">
        Link GitHub
      </GithubButton>
    )
  }
  if (!manages)
    return <p className="text-muted">Linking is not set up in this program yet. A manager can switch it on; what you do until then waits for you.</p>
  return (
    <p className="text-muted">
      Register an OAuth app with GitHub whose callback is <code>/auth/github/callback</code> of this hub, and start the hub with its{' '}
      <code>GITHUB_CLIENT_ID</code> and <code>GITHUB_CLIENT_SECRET</code>. Then this button appears for everybody.
    </p>
  )
}
