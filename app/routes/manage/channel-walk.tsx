import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { requireStaff } from '#app/auth/guests.server.ts'
import { cardOf, cardsFrom } from '#app/components/hub/kinds.ts'
import { ChannelFrame } from '#app/components/manage/channel-frame.tsx'
import { deedColumns } from '#app/components/manage/deed-columns.tsx'
import { WalkCredit } from '#app/components/manage/walk-credit.tsx'
import { WalkSwitch } from '#app/components/manage/walk-list.tsx'
import { LiveWalks, WalkPill, WalkProgress } from '#app/components/manage/walk-progress.tsx'
import { Section } from '#app/components/ui/section.tsx'
import { Stat, Stats } from '#app/components/ui/stat.tsx'
import { Table } from '#app/components/ui/table.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { findsOf, walkById } from '#app/domain/activities/queries/walks.server.ts'
import { may } from '#app/domain/members/roles.ts'
import { adapters } from '#integrations/registry.ts'
import { compareUpstream } from '#app/flows/compare-upstream.server.ts'
import { channelOr404, channelTabs } from './channel-view.server.ts'
import { numberFrom, readerOf } from './reader.server.ts'
import { creditView, walkView, whatBecame, whyMissing } from './walk-view.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data: view }) => [{ title: view ? `${view.title}: ${view.walk.title}` : 'Channel' }]

/** How far the past is read, and what the platform has and the hub had not been told: each with why, and what became of it. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const guest = await requireStaff(request, 'see_channels')
  const { adapter, source } = await channelOr404(guest.program.id, params.slug)
  const walk = source && (await walkById(guest.program.id, source.id, numberFrom(params.id) ?? 0))
  if (!walk || !source) throw new Response('There is no such page.', { status: 404, statusText: 'Not Found' })
  const [finds, compared] = await Promise.all([
    findsOf(guest.program.id, walk.id),
    compareUpstream(guest.program.id, adapter, { ...walk, sourceId: source.id }),
  ])
  const cards = cardsFrom(adapters)
  return {
    ...{ title: source.title, slug: source.slug, tabs: channelTabs(adapter) },
    walk: walkView(walk, adapter, source.state === 'on'),
    finds: finds.map((find) => ({
      ...{ id: find.activityId, title: find.title, handle: find.handle, occurredAt: find.occurredAt.toISOString() },
      url: /^https?:/.test(find.url) ? find.url : null,
      did: cardOf(cards, `${adapter.id}:${find.kind}`).did,
      why: whyMissing(find),
      became: whatBecame(find),
    })),
    credit: creditView(compared, cards),
    mayEdit: may(guest.member.roles, 'edit_channels'),
    reader: readerOf(guest),
  }
}

/** The comparison of one walk with what was here. */
export default function ChannelWalk() {
  const { title, slug, tabs, walk, finds, credit, mayEdit, reader } = useLoaderData<typeof loader>()
  const number = (count: number) => count.toLocaleString(reader.locale)
  const running = walk.state === 'running'
  return (
    <ChannelFrame title={title} slug={slug} tabs={tabs} current="past" told={null}>
      <Section
        title={walk.title}
        lead={
          <>
            Back to <Time iso={walk.since} zone={reader.zone} locale={reader.locale} now={reader.now} look="date" />, begun{' '}
            <Time iso={walk.startedAt} zone={reader.zone} locale={reader.locale} now={reader.now} />.
            {running && ' You can leave this page; the reading goes on.'}
          </>
        }
        actions={<WalkPill walk={walk} />}
      >
        <div className="mb-6 flex flex-wrap items-end justify-between gap-4">
          <WalkProgress walk={walk} reader={reader} />
          {mayEdit && <WalkSwitch walk={walk} action={`/manage/channels/${slug}/past`} />}
        </div>
        {(running || credit.waiting > 0) && <LiveWalks settling={!running} />}
        <Stats>
          <Stat label="On the platform" value={number(walk.found)} />
          <Stat label="Known here before" value={number(walk.found - walk.added)} />
          <Stat label="Missing, and added now" value={number(walk.added)} />
        </Stats>
      </Section>
      <WalkCredit channel={title} credit={credit} reader={reader} />
      {finds.length === 0 ? (
        <p className="text-muted">{running ? 'Nothing was missing so far.' : 'Nothing was missing: what the platform has is here.'}</p>
      ) : (
        <Section title="What was missing" lead={finds.length < walk.added ? `The newest ${finds.length} of ${number(walk.added)}.` : undefined}>
          <Table
            dense
            caption="What was missing"
            rows={finds}
            rowKey={(row) => row.id}
            columns={[
              ...deedColumns(reader),
              { key: 'why', title: 'Why it was missing', cell: (row) => [row.why, row.became].filter(Boolean).join(' ') },
            ]}
          />
        </Section>
      )}
    </ChannelFrame>
  )
}
