import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { requireStaff } from '#app/auth/guests.server.ts'
import { MailPill, mailStates } from '#app/components/manage/mail-state.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Pagination } from '#app/components/ui/pagination.tsx'
import { TabLinks } from '#app/components/ui/tab-links.tsx'
import { Table } from '#app/components/ui/table.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { type MessageState, type TemplateName, messageStates, templateTitles } from '#app/domain/outbox/messages.ts'
import { messageCounts, messages } from '#app/domain/outbox/queries.server.ts'
import { env } from '#app/foundation/env.ts'
import { numberFrom, readerOf } from './reader.server.ts'

export const meta: MetaFunction = () => [{ title: 'Mail' }]

const perPage = 50

/** Mails, newest first, of one state or all. */
export async function loader({ request }: LoaderFunctionArgs) {
  const guest = await requireStaff(request, 'see_mail')
  const query = new URL(request.url).searchParams
  const state = messageStates.find((one) => one === query.get('state')) ?? null
  const before = numberFrom(query.get('before'))
  const [rows, counts] = await Promise.all([
    messages(guest.program.id, { ...(state && { state }), ...(before !== null && { before }), size: perPage + 1 }),
    messageCounts(guest.program.id),
  ])
  return {
    rows: rows.slice(0, perPage).map((row) => ({
      id: row.id,
      title: row.subject ?? templateTitles[row.template as TemplateName] ?? row.template,
      to: row.toAddress,
      state: row.state,
      error: row.error,
      at: (row.sentAt ?? row.createdAt).toISOString(),
    })),
    older: rows.length > perPage ? (rows[perPage - 1]?.id ?? null) : null,
    counts,
    state,
    paged: before !== null,
    sends: env().SMTP_URL !== undefined,
    reader: readerOf(guest),
  }
}

const address = (state: MessageState | null, before: number | null): string => {
  const query = new URLSearchParams({ ...(state && { state }), ...(before !== null && { before: String(before) }) })
  return query.size > 0 ? `/manage/mail?${query}` : '/manage/mail'
}

/** The mails of the hub. */
export default function Mail() {
  const { rows, older, counts, state, paged, sends, reader } = useLoaderData<typeof loader>()
  const shown = messageStates.filter((one) => (counts[one] ?? 0) > 0 || one === state)
  const tabs = shown.map((one) => ({ label: mailStates[one].label, to: address(one, null), current: state === one, count: counts[one] ?? 0 }))
  return (
    <>
      <PageHeader dense title="Mail" lead="What the hub wrote to people." />
      {!sends && (
        <div className="mb-6">
          <Notice title="No mail server is set">Mails are kept here instead of being sent. Set SMTP_URL to send them.</Notice>
        </div>
      )}
      {tabs.length > 0 && (
        <div className="mb-4">
          <TabLinks look="chips" label="State of the mail" tabs={[{ label: 'All', to: address(null, null), current: state === null }, ...tabs]} />
        </div>
      )}
      <Table
        dense
        caption="Mails"
        rows={rows}
        rowKey={(row) => row.id}
        empty={<EmptyState title="No mails">When somebody signs up or asks for a new password, what the hub writes appears here.</EmptyState>}
        columns={[
          {
            key: 'title',
            title: 'Subject',
            cell: (row) => (
              <Link to={`/manage/mail/${row.id}`} prefetch="intent" className="text-link">
                {row.title}
              </Link>
            ),
          },
          { key: 'to', title: 'To', cell: (row) => <span className="break-all">{row.to}</span> },
          { key: 'state', title: 'State', cell: (row) => <MailPill state={row.state} /> },
          { key: 'error', title: 'Last error', wideOnly: true, cell: (row) => <span className="text-muted">{row.error ?? ''}</span> },
          { key: 'at', title: 'When', cell: (row) => <Time iso={row.at} zone={reader.zone} locale={reader.locale} now={reader.now} /> },
        ]}
      />
      <Pagination newer={paged ? address(state, null) : null} older={older === null ? null : address(state, older)} label="Pages of mails" />
    </>
  )
}
