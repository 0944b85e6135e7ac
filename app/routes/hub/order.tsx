import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, data, redirect } from '@remix-run/node'
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react'
import { requireMember } from '#app/auth/guests.server.ts'
import { linkOrigin } from '#app/auth/link-origin.server.ts'
import { OrderStatePill } from '#app/components/store/order-state.tsx'
import { OrderSteps } from '#app/components/store/order-steps.tsx'
import { ParcelList } from '#app/components/store/parcel-list.tsx'
import { RewardPicture } from '#app/components/store/reward-card.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { CopyField } from '#app/components/ui/copy-field.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { formatPoints } from '#app/components/ui/points.tsx'
import { addressLines } from '#app/domain/store/address.ts'
import { orderNews } from '#app/domain/store/order-words.ts'
import { undoneStates, waitWords, waitingStates } from '#app/domain/store/orders.ts'
import { addressesOf, codeOf, orderById } from '#app/domain/store/queries/orders.server.ts'
import { countryName } from '#app/domain/store/shipping.ts'
import { moveOrder } from '#app/flows/move-order.server.ts'
import { numberFrom, readerOf } from '#app/routes/manage/reader.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data ? `Order ${data.order.id}` : 'Order' }]

/** One order of this member: where it is, every step, its parcels, and its code. To all others it does not exist. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const guest = await requireMember(request)
  const program = guest.program.id
  const order = await orderById(program, numberFrom(params.id) ?? 0, guest.member.id)
  if (!order) throw new Response('There is no such order of yours.', { status: 404, statusText: 'Not Found' })
  const [code, addresses] = await Promise.all([order.kind === 'code' ? codeOf(program, order.id) : null, addressesOf(program, [order.id])])
  const address = addresses.get(order.id)
  return {
    order: {
      id: order.id,
      title: order.title,
      choice: order.choice,
      price: order.price,
      state: order.state,
      picture: order.picture,
      slug: order.slug,
    },
    news: orderNews(order, order.state, guest.program.pointsName),
    waits: waitingStates.includes(order.state) ? order.waits.map((reason) => waitWords[reason]) : [],
    canWithdraw: waitingStates.includes(order.state) || order.state === 'approved',
    undone: undoneStates.includes(order.state),
    code,
    address: address ? addressLines(address, countryName(address.country)) : [],
    // Who of the team did it stays with the team.
    steps: order.steps.map(({ byId, at, ...step }) => ({
      ...step,
      who: byId === null ? null : byId === order.memberId ? 'You' : 'The team',
      at: at.toISOString(),
    })),
    parcels: order.parcels.map(({ shippedAt, deliveredAt, ...parcel }) => ({
      ...parcel,
      shippedAt: shippedAt.toISOString(),
      deliveredAt: deliveredAt?.toISOString() ?? null,
    })),
    fresh: new URL(request.url).searchParams.has('from'),
    reader: readerOf(guest),
  }
}

/** Takes an order back, as long as nobody packs it. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { actor, program } = await requireMember(request)
  const id = numberFrom(params.id) ?? 0
  const moved = await moveOrder(actor, program, await linkOrigin(request), id, { do: 'withdraw', why: '' })
  return 'message' in moved ? data({ refusal: moved.message }, { status: 409 }) : redirect(`/orders/${id}`, 303)
}

/** The page of one order. */
export default function OrderPage() {
  const { order, news, waits, canWithdraw, undone, code, address, steps, parcels, fresh, reader } = useLoaderData<typeof loader>()
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
            {address.length > 0 && (
              <address className="text-sm text-muted not-italic">
                {address.map((line) => (
                  <span key={line} className="block">
                    {line}
                  </span>
                ))}
              </address>
            )}
          </div>
        </aside>
      </div>
    </>
  )
}
