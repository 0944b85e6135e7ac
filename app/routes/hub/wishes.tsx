import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { requireMember } from '#app/auth/guests.server.ts'
import { RewardCard } from '#app/components/store/reward-card.tsx'
import { cardView } from '#app/components/store/views.ts'
import { ButtonLink } from '#app/components/ui/button.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { wishedBy } from '#app/domain/store/queries/shelf.server.ts'
import { readShelf } from '#app/flows/read-shelf.server.ts'

export const meta: MetaFunction = () => [{ title: 'Wish list' }]

/** What this member wishes for, with how much is still to go. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { program, member } = await requireMember(request)
  const [shelf, wished] = await Promise.all([readShelf(program, member.id), wishedBy(program.id, member.id)])
  const lines = shelf.lines.filter((line) => wished.has(line.reward.id))
  return {
    cards: lines.map((line) => cardView(line, shelf.shopper.spendable, true)),
    reader: { locale: member.locale, pointsName: program.pointsName },
  }
}

/** The wish list. */
export default function Wishes() {
  const { cards, reader } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHeader
        title="Wish list"
        lead="You hear once when something is back in stock, and before a price goes up."
        crumbs={[{ label: 'Store', to: '/store' }, { label: 'Wish list' }]}
      />
      {cards.length === 0 ? (
        <EmptyState title="No wishes yet" action={<ButtonLink to="/store">Go to the store</ButtonLink>}>
          Open anything in the store and put it on your list.
        </EmptyState>
      ) : (
        <div className="grid gap-6 sm:grid-cols-2 lg:grid-cols-3">
          {cards.map((card) => (
            <RewardCard key={card.slug} card={card} {...reader} />
          ))}
        </div>
      )}
    </>
  )
}
