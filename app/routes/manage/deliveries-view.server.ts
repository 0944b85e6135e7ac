import type { SearchView } from '#app/components/manage/deliveries-search.tsx'
import { type DeliverySearch, outcomes } from '#app/domain/activities/search.ts'

const isDay = (text: string | null): text is string => text !== null && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))

/** A search as an address or a form says it, and as the stories take it. Days are of UTC; what makes no sense is left out. */
export function searchFrom(
  given: Pick<URLSearchParams, 'get'>,
  channels: readonly { id: number; slug: string }[],
): { view: SearchView; search: DeliverySearch } {
  const channel = channels.find((one) => one.slug === given.get('channel'))
  const outcome = outcomes.find((one) => one === given.get('outcome')) ?? ''
  const text = (given.get('text') ?? '').trim().slice(0, 200)
  const [from, until] = [given.get('from'), given.get('until')].map((day) => (isDay(day) ? day : ''))
  return {
    view: { channel: channel?.slug ?? '', outcome, text, from: from ?? '', until: until ?? '' },
    search: {
      sourceId: channel?.id ?? null,
      outcome,
      text,
      from: from ? new Date(`${from}T00:00:00Z`) : null,
      until: until ? new Date(Date.parse(`${until}T00:00:00Z`) + 86_400_000) : null,
    },
  }
}
