import type { LedgerLine } from '#app/components/activities/types.ts'
import type { KindCards } from '#app/domain/rules/sentence.ts'

import { cardOf } from './kinds.ts'

/** The states a member can ask for, in the order of the filter. */
export const stateFilters = {
  counted: { label: 'Counted', states: ['counted'] },
  pending: { label: 'Pending', states: ['pending'] },
  nothing: { label: 'Not counted', states: ['nothing'] },
  reversed: { label: 'Taken back', states: ['reversed', 'undone'] },
} as const
export type StateFilter = keyof typeof stateFilters

/** Reads the state from an address; anything unknown means all. */
export function stateFrom(text: string | null): StateFilter | null {
  return text !== null && text in stateFilters ? (text as StateFilter) : null
}

type Sum = { status: string; sourceId: number; count: number; points: number; recentCount: number; recentPoints: number }

/** What the ledger adds up to: counted points of the days shown and of the time before, and how many lines there are of each state and channel. */
export function ledgerSums(sums: readonly Sum[], source: number | null, state: StateFilter | null) {
  const counted = sums.filter((sum) => sum.status === 'counted')
  const add = (rows: readonly Sum[], pick: (row: Sum) => number): number => rows.reduce((all, row) => all + pick(row), 0)
  const inState = (row: Sum, filter: StateFilter): boolean => (stateFilters[filter].states as readonly string[]).includes(row.status)
  const ofSource = sums.filter((row) => source === null || row.sourceId === source)
  const ofState = sums.filter((row) => state === null || inState(row, state))
  return {
    recent: add(counted, (row) => row.recentPoints),
    older: add(counted, (row) => row.points - row.recentPoints),
    recentLines: add(counted, (row) => row.recentCount),
    total: add(counted, (row) => row.points),
    all: add(ofSource, (row) => row.count),
    states: Object.keys(stateFilters).map((filter) => ({
      state: filter as StateFilter,
      count: add(
        ofSource.filter((row) => inState(row, filter as StateFilter)),
        (row) => row.count,
      ),
    })),
    sources: [...new Set(sums.map((row) => row.sourceId))].map((id) => ({
      id,
      count: add(
        ofState.filter((row) => row.sourceId === id),
        (row) => row.count,
      ),
    })),
  }
}

type Arrived = {
  activityId: number
  kind: string
  title: string
  url: string
  occurredAt: Date
  failed: boolean
  channel: { title: string; adapter: string }
}

/** What has arrived and waits to be judged, as a pending line. */
export function arrivedLine(arrived: Arrived, cards: KindCards): LedgerLine {
  const sentence = arrived.failed
    ? 'It has arrived, but counting it failed. A program manager sees it and can start it again; nothing is lost.'
    : 'It has arrived and is being counted. This takes a moment.'
  return {
    id: String(arrived.activityId),
    title: arrived.title,
    url: /^https?:\/\//.test(arrived.url) ? arrived.url : null,
    did: cardOf(cards, arrived.kind).did,
    channel: { id: arrived.channel.adapter, title: arrived.channel.title },
    occurredAt: arrived.occurredAt.toISOString(),
    status: 'pending',
    points: 0,
    why: { sentence, lines: [] },
    chain: [],
  }
}

/** A place in the ledger as part of an address: instant and activity. */
export function cursorText(at: string, activityId: string): string {
  return `${Date.parse(at)}-${activityId}`
}

/** Reads a place from an address; null for anything that is none. */
export function cursorFrom(text: string | null): { at: Date; activityId: number } | null {
  const match = /^(\d{1,14})-(\d{1,15})$/.exec(text ?? '')
  return match ? { at: new Date(Number(match[1])), activityId: Number(match[2]) } : null
}
