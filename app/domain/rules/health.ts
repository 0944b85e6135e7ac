/** How many awards a rule gave on a day (ISO date) of the program's zone. */
export type DayCount = { day: string; count: number }

/** What is odd about a rule: silent for `days` where `usual` days lie between two; or `today` awards where a day has `usual`. */
export type Health = { silent: { days: number; usual: number } | null; spiking: { today: number; usual: number } | null }

const dayLength = 86_400_000
const number = (day: string): number => Math.round(Date.parse(`${day}T00:00:00Z`) / dayLength)

/**
 * The health of a rule from its awards a day over the last 90 days. Silent: nothing for longer than three times its usual (median) gap, and more than a
 * day; a rule that paid on fewer than three days has no usual gap. Spiking: today more than three times its usual day, and at least 10.
 */
export function healthOf(counts: readonly DayCount[], today: string): Health {
  const end = number(today)
  const active = counts
    .filter(({ day, count }) => count > 0 && end - number(day) >= 0 && end - number(day) < 90)
    .map(({ day, count }) => ({ at: number(day), count }))
    .sort((one, other) => one.at - other.at)
  return { silent: silentFor(active, end), spiking: spikeOf(active, end) }
}

type Active = { at: number; count: number }

function silentFor(active: readonly Active[], end: number): Health['silent'] {
  const last = active.at(-1)
  if (active.length < 3 || !last) return null
  const gaps = active.slice(1).map((one, index) => one.at - (active[index]?.at ?? one.at))
  const usual = median(gaps)
  const days = end - last.at
  return days > Math.max(1, 3 * usual) ? { days, usual } : null
}

function spikeOf(active: readonly Active[], end: number): Health['spiking'] {
  const today = active.find((one) => one.at === end)?.count ?? 0
  const earlier = active.filter((one) => one.at < end)
  const first = earlier[0]
  if (!first || today < 10) return null
  const usual = earlier.reduce((sum, one) => sum + one.count, 0) / (end - first.at)
  return today > 3 * usual ? { today, usual: Math.round(usual * 10) / 10 } : null
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
}
