import { periodFrom, periods } from '#app/domain/boards/boards.ts'
import type { Period } from '#app/foundation/calendar.ts'
import type { TabLink } from '#app/components/ui/tab-links.tsx'

/** What a board page can show. */
export type BoardView = 'places' | 'around' | 'following' | 'newcomers' | 'improved' | 'season' | 'segment'

/** Which board an address asks for. Addresses are stable: `?period=week&channel=github`, `?view=newcomers&period=all`, `?segment=builders`. */
export type BoardChoice = { view: BoardView; period: Period; channel: string | null; segment: string | null; page: number }

const views: readonly BoardView[] = ['places', 'around', 'following', 'newcomers', 'improved', 'season']
const lastPage = 40_000

/** Reads a choice from an address; anything unknown is the board of the week. Channels have no board of a day. */
export function choiceFrom(query: URLSearchParams): BoardChoice {
  const segment = query.get('segment')
  const view = segment === null ? (views.find((one) => one === query.get('view')) ?? 'places') : 'segment'
  const channel = view === 'places' ? query.get('channel') : null
  const period = periodFrom(query.get('period') ?? (view === 'newcomers' ? 'all' : null))
  const page = Math.min(lastPage, Math.max(1, Math.trunc(Number(query.get('page'))) || 1))
  return { view, period: channel !== null && period === 'day' ? 'week' : period, channel, segment, page }
}

/** The address of a board. */
export function boardAddress({ view, period, channel, segment, page }: BoardChoice): string {
  const query = new URLSearchParams()
  if (segment !== null) query.set('segment', segment)
  else if (view !== 'places') query.set('view', view)
  if (view !== 'improved' && view !== 'season') query.set('period', period)
  if (channel !== null) query.set('channel', channel)
  if (page > 1) query.set('page', String(page))
  return `/board?${query.toString()}`
}

type Named = { slug: string; title: string }

/** The kinds of board: everybody, the season, newcomers, and so on; those of one's own for members alone. */
export function viewTabs(choice: BoardChoice, signedIn: boolean, season: string | null, segments: readonly Named[]): TabLink[] {
  const tab = (label: string, view: BoardView, segment: string | null = null): TabLink => ({
    label,
    to: boardAddress({ ...choice, view, segment, channel: null, page: 1, period: view === 'newcomers' ? 'all' : choice.period }),
    current: choice.view === view && choice.segment === segment,
  })
  return [
    tab('Everybody', 'places'),
    ...(season === null ? [] : [tab(season, 'season')]),
    ...(signedIn ? [tab('Around me', 'around'), tab('People I follow', 'following')] : []),
    tab('Newcomers', 'newcomers'),
    tab('Most improved', 'improved'),
    ...segments.map(({ slug, title }) => tab(title, 'segment', slug)),
  ]
}

/** The periods of a board; none where it has but one. */
export function periodTabs(choice: BoardChoice): TabLink[] {
  if (choice.view === 'improved' || choice.view === 'season') return []
  const known = (Object.keys(periods) as Period[]).filter((period) => choice.channel === null || period !== 'day')
  return known.map((period) => ({ label: periods[period], to: boardAddress({ ...choice, period, page: 1 }), current: period === choice.period }))
}

/** The channels whose boards there are; none where there is but one channel, or where the board is not cut by channels. */
export function channelTabs(choice: BoardChoice, channels: readonly Named[]): TabLink[] {
  if (choice.view !== 'places' || channels.length < 2) return []
  const tab = (label: string, channel: string | null): TabLink => ({
    label,
    to: boardAddress({ ...choice, channel, page: 1, period: channel !== null && choice.period === 'day' ? 'week' : choice.period }),
    current: choice.channel === channel,
  })
  return [tab('All channels', null), ...channels.map(({ slug, title }) => tab(title, slug))]
}

/** What a board is called, as its caption and title say it. */
export function boardTitle(choice: BoardChoice, names: { season: string | null; segment: string | null; channel: string | null }): string {
  const period = periods[choice.period].toLowerCase()
  switch (choice.view) {
    case 'places':
      return names.channel === null ? periods[choice.period] : `${names.channel}, ${period}`
    case 'around':
      return `Around me, ${period}`
    case 'following':
      return `People I follow, ${period}`
    case 'newcomers':
      return `Newcomers, ${period}`
    case 'improved':
      return 'Most improved, this month'
    case 'season':
      return names.season ?? 'Season'
    case 'segment':
      return `${names.segment ?? 'Segment'}, ${period}`
  }
}
