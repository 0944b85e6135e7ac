import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { redirect } from '@remix-run/node'
import { Form, Link, useLoaderData } from '@remix-run/react'
import { requireMember } from '#app/auth/guests.server.ts'
import { Button } from '#app/components/ui/button.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { joinClasses } from '#app/components/ui/join-classes.ts'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Pagination } from '#app/components/ui/pagination.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { noticesOf } from '#app/domain/notices/queries.server.ts'
import { readNotices } from '#app/flows/read-notices.server.ts'

export const meta: MetaFunction = () => [{ title: 'Notices' }]

const perPage = 30
const number = /^\d{1,15}$/

/** A member's notices, newest first. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { program, member } = await requireMember(request)
  const before = new URL(request.url).searchParams.get('before') ?? ''
  const rows = await noticesOf(program.id, member.id, number.test(before) ? Number(before) : null, perPage + 1)
  const notices = rows
    .slice(0, perPage)
    .map(({ createdAt, readAt, ...notice }) => ({ ...notice, at: createdAt.toISOString(), read: readAt !== null }))
  return {
    notices,
    older: rows.length > perPage ? `/notices?before=${notices.at(-1)?.id ?? 0}` : null,
    newer: number.test(before) ? '/notices' : null,
    newest: notices[0]?.id ?? 0,
    unread: notices.some((notice) => !notice.read),
    reader: { zone: member.timeZone, locale: member.locale, now: new Date().toISOString() },
  }
}

/** Marks what was shown as read. */
export async function action({ request }: ActionFunctionArgs) {
  const { actor, member } = await requireMember(request)
  const upTo = String((await request.formData()).get('upTo') ?? '')
  if (!number.test(upTo)) throw new Response('This form was not whole. Open the page again.', { status: 400, statusText: 'Bad Request' })
  await readNotices({ ...actor, by: member.id }, Number(upTo))
  return redirect('/notices', 303)
}

/** What happened to a member's things, each with a link to it. */
export default function Notices() {
  const { notices, older, newer, newest, unread, reader } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHeader
        title="Notices"
        lead="What became of your submissions, orders and messages."
        actions={
          unread && (
            <Form method="post">
              <input type="hidden" name="upTo" value={newest} />
              <Button variant="outline">Mark all as read</Button>
            </Form>
          )
        }
      />
      {notices.length === 0 && (
        <EmptyState title="Nothing yet">When somebody looks at what you handed in, or an order moves, you read it here.</EmptyState>
      )}
      {notices.length > 0 && (
        <ol className="divide-y rounded-lg border bg-card">
          {notices.map((notice) => (
            <li key={notice.id} className={joinClasses('px-5 py-4', !notice.read && 'bg-leaf-soft/50')}>
              <p className="flex flex-wrap items-baseline justify-between gap-x-4">
                <Link to={notice.url} className="font-semibold">
                  {notice.title}
                </Link>
                <span className="text-sm text-muted">
                  {!notice.read && <span className="mr-2 font-semibold text-leaf">New</span>}
                  <Time iso={notice.at} {...reader} />
                </span>
              </p>
              {notice.body && <p className="mt-1 max-w-prose whitespace-pre-line text-muted">{notice.body}</p>}
            </li>
          ))}
        </ol>
      )}
      <Pagination newer={newer} older={older} label="Notices" />
    </>
  )
}
