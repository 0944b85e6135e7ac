import type { Reward } from './rewards.ts'

type Shipped = Pick<Reward, 'kind' | 'shipsFrom' | 'served' | 'dutyFree' | 'dutiesNote' | 'daysLeast' | 'daysMost'>

/** True if a thing is sent to a country. */
export function isServed(reward: Pick<Reward, 'served'>, country: string): boolean {
  return reward.served.length === 0 || reward.served.includes(country)
}

/** What somebody in a country is told before anything is spent. */
export type ShippingTruth = {
  from: string | null
  to: string | null
  served: boolean | null
  /** none: within the country or without customs; possible: customs may ask for money; unknown: nobody said where to. */
  duties: 'none' | 'possible' | 'unknown'
  dutiesWords: string
  days: string | null
}

/** Where it comes from, whether it goes there, what customs may ask and how long it takes; null for what is not sent. */
export function shippingTruth(reward: Shipped, country: string | null, countryName: (code: string) => string): ShippingTruth | null {
  if (reward.kind !== 'physical') return null
  const from = reward.shipsFrom
  const crosses = country !== null && from !== null && country !== from && !reward.dutyFree.includes(country)
  const duties = country === null || from === null ? 'unknown' : crosses ? 'possible' : 'none'
  const words = {
    none: 'No customs duties on this way.',
    possible: `It crosses a border on its way to ${country === null ? '' : countryName(country)}: customs there may ask you for duties and tax, and the program cannot pay them for you.`,
    unknown: 'Say where you live, and you read here what customs may ask for.',
  }[duties]
  return {
    from: from === null ? null : countryName(from),
    to: country === null ? null : countryName(country),
    served: country === null ? null : isServed(reward, country),
    duties,
    dutiesWords: duties === 'possible' && reward.dutiesNote ? `${words} ${reward.dutiesNote}` : words,
    days: daysWords(reward.daysLeast, reward.daysMost),
  }
}

/** A delivery time in words: "3 to 5 days", "1 day". */
export function daysWords(least: number | null, most: number | null): string | null {
  if (most === null) return null
  if (least === null || least === most) return most === 1 ? '1 day' : `${most} days`
  return `${least} to ${most} days`
}

/** The name of a country in English: "Portugal" for PT. */
export function countryName(code: string): string {
  return new Intl.DisplayNames(['en'], { type: 'region' }).of(code) ?? code
}
