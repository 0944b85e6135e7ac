import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { requireMember } from '#app/auth/guests.server.ts'
import { OrderStatePill } from '#app/components/store/order-state.tsx'
import { RewardPicture } from '#app/components/store/reward-card.tsx'
import { ButtonLink } from '#app/components/ui/button.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { formatPoints } from '#app/components/ui/points.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { ordersOf } from '#app/domain/store/queries/orders.server.ts'

export const meta: MetaFunction = () => [{ title: 'Your orders' }]

/** What this member ordered, the newest first. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { program, member } = await requireMember(request)
  const orders = await ordersOf(program.id, member.id)
  return {
    orders: orders.map(({ id, title, choice, price, state, picture, createdAt }) => ({
      id,
      title,
      choice,
      price,
      state,
      picture,
      at: createdAt.toISOString(),
    })),
    reader: { zone: member.timeZone, locale: member.locale, now: new Date().toISOString(), pointsName: program.pointsName },
  }
}

/** The orders of a member. */
export default function Orders() {
  const { orders, reader } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHeader
        title="Your orders"
        lead="Where each one is, and what happened to its points."
        crumbs={[{ label: 'Store', to: '/store' }, { label: 'Your orders' }]}
      />
      {orders.length === 0 ? (
        <EmptyState title="No orders yet" action={<ButtonLink to="/store">Go to the store</ButtonLink>}>
          What you order is here, with every step on its way.
        </EmptyState>
      ) : (
        <ul className="divide-y border-y">
          {orders.map((order) => (
            <li key={order.id} className="relative flex items-center gap-4 py-4">
              <RewardPicture src={order.picture} title={order.title} className="w-24! shrink-0 rounded-md" />
              <div className="min-w-0 flex-1">
                <Link to={`/orders/${order.id}`} className="font-semibold no-underline after:absolute after:inset-0 hover:text-leaf">
                  {order.title}
                </Link>
                <p className="text-sm text-muted">
                  {order.choice && `${order.choice} · `}
                  {formatPoints(order.price, reader.locale)} {reader.pointsName} · <Time iso={order.at} {...reader} />
                </p>
              </div>
              <OrderStatePill state={order.state} />
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
