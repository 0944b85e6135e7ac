import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { requireStaff } from '#app/auth/guests.server.ts'
import { MailPill, mailStates } from '#app/components/manage/mail-state.tsx'
import { CodeBlock } from '#app/components/ui/code-block.tsx'
import { Disclosure } from '#app/components/ui/disclosure.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { type TemplateName, templateTitles } from '#app/domain/outbox/messages.ts'
import { messageById } from '#app/domain/outbox/queries.server.ts'
import { numberFrom, readerOf } from './reader.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title ?? 'Mail' }]

/** One mail with its words, as far as they are kept. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const guest = await requireStaff(request, 'see_mail')
  const message = await messageById(guest.program.id, numberFrom(params.id) ?? 0, guest.member.roles.includes('owner'))
  if (!message) throw new Response('There is no such mail.', { status: 404, statusText: 'Not Found' })
  const { createdAt, sentAt, template, ...rest } = message
  return {
    ...rest,
    title: message.subject ?? templateTitles[template as TemplateName] ?? template,
    at: (sentAt ?? createdAt).toISOString(),
    reader: readerOf(guest),
  }
}

/** One mail as its reader would see it. The frame it stands in runs no script and opens links in a new page. */
export default function MailMessage() {
  const view = useLoaderData<typeof loader>()
  const { reader } = view
  return (
    <>
      <PageHeader
        dense
        title={
          <span className="flex flex-wrap items-center gap-3">
            {view.title} <MailPill state={view.state} />
          </span>
        }
        crumbs={[{ label: 'Mail', to: '/manage/mail' }, { label: view.title }]}
      />
      <dl className="mb-6 flex flex-wrap gap-x-10 gap-y-2">
        <div>
          <dt className="text-sm text-muted">To</dt>
          <dd className="font-medium break-all">
            {view.memberId === null ? (
              view.toAddress
            ) : (
              <Link to={`/manage/members/${view.memberId}`} className="text-link">
                {view.toAddress}
              </Link>
            )}
          </dd>
        </div>
        <div>
          <dt className="text-sm text-muted">When</dt>
          <dd className="font-medium">
            <Time iso={view.at} zone={reader.zone} locale={reader.locale} now={reader.now} look="full" />
          </dd>
        </div>
        <div>
          <dt className="text-sm text-muted">Tries</dt>
          <dd className="font-medium tabular-nums">{view.attempts}</dd>
        </div>
      </dl>
      <div className="flex flex-col gap-6">
        {view.error && (
          <Notice tone="danger" title="The last try failed">
            {view.error}
          </Notice>
        )}
        {view.withheld && <Notice tone="warning">{view.withheld}</Notice>}
        {view.html !== null && (
          <iframe
            title={`The mail “${view.title}”`}
            srcDoc={view.html}
            sandbox="allow-popups allow-popups-to-escape-sandbox"
            referrerPolicy="no-referrer"
            className="h-130 w-full rounded-lg border bg-[#ffffff]"
          />
        )}
        {view.text !== null && (
          <Disclosure summary="As plain text">
            <CodeBlock label="Plain text" code={view.text} />
          </Disclosure>
        )}
        {view.html === null && view.text === null && !view.withheld && (
          <p className="text-muted">{mailStates[view.state].means} Its words are not kept.</p>
        )}
      </div>
    </>
  )
}
