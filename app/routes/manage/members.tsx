import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Form, useLoaderData } from '@remix-run/react'
import { requireStaff } from '#app/auth/guests.server.ts'
import { MemberTable } from '#app/components/manage/member-table.tsx'
import { Button, ButtonLink } from '#app/components/ui/button.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Pagination } from '#app/components/ui/pagination.tsx'
import { SearchForm } from '#app/components/ui/search-form.tsx'
import { Select } from '#app/components/ui/select-field.tsx'
import { type MemberOrder, memberOrders, searchMembers } from '#app/domain/members/queries/manage.server.ts'
import { may } from '#app/domain/members/roles.ts'
import { numberFrom, readerOf } from './reader.server.ts'

export const meta: MetaFunction = () => [{ title: 'Members' }]

const perPage = 50

/** Members that the search finds, in the order asked for. */
export async function loader({ request }: LoaderFunctionArgs) {
  const guest = await requireStaff(request, 'see_members')
  const query = new URL(request.url).searchParams
  const asked = query.get('order') ?? ''
  const order = Object.hasOwn(memberOrders, asked) ? (asked as MemberOrder) : 'points'
  const skip = Math.min(numberFrom(query.get('from')) ?? 0, 100_000)
  const withContact = may(guest.member.roles, 'see_contact')
  const text = (query.get('q') ?? '').slice(0, 200)
  const rows = await searchMembers(guest.program.id, { text, withContact, order, skip, limit: perPage + 1 })
  return {
    rows: rows.slice(0, perPage).map((row) => ({ ...row, joinedAt: row.joinedAt.toISOString(), lastSeenAt: row.lastSeenAt?.toISOString() ?? null })),
    more: rows.length > perPage,
    text,
    order,
    skip,
    orders: Object.entries(memberOrders).map(([value, label]) => ({ value, label })),
    withContact,
    mayBring: may(guest.member.roles, 'edit_channels'),
    mayAward: may(guest.member.roles, 'correct_points'),
    reader: readerOf(guest),
  }
}

/** Members: search, sort, open. */
export default function Members() {
  const { rows, more, text, order, orders, skip, withContact, mayAward, mayBring, reader } = useLoaderData<typeof loader>()
  const address = (from: number) =>
    `/manage/members?${new URLSearchParams({ ...(text && { q: text }), order, ...(from > 0 && { from: String(from) }) })}`
  return (
    <>
      <PageHeader
        dense
        title="Members"
        actions={
          mayBring && (
            <ButtonLink variant="outline" size="sm" to="/manage/members/accounts">
              Account data
            </ButtonLink>
          )
        }
      />
      <div className="mb-6 max-w-3xl">
        <SearchForm label={withContact ? 'Name, handle, address or linked account' : 'Name, handle or linked account'} value={text}>
          <span className="w-44">
            <Select name="order" key={order} defaultValue={order} aria-label="Order" choices={orders} />
          </span>
        </SearchForm>
      </div>
      {rows.length > 0 ? (
        <Form method="get" action="/manage/awards">
          <MemberTable rows={rows} withContact={withContact} choosable={mayAward} reader={reader} />
          {mayAward && (
            <Button variant="outline" className="mt-5">
              Give points to those chosen
            </Button>
          )}
        </Form>
      ) : (
        <EmptyState title={text ? `Nobody is found for “${text}”` : 'No members yet'}>
          {text ? 'Try a part of the name, or the handle in a channel.' : 'People who sign up, or whose account is linked, appear here.'}
        </EmptyState>
      )}
      <Pagination
        newer={skip > 0 ? address(Math.max(0, skip - perPage)) : null}
        older={more ? address(skip + perPage) : null}
        label="Pages of members"
      />
    </>
  )
}
