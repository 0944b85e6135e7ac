import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, data, redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { requireMember } from '#app/auth/guests.server.ts'
import { ChannelIcon } from '#app/components/activities/channel-icon.tsx'
import { Button, ButtonLink } from '#app/components/ui/button.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { peekLink } from '#app/domain/access/queries.server.ts'
import { sourcesIn } from '#app/domain/activities/queries.server.ts'
import { claimAccount } from '#app/flows/claim-account.server.ts'
import { FormErrors } from '#app/routes/sign-in/form-errors.tsx'

export const meta: MetaFunction = () => [{ title: 'Link an account' }, { name: 'robots', content: 'noindex' }]

/** The account that a link from our bot proves; looking does not use it up. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { program, member } = await requireMember(request)
  const headers = { 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' }
  const link = await peekLink(program.id, 'account', params.token ?? '')
  const source = link && (await sourcesIn(program.id)).find((one) => String(one.id) === link.source)
  if (!link || !source) return data({ kind: 'gone' as const }, { status: 410, headers })
  const { adapter, title } = source
  return data({ kind: 'open' as const, adapter, title, handle: link.handle ?? '', name: member.displayName, program: program.name }, { headers })
}

/** Links the account to whoever is signed in. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { program, actor, member } = await requireMember(request)
  const outcome = await claimAccount(actor, member.id, params.token ?? '')
  if (outcome.kind !== 'linked') return data({ errors: [outcome.message] }, { status: outcome.kind === 'link_gone' ? 410 : 409 })
  const source = (await sourcesIn(program.id)).find((one) => one.id === outcome.sourceId)
  return redirect(`/settings/accounts?linked=${outcome.waited}&by=${source?.slug ?? ''}`, 303)
}

/** One button: this account is mine. */
export default function LinkAccount() {
  const link = useLoaderData<typeof loader>()
  const errors = useActionData<typeof action>()?.errors
  if (link.kind === 'gone') {
    return (
      <>
        <PageHeader title="This link has done its work" lead="It was used already, or it is older than an hour. Say /link again to get a new one." />
        <FormErrors errors={errors} />
        <ButtonLink to="/settings/accounts">See your linked accounts</ButtonLink>
      </>
    )
  }
  return (
    <>
      <PageHeader
        title={`Is this your ${link.title} account?`}
        lead={`What it does there, and did before, then counts for you on ${link.program}.`}
      />
      <Form method="post" className="card max-w-xl space-y-6 p-5 sm:p-7">
        <FormErrors errors={errors} />
        <p className="flex items-center gap-4">
          <ChannelIcon channel={link.adapter} />
          <span className="min-w-0">
            <strong className="block truncate text-lg">{link.handle}</strong>
            <span className="text-muted">
              on {link.title}, to be linked to you, {link.name}
            </span>
          </span>
        </p>
        <p className="max-w-prose text-muted">
          <strong className="text-ink">Go on only if you asked for this link yourself.</strong> If you did not ask our bot for it, {link.handle} is
          somebody else’s account: what they do would count as yours, and it would stand on your profile. Then close this page: nothing has happened
          yet.
        </p>
        <div className="flex flex-wrap gap-3">
          <Button>Yes, link it to me</Button>
          <ButtonLink to="/settings/accounts" variant="outline">
            Not now
          </ButtonLink>
        </div>
      </Form>
    </>
  )
}
