import type { Series, YearDay } from '#app/components/ui/year-grid.tsx'
import { hideKey } from '#app/domain/members/profile.ts'
import type { KindCards } from '#app/domain/rules/sentence.ts'

import { adapterOf, cardOf } from './kinds.ts'

type Seen = {
  memberId: number
  own: { reach: string; hidden: string[] } | null
  badges: readonly { id: number; title: string; story: string; kinds: readonly string[]; tiers: readonly number[]; tier: number; grantedAt: Date }[]
  channels: readonly { id: number; title: string; adapter: string; count: number; points: number }[]
  kinds: readonly { kind: string; sourceId: number; count: number }[]
  grid: readonly { date: string; sourceId: number; count: number }[] | null
  best: readonly { activityId: number; sourceId: number; kind: string; title: string; url: string; points: number; occurredAt: Date }[]
}

/** The days and channels of a year, as the year grid draws them. */
export function yearOf(seen: Pick<Seen, 'grid' | 'channels'>): { days: YearDay[]; series: Series[] } | null {
  if (!seen.grid) return null
  const days = new Map<string, Record<string, number>>()
  for (const { date, sourceId, count } of seen.grid) days.set(date, { ...days.get(date), [String(sourceId)]: count })
  const used = new Set(seen.grid.map((cell) => cell.sourceId))
  return {
    days: [...days].map(([date, counts]) => ({ date, counts })),
    series: seen.channels.filter((channel) => used.has(channel.id)).map((channel) => ({ id: String(channel.id), title: channel.title })),
  }
}

/** What only the owner sees is marked for the owner; others never receive it. */
export function profileParts(seen: Seen, cards: KindCards) {
  const hidden = new Set(seen.own?.hidden)
  return {
    badges: seen.badges.map(({ kinds, grantedAt, ...badge }) => ({
      ...badge,
      adapter: adapterOf(kinds[0] ?? ':'),
      grantedAt: grantedAt.toISOString(),
      onlyMe: hidden.has(hideKey.badge(badge.id)),
    })),
    channels: seen.channels.map((channel) => ({
      ...channel,
      onlyMe: hidden.has(hideKey.channel(channel.id)),
      kinds: seen.kinds
        .filter((one) => one.sourceId === channel.id)
        .map((one) => ({ count: one.count, noun: cardOf(cards, one.kind).noun[one.count === 1 ? 0 : 1] })),
    })),
    best: seen.best.map((deed) => ({
      id: deed.activityId,
      did: cardOf(cards, deed.kind).did,
      adapter: adapterOf(deed.kind),
      title: deed.title,
      url: /^https?:\/\//.test(deed.url) ? deed.url : null,
      points: deed.points,
      at: deed.occurredAt.toISOString(),
      onlyMe: hidden.has(hideKey.channel(deed.sourceId)),
    })),
    onlyMe: { level: hidden.has('level'), grid: hidden.has('grid') },
  }
}

export type ProfileParts = ReturnType<typeof profileParts>
