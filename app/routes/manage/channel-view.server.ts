import { originOf } from '#app/auth/cookies.server.ts'
import type { ChannelView } from '#app/components/manage/channel-card.tsx'
import type { ChannelTabs } from '#app/components/manage/channel-frame.tsx'
import type { Adapter } from '#app/contract/adapter.ts'
import { type SourceHealth, type SourceWhole, sourceBySlug } from '#app/domain/activities/queries.server.ts'
import { env, webhookSecretFromEnv } from '#app/foundation/env.ts'
import { adapterById, adapters } from '#integrations/registry.ts'

/** Every adapter as a channel: those that have a source with its health, the others as not connected. */
export function channelViews(sources: readonly SourceHealth[]): ChannelView[] {
  const known = sources.map((source): ChannelView => {
    const fromEnv = webhookSecretFromEnv(source.adapter) !== undefined
    const { adapter, slug, title, state, lastEvent, deliveries, faults, unclaimed, parked } = source
    const lastAt = source.lastAt?.toISOString() ?? null
    return {
      adapter,
      slug,
      title,
      state,
      connected: fromEnv || source.secrets > 0,
      fromEnv,
      lastAt,
      lastEvent,
      deliveries,
      faults,
      unclaimed,
      parked,
    }
  })
  const none = {
    state: 'on' as const,
    connected: false,
    fromEnv: false,
    lastAt: null,
    lastEvent: null,
    deliveries: 0,
    faults: 0,
    unclaimed: 0,
    parked: 0,
  }
  const missing = adapters.filter((adapter) => !sources.some((source) => source.adapter === adapter.id))
  return [...known, ...missing.map((adapter) => ({ adapter: adapter.id, slug: adapter.id, title: adapter.title, ...none }))]
}

/** The address that the platform is to call. */
export function webhookUrl(request: Request, slug: string): string {
  return new URL(`/webhooks/${slug}`, env().PUBLIC_URL ?? originOf(request)).href
}

/** The name of the variable that gives a channel its secret, if it does. */
export function secretVariable(adapter: string): string | null {
  return webhookSecretFromEnv(adapter) === undefined ? null : `${adapter.toUpperCase().replaceAll('-', '_')}_WEBHOOK_SECRET`
}

/** Which further pages a channel of this adapter has. */
export function channelTabs(adapter: Adapter): ChannelTabs {
  return { past: adapter.access !== undefined, mapping: adapter.id === 'generic' }
}

/** The adapter and the source behind an address; a known adapter may have no source yet. 404 for everything else. */
export async function channelOr404(program: number, slug: string | undefined): Promise<{ adapter: Adapter; source: SourceWhole | null }> {
  const source = slug ? await sourceBySlug(program, slug) : null
  const adapter = adapterById(source?.adapter ?? slug ?? '')
  if (!adapter) throw new Response('There is no such channel.', { status: 404, statusText: 'Not Found' })
  return { adapter, source }
}
