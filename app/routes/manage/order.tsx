import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, data, redirect } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { requireStaff } from '#app/auth/guests.server.ts'
import { linkOrigin } from '#app/auth/link-origin.server.ts'
import { AddressLines } from '#app/components/store/address-lines.tsx'
import { HandedPanel } from '#app/components/store/handed-panel.tsx'
import { OrderDecision } from '#app/components/store/order-decision.tsx'
import { OrderSignals } from '#app/components/store/order-signals.tsx'
import { OrderStatePill } from '#app/components/store/order-state.tsx'
import { OrderSteps } from '#app/components/store/order-steps.tsx'
import { OrderTable } from '#app/components/store/order-table.tsx'
import { ParcelList } from '#app/components/store/parcel-list.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { formatPoints } from '#app/components/ui/points.tsx'
import { Section } from '#app/components/ui/section.tsx'
import { moveFrom } from '#app/domain/store/moves.ts'
import { moveOrder } from '#app/flows/move-order.server.ts'
import { retryHandOver } from '#app/flows/retry-hand-over.server.ts'
import { orderView } from './order-view.server.ts'
import { numberFrom } from './reader.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data ? `Order ${data.order.id}` : 'Order' }]

/** One order with what to know before a yes: signals, earlier orders, who else uses the address. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const guest = await requireStaff(request, 'run_store')
  return orderView(guest, numberFrom(params.id) ?? 0)
}

/** Moves the order. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { actor, program } = await requireStaff(request, 'run_store')
  const id = numberFrom(params.id) ?? 0
  const form = Object.fromEntries(await request.formData())
  if (form.do === 'hand_again' || form.do === 'by_hand') {
    const done = await retryHandOver(actor, id, form.do === 'by_hand' ? 'by_hand' : 'again')
    return 'message' in done ? data({ refusal: done.message, first: false }, { status: 409 }) : redirect(`/manage/orders/${id}`, 303)
  }
  const move = moveFrom(form)
  if ('fault' in move) return data({ refusal: move.fault, first: false }, { status: 400 })
  const moved = await moveOrder(actor, program, await linkOrigin(request), id, move)
  if ('message' in moved) return data({ refusal: moved.message, first: false }, { status: 409 })
  return moved.kind === 'first_yes' ? data({ refusal: null, first: true }) : redirect(`/manage/orders/${id}`, 303)
}

/** An order, for staff. */
export default function ManageOrder() {
  const { order, signals, yes, trust, shared, own, moves, address, steps, parcels, earlier, parcel, handed, reader } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  return (
    <>
      <PageHeader
        dense
        title={`${order.title}${order.choice ? `, ${order.choice}` : ''}`}
        crumbs={[{ label: 'Orders', to: '/manage/orders' }, { label: `Order ${order.id}` }]}
        actions={<OrderStatePill state={order.state} />}
      />
      <div className="grid gap-10 lg:grid-cols-[1fr_360px]">
        <div className="flex min-w-0 flex-col gap-8">
          {sent?.refusal && (
            <Notice tone="danger" announce>
              {sent.refusal}
            </Notice>
          )}
          {sent?.first && (
            <Notice tone="good" announce>
              Your yes is noted. A second person has to say yes too.
            </Notice>
          )}
          <OrderSignals signals={signals} shared={shared} yes={yes} trust={trust} />
          <Section title="What to do">
            {own ? (
              <p>This is your own order: somebody else has to decide.</p>
            ) : (
              <OrderDecision
                outside={handed && handed.state !== 'cancelled' ? handed.title : null}
                state={order.state}
                moves={moves}
                parcel={parcel}
                points={`${formatPoints(order.price, reader.locale)} ${reader.pointsName}`}
              />
            )}
          </Section>
          <Section title="Earlier orders of this member">
            {earlier.length === 0 ? <p className="text-muted">This is the first.</p> : <OrderTable rows={earlier} reader={reader} brief />}
          </Section>
        </div>
        <aside className="flex min-w-0 flex-col gap-6">
          <Section look="card" title="For">
            <p>
              <Link to={`/manage/members/${order.memberId}`} className="text-link font-semibold">
                {order.who}
              </Link>
              <span className="block text-muted tabular-nums">
                {formatPoints(order.price, reader.locale)} {reader.pointsName}
              </span>
            </p>
            {order.note && <p className="mt-3">“{order.note}”</p>}
            <AddressLines lines={address} className="mt-3 text-sm" />
          </Section>
          {handed && <HandedPanel handed={handed} />}
          <ParcelList parcels={parcels} reader={reader} />
          <Section look="card" title="What happened">
            <OrderSteps steps={steps} reader={reader} />
          </Section>
        </aside>
      </div>
    </>
  )
}
