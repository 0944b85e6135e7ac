import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { data, redirect } from '@remix-run/node'
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react'
import { requireStaff } from '#app/auth/guests.server.ts'
import { Button } from '#app/components/ui/button.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Pill } from '#app/components/ui/pill.tsx'
import { Section } from '#app/components/ui/section.tsx'
import { Table } from '#app/components/ui/table.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { accountListsOf } from '#app/domain/accounts/queries.server.ts'
import { uploadAccounts } from '#app/flows/upload-accounts.server.ts'
import { readerOf } from './reader.server.ts'

export const meta: MetaFunction = () => [{ title: 'Account data' }]

/** The lists of account data that were brought in. */
export async function loader({ request }: LoaderFunctionArgs) {
  const guest = await requireStaff(request, 'edit_channels')
  const lists = await accountListsOf(guest.program.id, 50)
  return { lists: lists.map((list) => ({ ...list, createdAt: list.createdAt.toISOString() })), reader: readerOf(guest) }
}

/** Keeps an uploaded list as a draft and goes to its page. */
export async function action({ request }: ActionFunctionArgs) {
  const { actor } = await requireStaff(request, 'edit_channels')
  const form = await request.formData()
  const said = (name: string) => (typeof form.get(name) === 'string' ? String(form.get(name)) : '')
  const file = form.get('file')
  const csv = file instanceof File && file.size > 0 ? (file.size > 9_000_000 ? 'x'.repeat(9_000_000) : await file.text()) : said('csv')
  const done = await uploadAccounts({ title: said('title') || (file instanceof File ? file.name : ''), csv }, actor)
  return 'message' in done ? data({ words: done.message }, { status: 400 }) : redirect(`/manage/members/accounts/${done.id}`)
}

const looks = {
  draft: { tone: 'waiting', label: 'Draft' },
  done: { tone: 'good', label: 'Brought in' },
  undone: { tone: 'quiet', label: 'Taken back' },
} as const
const label = 'flex min-w-0 flex-col gap-1.5 text-sm font-semibold'

/** Account data of members. */
export default function Accounts() {
  const { lists, reader } = useLoaderData<typeof loader>()
  const told = useActionData<typeof action>()
  return (
    <>
      <PageHeader
        dense
        title="Account data"
        lead="Company, plan, stage and day of renewal, as your customer system has them: rules and segments can ask about them."
        crumbs={[{ label: 'Members', to: '/manage/members' }, { label: 'Account data' }]}
      />
      <div className="flex flex-col gap-10">
        {told && (
          <Notice tone="danger" announce>
            {told.words}
          </Notice>
        )}
        <Section title="Bring in a list" lead="You see what would change before it does, and can take the whole list back afterwards.">
          <Form method="post" encType="multipart/form-data" className="grid max-w-4xl gap-5 sm:grid-cols-2">
            <label className={label}>
              Name of this list
              <input name="title" maxLength={120} placeholder="Customers, October" className="input-face min-h-11 font-normal" />
            </label>
            <label className={label}>
              A CSV file
              <input type="file" name="file" accept=".csv,text/csv,text/plain" className="input-face min-h-11 font-normal" />
            </label>
            <label className={`${label} sm:col-span-2`}>
              Or its text
              <textarea
                name="csv"
                rows={3}
                placeholder={'email,company,plan,renewal date,consent\nada@example.org,Example Inc,Team,2027-01-31,DPA 2026-17'}
                className="input-face font-mono font-normal"
              />
            </label>
            <div className="sm:col-span-2">
              <Button>Look at the list</Button>
            </div>
          </Form>
        </Section>
        <Section title="Brought in so far">
          <Table
            dense
            caption="Lists"
            rows={lists}
            rowKey={(list) => list.id}
            empty={
              <EmptyState title="No list so far">Orders and renewals are paid as lists of a channel; here is what is known about people.</EmptyState>
            }
            columns={[
              {
                key: 'title',
                title: 'List',
                heading: true,
                cell: (list) => (
                  <Link to={`/manage/members/accounts/${list.id}`} className="text-link [overflow-wrap:anywhere]">
                    {list.title}
                  </Link>
                ),
              },
              { key: 'state', title: 'State', cell: (list) => <Pill tone={looks[list.state].tone}>{looks[list.state].label}</Pill> },
              { key: 'changed', title: 'Changed', numeric: true, cell: (list) => list.changed.toLocaleString(reader.locale) },
              { key: 'faults', title: 'Not read', numeric: true, cell: (list) => list.faults.toLocaleString(reader.locale) },
              {
                key: 'at',
                title: 'Uploaded',
                cell: (list) => <Time iso={list.createdAt} zone={reader.zone} locale={reader.locale} now={reader.now} />,
              },
            ]}
          />
        </Section>
      </div>
    </>
  )
}
