import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, data } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { requireStaff } from '#app/auth/guests.server.ts'
import { linkOrigin } from '#app/auth/link-origin.server.ts'
import { OrderTable } from '#app/components/store/order-table.tsx'
import { Button, ButtonLink } from '#app/components/ui/button.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Pagination } from '#app/components/ui/pagination.tsx'
import { SearchForm } from '#app/components/ui/search-form.tsx'
import { TabLinks } from '#app/components/ui/tab-links.tsx'
import { moveOrder } from '#app/flows/move-order.server.ts'
import { groupFrom, orderGroups, orderRows, type OrderGroup } from './order-views.server.ts'
import { numberFrom, readerOf } from './reader.server.ts'

export const meta: MetaFunction = () => [{ title: 'Orders' }]
const page = 50

/** Orders in one group: those that wait the oldest first. */
export async function loader({ request }: LoaderFunctionArgs) {
  const guest = await requireStaff(request, 'run_store')
  const query = new URL(request.url).searchParams
  const text = (query.get('q') ?? '').trim().slice(0, 80)
  const group = text && !query.get('group') ? 'all' : groupFrom(query.get('group'))
  const { rows, counts } = await orderRows(guest, group, text, numberFrom(query.get('before')), page)
  const last = rows.length === page ? rows.at(-1)?.id : undefined
  const tabs = (Object.keys(orderGroups) as OrderGroup[]).map((name) => ({
    label: orderGroups[name].title,
    to: `/manage/orders?group=${name}`,
    current: name === group,
    count: counts[name],
  }))
  return {
    rows,
    group,
    text,
    tabs,
    older: last ? `/manage/orders?group=${group}&before=${last}${text ? `&q=${encodeURIComponent(text)}` : ''}` : null,
    reader: readerOf(guest),
  }
}

/** Says yes to several at once, or has them packed; each stands for itself, and what could not be done is said. */
export async function action({ request }: ActionFunctionArgs) {
  const { actor, program } = await requireStaff(request, 'run_store')
  const form = await request.formData()
  const origin = await linkOrigin(request)
  const step = form.get('do') === 'pack' ? 'pack' : 'approve'
  const refused: string[] = []
  let done = 0
  for (const id of form
    .getAll('order')
    .flatMap((value) => numberFrom(value) ?? [])
    .slice(0, 200)) {
    const moved = await moveOrder(actor, program, origin, id, { do: step })
    if ('message' in moved) refused.push(`Order ${id}: ${moved.message}`)
    else done += 1
  }
  return data({ done, refused, step })
}

/** The orders of the store. */
export default function ManageOrders() {
  const { rows, group, text, tabs, older, reader } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  const tick = group === 'waiting' || group === 'pack'
  return (
    <>
      <PageHeader
        dense
        title="Orders"
        lead="Points and units lie aside until somebody decides. A no gives everything back by itself."
        actions={
          <>
            <ButtonLink to="/manage/orders/packing" variant="outline" size="sm">
              Packing list
            </ButtonLink>
            <ButtonLink to={`/manage/orders.csv?group=${group}`} reloadDocument variant="outline" size="sm">
              Download as CSV
            </ButtonLink>
            <ButtonLink to="/manage/orders/tracking" variant="outline" size="sm">
              Tracking in
            </ButtonLink>
          </>
        }
      />
      <div className="flex flex-col gap-6">
        <SearchForm label="Number, title or member" value={text} />
        <TabLinks label="Groups of orders" tabs={tabs} />
        {sent && (
          <Notice
            tone={sent.refused.length > 0 ? 'warning' : 'good'}
            announce
            title={`${sent.done} ${sent.done === 1 ? 'order' : 'orders'} ${sent.step === 'pack' ? 'to the packers' : 'got a yes'}.`}
          >
            {sent.refused.map((line) => (
              <p key={line}>{line}</p>
            ))}
          </Notice>
        )}
        {rows.length === 0 ? (
          <EmptyState title={text ? 'Nothing found' : 'Nothing here'}>
            {text ? 'Try a number, a title, or a name.' : 'As soon as an order gets here, you see it.'}
          </EmptyState>
        ) : (
          <Form method="post" className="flex flex-col gap-4">
            <OrderTable rows={rows} reader={reader} tick={tick} />
            {tick && (
              <div>
                <Button name="do" value={group === 'pack' ? 'pack' : 'approve'}>
                  {group === 'pack' ? 'Hand the chosen ones to the packers' : 'Say yes to the chosen ones'}
                </Button>
              </div>
            )}
          </Form>
        )}
        <Pagination older={older} />
      </div>
    </>
  )
}
