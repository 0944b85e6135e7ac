import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { requireMember } from '#app/auth/guests.server.ts'
import { ChannelIcon } from '#app/components/activities/channel-icon.tsx'
import { LedgerState, orderLooks } from '#app/components/activities/ledger-state.tsx'
import type { LedgerStatus } from '#app/components/activities/types.ts'
import { cardOf, cardsFrom } from '#app/components/hub/kinds.ts'
import { type Recomputed, recompute } from '#app/components/hub/recompute.ts'
import { WhyChain } from '#app/components/hub/why-chain.tsx'
import { type EntryView, type WhyView, ruleSteps, whyViewOf } from '#app/components/hub/why-view.ts'
import { Breadcrumb } from '#app/components/ui/breadcrumb.tsx'
import { joinClasses } from '#app/components/ui/join-classes.ts'
import { formatPoints } from '#app/components/ui/points.tsx'
import { entryName, pointsCurrency } from '#app/domain/ledger/ledger.ts'
import { type Entry, entriesOn, paidBefore } from '#app/domain/ledger/queries.server.ts'
import { may } from '#app/domain/members/roles.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { type SavedVersion, versionsNamed } from '#app/domain/rules/queries/earn.server.ts'
import { type WholeWord, activityNamed, wordOn } from '#app/domain/rules/queries/words.server.ts'
import { adapters } from '#integrations/registry.ts'
import { ordersBehind } from './orders-behind.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data ? `Why: ${data.view.title}` : 'Why' }]

/** The whole chain behind one activity: for the member it concerns, and for staff who may see members. To all others it does not exist. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { program, member } = await requireMember(request)
  const id = /^\d{1,15}$/.test(params.id ?? '') ? Number(params.id) : 0
  const asked = new URL(request.url).searchParams.get('member')
  const staff = may(member.roles, 'see_members')
  const own = asked === null || !staff ? await wordOn(program.id, id, member.id) : null
  const word = own ?? (staff ? await wordOn(program.id, id, asked === null ? null : /^\d{1,15}$/.test(asked) ? Number(asked) : 0) : null)
  if (!word) throw new Response('There is no such line in your activity.', { status: 404, statusText: 'Not Found' })
  const cards = cardsFrom(adapters)
  const [entries, versions, undo] = await Promise.all([
    entriesOn(program.id, word.memberId, id),
    versionsNamed(program.id, word.explanation.lines),
    word.explanation.by === undefined ? null : activityNamed(program.id, word.explanation.by),
  ])
  const orders = await ordersBehind(program, [word], own === null ? '/manage/orders' : '/orders')
  const again = await recomputed(program, word, entries, versions)
  const view: WhyView = {
    ...whyViewOf(word, cards, program.pointsName, program.name, orders.get(id)),
    delivery: word.delivery && {
      ...word.delivery,
      receivedAt: word.delivery.receivedAt.toISOString(),
      href: may(member.roles, 'see_deliveries') && word.channel ? `/manage/channels/${word.channel.slug}/deliveries/${word.delivery.id}` : null,
    },
    rules: ruleSteps(word, cards, versions, again, { pointsName: program.pointsName, linked: may(member.roles, 'see_rules') }),
    entries: entries.map((entry) => entryView(entry, word.memberId)),
    undoneBy: undo && { id: undo.id, what: cardOf(cards, undo.kind).did, at: undo.occurredAt.toISOString() },
  }
  const reader = { zone: member.timeZone, locale: member.locale, now: new Date().toISOString(), pointsName: program.pointsName }
  return { view, reader, own: own !== null, memberId: word.memberId }
}

async function recomputed(
  program: Program,
  word: WholeWord,
  entries: readonly Entry[],
  versions: ReadonlyMap<string, SavedVersion>,
): Promise<Recomputed[]> {
  const facts = { ...word.facts, channel: word.channel?.slug ?? '', actor: word.actorHandle ?? '' }
  const lines = word.explanation.lines.filter((line) => line.outcome === 'paid')
  const answers = lines.map(async (line) => {
    const given = entries.filter((one) => one.ruleId === line.rule && one.kind === 'award')
    const standing = given.filter((one) => one.reversal === null)
    const entry = standing[0] ?? given.at(-1)
    const saved = versions.get(`${line.rule}/${line.version}`)
    if (!entry || !saved) return []
    const paid = await paidBefore(program, word.memberId, line.rule, entry)
    // A look back may have added to it: what stands together is what the line says.
    const amount = standing.length > 1 ? standing.reduce((sum, one) => sum + one.amount, 0) : entry.amount
    return [recompute(line, saved.rule, facts, paid, amount)]
  })
  return (await Promise.all(answers)).flat()
}

function entryView(entry: Entry, memberId: number): EntryView {
  const name = (seq: number): string => entryName({ memberId, currency: pointsCurrency, seq })
  return {
    name: name(entry.seq),
    amount: entry.amount,
    from: entry.from,
    to: entry.to,
    kind: entry.kind,
    at: entry.createdAt.toISOString(),
    effectiveAt: entry.effectiveAt.toISOString(),
    before: entry.sumBefore,
    after: entry.sumAfter,
    rule: entry.ruleId === null ? null : { id: entry.ruleId, version: entry.ruleVersion ?? 1 },
    reversal: entry.reversal && {
      name: name(entry.reversal.seq),
      at: entry.reversal.createdAt.toISOString(),
      amount: entry.reversal.amount,
      after: entry.reversal.sumAfter,
    },
  }
}

/** Why this line is what it is, back to the message that came in. */
export default function WhyPage() {
  const { view, reader, own, memberId } = useLoaderData<typeof loader>()
  const { order } = view
  const amount = formatPoints(order ? -order.amount : view.given, reader.locale, true)
  const look = order ? orderLooks[order.points] : view.status === 'counted' ? 'text-leaf' : 'text-muted'
  return (
    <>
      <Breadcrumb
        crumbs={
          own
            ? [{ label: 'My activity', to: '/activity' }, { label: 'Why' }]
            : [{ label: 'Member', to: `/manage/members/${memberId}` }, { label: 'Why' }]
        }
      />
      <header className="mt-3 mb-10 flex items-start gap-5">
        <ChannelIcon channel={view.channel.id} className="mt-1 max-sm:hidden" />
        <div className="min-w-0">
          <h1 className="text-xl font-extrabold tracking-tight sm:text-2xl">{view.title}</h1>
          <p className="mt-4 flex flex-wrap items-center gap-x-4 gap-y-2">
            <span className={joinClasses('text-xl font-extrabold tabular-nums', look)}>
              <span className={view.status === 'reversed' ? 'line-through decoration-2' : undefined}>{amount}</span>{' '}
              <span className="text-base font-medium">{reader.pointsName}</span>
            </span>
            <LedgerState status={view.status as LedgerStatus} order={order ?? undefined} />
          </p>
          <p className="mt-3 max-w-prose text-lg">{view.sentence}</p>
        </div>
      </header>
      <WhyChain view={view} reader={reader} />
    </>
  )
}
