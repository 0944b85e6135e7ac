import { originOf } from '#app/auth/cookies.server.ts'
import type { ChannelView } from '#app/components/manage/channel-card.tsx'
import type { LineView } from '#app/components/manage/channel-line.tsx'
import type { LineHealth } from '#app/domain/activities/queries/lines.server.ts'
import type { ChannelTabs } from '#app/components/manage/channel-frame.tsx'
import type { PollView } from '#app/components/manage/channel-poll.tsx'
import { type Adapter, isPolled } from '#app/contract/adapter.ts'
import { type SourceHealth, type SourceWhole, sourceBySlug } from '#app/domain/activities/queries.server.ts'
import type { PollHealth } from '#app/domain/activities/queries/polls.server.ts'
import type { QuietSource } from '#app/domain/activities/queries/rhythm.server.ts'
import { env, webhookSecretFromEnv } from '#app/foundation/env.ts'
import { adapterById, adapters } from '#integrations/registry.ts'

/** Every adapter as a channel: those that have a source with its health, the others as not connected. */
export function channelViews(
  sources: readonly SourceHealth[],
  quiet: readonly QuietSource[] = [],
  polls: ReadonlyMap<number, PollHealth> = new Map(),
): ChannelView[] {
  const known = sources.map((source): ChannelView => {
    const fromEnv = secretVariable(source) !== null
    const { adapter, slug, title, state, unclaimed, parked, secrets, reached } = source
    const polled = adapterById(adapter)
    const asked = polled !== undefined && isPolled(polled)
    return {
      ...{ adapter, slug, title, state, fromEnv, asked, unclaimed, parked },
      ...(asked ? askedFigures(polls.get(source.id)) : toldFigures(source)),
      connected: polled ? isConnected(polled, { fromEnv, secrets, reached }) : fromEnv || secrets > 0,
      silent: silentHours(quiet.find((one) => one.sourceId === source.id)),
    }
  })
  const none = {
    state: 'on' as const,
    connected: false,
    fromEnv: false,
    asked: false,
    lastAt: null,
    lastEvent: null,
    deliveries: 0,
    faults: 0,
    unclaimed: 0,
    parked: 0,
    lag: null,
    silent: null,
  }
  const missing = adapters.filter((adapter) => !sources.some((source) => source.adapter === adapter.id))
  return [...known, ...missing.map((adapter) => ({ adapter: adapter.id, slug: adapter.id, title: adapter.title, ...none }))]
}

type Figures = Pick<ChannelView, 'lastAt' | 'lastEvent' | 'deliveries' | 'faults' | 'lag'>

function toldFigures({ lastAt, lastEvent, deliveries, faults, lag }: SourceHealth): Figures {
  return { lastAt: lastAt?.toISOString() ?? null, lastEvent, deliveries, faults, lag }
}

/** Of a platform that is asked: what was found last stands for what came in last, pages for deliveries. */
function askedFigures(poll: PollHealth | undefined): Figures {
  const { foundAt, foundTitle, pages, faults, lag } = poll ?? { foundAt: null, foundTitle: null, pages: 0, faults: 0, lag: null }
  return { lastAt: foundAt?.toISOString() ?? null, lastEvent: foundTitle, deliveries: pages, faults, lag }
}

/** Whether a channel can hear anything: it has a secret, or, where the hub asks, a manager said what to ask for. */
export function isConnected(adapter: Adapter, has: { fromEnv: boolean; secrets: number; reached: boolean }): boolean {
  return isPolled(adapter) ? has.reached : has.fromEnv || has.secrets > 0
}

/** How asking a platform has been, for the channel's page. */
export function pollView(adapter: Adapter, poll: PollHealth | undefined): PollView {
  const at = (date: Date | null | undefined) => date?.toISOString() ?? null
  return {
    ways: Object.values(adapter.backfill ?? {}).map(({ title, every }) => ({ title, every: every ?? 24 })),
    askedAt: at(poll?.askedAt),
    foundAt: at(poll?.foundAt),
    foundTitle: poll?.foundTitle ?? null,
    fault: poll?.fault ?? null,
  }
}

/** The address that the platform is to call. */
export function webhookUrl(request: Request, slug: string): string {
  return new URL(`/webhooks/${slug}`, env().PUBLIC_URL ?? originOf(request)).href
}

/** Hours since a channel that fell silent was heard last; null for one that speaks as usual. */
export function silentHours(quiet: QuietSource | undefined): number | null {
  return quiet ? Math.floor((Date.now() - quiet.lastAt.getTime()) / 3_600_000) : null
}

/** The name of the variable that gives a channel its secret, if it does: it speaks for the first channel of a platform alone. */
export function secretVariable({ adapter, slug }: { adapter: string; slug: string }): string | null {
  return slug !== adapter || webhookSecretFromEnv(adapter) === undefined ? null : `${adapter.toUpperCase().replaceAll('-', '_')}_WEBHOOK_SECRET`
}

/** Which further pages a channel of this adapter has. */
export function channelTabs(adapter: Adapter): ChannelTabs {
  return { past: adapter.access !== undefined, mapping: adapter.id === 'generic', gives: adapter.gives !== undefined, asked: isPolled(adapter) }
}

/** The adapter and the source behind an address; a known adapter may have no source yet. 404 for everything else. */
export async function channelOr404(program: number, slug: string | undefined): Promise<{ adapter: Adapter; source: SourceWhole | null }> {
  const source = slug ? await sourceBySlug(program, slug) : null
  const adapter = adapterById(source?.adapter ?? slug ?? '')
  if (!adapter) throw new Response('There is no such channel.', { status: 404, statusText: 'Not Found' })
  return { adapter, source }
}

/** How a channel's own connection is, for its page; one that never stood is not open. */
export function lineView(line: LineHealth | null): LineView {
  const at = (date: Date | null | undefined) => date?.toISOString() ?? null
  return {
    open: line?.open ?? false,
    openedAt: at(line?.openedAt),
    heardAt: at(line?.heardAt),
    fault: line?.fault ?? null,
    faultAt: at(line?.faultAt),
    missedSince: at(line?.missedSince),
  }
}
