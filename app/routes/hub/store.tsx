import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { requireMember } from '#app/auth/guests.server.ts'
import { RewardCard } from '#app/components/store/reward-card.tsx'
import { ShelfHead } from '#app/components/store/shelf-head.tsx'
import { type CardView, cardView, goalOf } from '#app/components/store/views.ts'
import { ButtonLink } from '#app/components/ui/button.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { TabLinks } from '#app/components/ui/tab-links.tsx'
import { kindTitles, rewardKinds } from '#app/domain/store/rewards.ts'
import { wishedBy } from '#app/domain/store/queries/shelf.server.ts'
import { readShelf } from '#app/flows/read-shelf.server.ts'

export const meta: MetaFunction = () => [{ title: 'Store' }]

/** The shelf as this member sees it: what is within reach, what is worth saving for, what is not for them now. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { program, member } = await requireMember(request)
  const query = new URL(request.url).searchParams
  const [shelf, wished] = await Promise.all([readShelf(program, member.id), wishedBy(program.id, member.id)])
  const kinds = rewardKinds.filter((kind) => shelf.lines.some((line) => line.reward.kind === kind))
  const kind = kinds.find((one) => one === query.get('kind')) ?? null
  const mine = query.get('for') === 'me'
  const lines = shelf.lines.filter((line) => (kind === null || line.reward.kind === kind) && (!mine || line.barriers.length === 0))
  return {
    cards: lines.map((line) => cardView(line, shelf.shopper.spendable, wished.has(line.reward.id))),
    kinds: kinds.map((value) => ({ value, title: kindTitles[value] })),
    kind,
    mine,
    spendable: shelf.shopper.spendable,
    reader: { locale: member.locale, pointsName: program.pointsName },
  }
}

/** A shop one wants to enter. */
export default function Store() {
  const { cards, kinds, kind, mine, spendable, reader } = useLoaderData<typeof loader>()
  const near = cards.filter((card) => card.toGo === null && card.barrier === null && !card.soldOut)
  const far = cards.filter((card) => card.toGo !== null && card.barrier === null && !card.soldOut).sort((one, other) => other.reach - one.reach)
  const rest = cards.filter((card) => card.barrier !== null || card.soldOut)
  const tabs = [
    { label: 'Everything', to: '/store', current: kind === null && !mine },
    { label: 'Only what I can get', to: '/store?for=me', current: mine },
    ...kinds.map(({ value, title }) => ({ label: title, to: `/store?kind=${value}`, current: value === kind })),
  ]
  return (
    <>
      <ShelfHead spendable={spendable} goal={kind === null && !mine ? goalOf(cards) : null} {...reader} />
      <div className="mb-8">
        <TabLinks label="Filter" look="chips" tabs={tabs} />
      </div>
      {cards.length === 0 && (
        <EmptyState
          title={mine ? 'Nothing within reach yet' : 'The shelf is empty'}
          action={
            <ButtonLink to={mine ? '/store' : '/earn'} variant="outline">
              {mine ? 'See everything' : 'How to earn'}
            </ButtonLink>
          }
        >
          {mine ? 'Have a look at everything: each thing says how much is still to go.' : 'As soon as the team puts something on it, it is here.'}
        </EmptyState>
      )}
      <div className="flex flex-col gap-12">
        <Shelf title="Within your reach" cards={near} reader={reader} />
        <Shelf title="Worth saving for" cards={far} reader={reader} />
        <Shelf title="Not now" cards={rest} reader={reader} />
      </div>
    </>
  )
}

function Shelf({ title, cards, reader }: { title: string; cards: CardView[]; reader: { locale: string; pointsName: string } }) {
  if (cards.length === 0) return null
  return (
    <section aria-label={title}>
      <h2 className="mb-4 flex items-baseline gap-3 text-lg font-bold tracking-tight">
        {title}
        <span className="text-sm font-normal text-muted tabular-nums">{cards.length}</span>
      </h2>
      <div className="grid grid-cols-2 gap-3 sm:gap-6 lg:grid-cols-3">
        {cards.map((card) => (
          <RewardCard key={card.slug} card={card} {...reader} />
        ))}
      </div>
    </section>
  )
}
