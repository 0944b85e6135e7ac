import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { requireMember } from '#app/auth/guests.server.ts'
import { Ledger } from '#app/components/activities/ledger.tsx'
import { arrivedLine, cursorFrom, cursorText, ledgerSums, stateFilters, stateFrom } from '#app/components/hub/activity-view.ts'
import { cardsFrom } from '#app/components/hub/kinds.ts'
import { ExpiringPoints, OtherBalances } from '#app/components/hub/ledger-beside.tsx'
import { LedgerSums } from '#app/components/hub/ledger-sums.tsx'
import { ledgerLineOf } from '#app/components/hub/ledger-view.ts'
import { ButtonLink } from '#app/components/ui/button.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Pagination } from '#app/components/ui/pagination.tsx'
import { TabLinks } from '#app/components/ui/tab-links.tsx'
import { emptyBalance, pointsCurrency } from '#app/domain/ledger/ledger.ts'
import { balancesIn, expiringOf } from '#app/domain/ledger/queries.server.ts'
import { channelsOf } from '#app/domain/rules/queries/earn.server.ts'
import { arrivedFor, wordSums, wordsOf } from '#app/domain/rules/queries/words.server.ts'
import { dayInWords } from '#app/foundation/calendar.ts'
import { adapters } from '#integrations/registry.ts'
import { ordersBehind } from './orders-behind.server.ts'

export const meta: MetaFunction = () => [{ title: 'My activity' }]

const perPage = 50
const daysShown = 90

/** The member's ledger: a page of it, what it adds up to, and what has arrived but is not judged yet. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { program, member } = await requireMember(request)
  const query = new URL(request.url).searchParams
  const state = stateFrom(query.get('state'))
  const source = /^\d{1,5}$/.test(query.get('channel') ?? '') ? Number(query.get('channel')) : null
  const before = cursorFrom(query.get('before'))
  const after = before ? null : cursorFrom(query.get('after'))
  const now = new Date()
  const cursor = before ? { ...before, way: 'before' as const } : after && { ...after, way: 'after' as const }
  const filter = { states: state && stateFilters[state].states, source }
  const [page, sums, balances, expiring, channels, arrived] = await Promise.all([
    wordsOf(program.id, member.id, filter, cursor, perPage),
    wordSums(program.id, member.id, new Date(now.getTime() - daysShown * 86_400_000)),
    balancesIn(program.id, member.id),
    expiringOf(program.id, member.id),
    channelsOf(program.id),
    cursor || source !== null || (state && state !== 'pending') ? [] : arrivedFor(program.id, member.id, 20),
  ])
  const orders = await ordersBehind(program, page.words)
  const cards = cardsFrom(adapters)
  const titles = new Map([[0, program.name], ...channels.map((channel): [number, string] => [channel.id, channel.title])])
  const added = ledgerSums(sums, source, state)
  return {
    lines: page.words.map((word) => ledgerLineOf(word, cards, program.pointsName, program.name, orders.get(word.activityId))),
    arrived: arrived.map((one) => arrivedLine(one, cards)),
    older: page.older,
    newer: page.newer,
    state,
    source,
    open: query.get('open'),
    sums: { ...added, sources: added.sources.map(({ id, count }) => ({ id, count, title: titles.get(id) ?? `Channel ${id}` })) },
    balance: balances.find((one) => one.currency === pointsCurrency) ?? emptyBalance,
    others: balances.filter((one) => one.currency !== pointsCurrency),
    expiring: expiring.map((one) => ({ ...one, day: dayInWords(one.expiresOn) })),
    reader: { zone: member.timeZone, locale: member.locale, now: now.toISOString(), pointsName: program.pointsName },
  }
}

type View = ReturnType<typeof useLoaderData<typeof loader>>

function address(view: Pick<View, 'state' | 'source'>, change: Record<string, string | number | null>): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries({ state: view.state, channel: view.source, ...change }))
    if (value !== null) query.set(name, String(value))
  return query.size > 0 ? `/activity?${query}` : '/activity'
}

/** My activity: everything that arrived, and what became of it. */
export default function Activity() {
  const view = useLoaderData<typeof loader>()
  const { lines, arrived, sums, balance, reader } = view
  const [first, last] = [lines[0], lines.at(-1)]
  return (
    <>
      <PageHeader title="My activity" lead="Everything that reached us from your accounts, and what became of it. Open a line to see why." />
      <LedgerSums {...balance} recent={sums.recent} older={sums.older} pointsName={reader.pointsName} locale={reader.locale} />
      <ExpiringPoints rows={view.expiring} pointsName={reader.pointsName} locale={reader.locale} />
      <OtherBalances rows={view.others} locale={reader.locale} />
      <div className="mt-10 mb-8 flex flex-col gap-3">
        <Filters view={view} />
      </div>
      {arrived.length > 0 && (
        <div className="mb-8">
          <Ledger lines={arrived} {...reader} />
        </div>
      )}
      <Ledger
        lines={lines}
        openId={view.open ?? undefined}
        {...reader}
        empty={arrived.length === 0 && <Empty filtered={Boolean(view.state || view.source !== null)} />}
      />
      <Pagination
        label="Pages of the ledger"
        newer={view.newer && first ? address(view, { after: cursorText(first.occurredAt, first.id) }) : null}
        older={view.older && last ? address(view, { before: cursorText(last.occurredAt, last.id) }) : null}
      />
    </>
  )
}

function Filters({ view }: { view: View }) {
  const { sums, state, source } = view
  const states = sums.states.map((one) => ({
    label: stateFilters[one.state].label,
    to: address(view, { state: one.state }),
    current: state === one.state,
    count: one.count,
  }))
  const sources = sums.sources.map((one) => ({
    label: one.title,
    to: address(view, { channel: one.id }),
    current: source === one.id,
    count: one.count,
  }))
  return (
    <>
      <TabLinks label="State" tabs={[{ label: 'All', to: address(view, { state: null }), current: state === null, count: sums.all }, ...states]} />
      {(sources.length > 1 || source !== null) && (
        <TabLinks
          look="chips"
          label="Channel"
          tabs={[{ label: 'All channels', to: address(view, { channel: null }), current: source === null }, ...sources]}
        />
      )}
    </>
  )
}

function Empty({ filtered }: { filtered: boolean }) {
  return filtered ? (
    <EmptyState title="Nothing of this kind" action={<ButtonLink to="/activity">Show everything</ButtonLink>} leaves={1} />
  ) : (
    <EmptyState title="Your first line is waiting" action={<ButtonLink to="/settings/accounts">Link an account</ButtonLink>}>
      Link the accounts you contribute with. What you have already done there is found and counted.
    </EmptyState>
  )
}
