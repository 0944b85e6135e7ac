import { parseWithZod } from '@conform-to/zod/v4'
import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, data, redirect } from '@remix-run/node'
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react'
import { requireMember } from '#app/auth/guests.server.ts'
import { linkOrigin } from '#app/auth/link-origin.server.ts'
import { AddressLines } from '#app/components/store/address-lines.tsx'
import { PrizeAddress, TicketNote } from '#app/components/store/order-extras.tsx'
import { OrderStatePill } from '#app/components/store/order-state.tsx'
import { OrderSteps } from '#app/components/store/order-steps.tsx'
import { ParcelList } from '#app/components/store/parcel-list.tsx'
import { RewardPicture } from '#app/components/store/reward-card.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { CopyField } from '#app/components/ui/copy-field.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { formatPoints } from '#app/components/ui/points.tsx'
import { addressSchema } from '#app/domain/store/address.ts'
import { giveAddress } from '#app/flows/give-address.server.ts'
import { moveOrder } from '#app/flows/move-order.server.ts'
import { numberFrom } from '#app/routes/manage/reader.server.ts'
import { ownOrder } from './order-view.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data ? `Order ${data.order.id}` : 'Order' }]

/** One order of this member: where it is, every step, its parcels, and its code. To all others it does not exist. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const guest = await requireMember(request)
  const view = await ownOrder(guest, numberFrom(params.id) ?? 0)
  return { ...view, fresh: new URL(request.url).searchParams.has('from') }
}

/** Takes an order back, as long as nobody packs it; or says where a prize should go. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { actor, program, member } = await requireMember(request)
  const id = numberFrom(params.id) ?? 0
  const form = await request.formData()
  if (form.get('do') === 'address') {
    const submission = parseWithZod(form, { schema: addressSchema })
    if (submission.status !== 'success')
      return data({ refusal: 'Something about the address is missing.', errors: submission.error ?? {} }, { status: 400 })
    const kept = await giveAddress({ ...actor, by: member.id }, id, submission.value)
    return 'message' in kept ? data({ refusal: kept.message, errors: {} }, { status: 409 }) : redirect(`/orders/${id}`, 303)
  }
  const moved = await moveOrder(actor, program, await linkOrigin(request), id, { do: 'withdraw', why: '' })
  return 'message' in moved ? data({ refusal: moved.message, errors: {} }, { status: 409 }) : redirect(`/orders/${id}`, 303)
}

/** The page of one order. */
export default function OrderPage() {
  const { order, news, waits, canWithdraw, undone, code, ticket, asksWhere, address, steps, parcels, fresh, reader } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  return (
    <>
      <PageHeader
        title={news.heading}
        crumbs={[{ label: 'Store', to: '/store' }, { label: 'Your orders', to: '/orders' }, { label: `Order ${order.id}` }]}
      />
      <div className="grid gap-10 lg:grid-cols-[1fr_320px]">
        <div className="flex min-w-0 flex-col gap-8">
          {sent && (
            <Notice tone="danger" announce>
              {sent.refusal}
            </Notice>
          )}
          <Notice tone={undone ? 'info' : 'good'} announce={fresh} title={news.words}>
            {waits.join(' ')}
          </Notice>
          {code && <CopyField label="Your code, for you alone" value={code} />}
          {asksWhere && (
            <PrizeAddress
              start={{ name: asksWhere.name }}
              countries={asksWhere.countries}
              errors={(sent?.errors ?? {}) as Record<string, string[]>}
            />
          )}
          {ticket && <TicketNote {...ticket} />}
          <ParcelList parcels={parcels} reader={reader} />
          <section aria-label="What happened">
            <h2 className="mb-4 text-lg font-bold tracking-tight">What happened</h2>
            <OrderSteps steps={steps} reader={reader} />
          </section>
          {canWithdraw && (
            <Form method="post" className="flex flex-wrap items-center gap-4">
              <Button variant="danger">Cancel this order</Button>
              <span className="text-sm text-muted">
                All {formatPoints(order.price, reader.locale)} {reader.pointsName} come back at once.
              </span>
            </Form>
          )}
        </div>
        <aside className="card h-fit overflow-hidden">
          <RewardPicture src={order.picture} title={order.title} />
          <div className="flex flex-col items-start gap-3 p-5">
            <OrderStatePill state={order.state} />
            <p>
              <Link to={`/store/${order.slug}`} className="text-link font-semibold">
                {order.title}
              </Link>
              {order.choice && <span className="block text-muted">{order.choice}</span>}
              <span className="block text-muted tabular-nums">
                {formatPoints(order.price, reader.locale)} {reader.pointsName}
              </span>
            </p>
            <AddressLines lines={address} className="text-sm text-muted" />
          </div>
        </aside>
      </div>
    </>
  )
}
