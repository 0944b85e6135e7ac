import { DateTime } from 'luxon'
import { cardOf, cardsFrom, capital } from '#app/components/hub/kinds.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { type Candidate, monthOf, type Reason } from '#app/domain/spotlights/spotlights.ts'
import { adapters } from '#integrations/registry.ts'

/** What speaks for a candidate, in the program's words: points, and the kinds of work with their counts. */
export function reasonsFor(candidate: Candidate, program: Pick<Program, 'pointsName'>): Reason[] {
  const cards = cardsFrom(adapters)
  const kinds = candidate.kinds.slice(0, 5).map(({ kind, count, first }) => {
    const [one, many] = cardOf(cards, kind).noun
    return { label: `${capital(count === 1 ? one : many)}${first ? ', the first ever among them' : ''}`, value: count.toLocaleString('en') }
  })
  return [{ label: capital(program.pointsName), value: candidate.points.toLocaleString('en') }, ...kinds]
}

/** The month that the address names, or the one before the present; with the twelve that can be chosen. */
export function chosenMonth(asked: string | null, now: Date, timeZone: string) {
  const present = DateTime.fromJSDate(now, { zone: timeZone }).startOf('month')
  const choices = Array.from({ length: 12 }, (_, back) => present.minus({ months: back })).map((month) => ({
    value: month.toFormat('yyyy-MM'),
    label: month.setLocale('en').toFormat('LLLL yyyy'),
  }))
  const value = choices.some((choice) => choice.value === asked) ? (asked ?? '') : (choices[1]?.value ?? '')
  const month = monthOf(value, timeZone)
  if (!month) throw new Error(`There is no month ${value}.`)
  return { value, choices, ...month }
}
