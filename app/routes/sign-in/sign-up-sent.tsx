import { type LoaderFunctionArgs, type MetaFunction, data, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { anyone } from '#app/auth/guests.server.ts'
import { joiningCookie } from '#app/auth/sealed-cookies.server.ts'
import { ButtonLink } from '#app/components/ui/button.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { contentOf } from '#app/domain/outbox/queries.server.ts'
import { env } from '#app/foundation/env.ts'
import { TextLink } from './text-link.tsx'

export const meta: MetaFunction = () => [{ title: 'Check your mail' }]

/** What this browser waits for. In a demo without a mail server it gets its own mail's link, and nobody else does. */
export async function loader({ request }: LoaderFunctionArgs) {
  const guest = await anyone(request)
  const joining = joiningCookie.read(request, guest.program.id)
  if (!joining) throw redirect('/sign-up', 303)
  const { SMTP_URL, DEMO } = env()
  const content = !SMTP_URL && DEMO === '1' ? await contentOf(guest.program.id, joining.message) : null
  const fill = content?.fill
  const link = fill && ('link' in fill ? fill.link : 'signIn' in fill ? fill.signIn : null)
  // The path alone: the demo may be open under another address than the one in the mail.
  const path = link ? new URL(link).pathname + new URL(link).search : null
  return data({ email: joining.email, mails: Boolean(SMTP_URL), path }, { headers: { 'Cache-Control': 'no-store' } })
}

/** Check your mail; or, without a mail server, whom to ask. */
export default function SignUpSent() {
  const { email, mails, path } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHeader
        title="Check your mail"
        lead={
          <>
            A mail to <strong className="break-all text-ink">{email}</strong> holds a link that finishes joining. It works once, for 24 hours.
          </>
        }
      />
      <div className="space-y-5">
        {path && (
          <Notice
            title="Demo: no mail leaves this machine"
            action={
              <ButtonLink to={path} size="sm">
                Open the link of the mail
              </ButtonLink>
            }
          >
            This is the mail you would have got.
          </Notice>
        )}
        {!mails && !path && (
          <Notice tone="warning" title="This hub has no mail server yet">
            Ask a manager of the program: they find your mail under Manage, Mail, and can give you its link.
          </Notice>
        )}
        <p className="text-muted">
          Nothing came? Look in the spam folder, or <TextLink to="/sign-up">try again</TextLink>. Here before?{' '}
          <TextLink to="/sign-in">Sign in</TextLink>.
        </p>
      </div>
    </>
  )
}
