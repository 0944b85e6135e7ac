import { cardOf, capital } from '#app/components/hub/kinds.ts'
import type { DesignView } from '#app/components/manage/design-aid.tsx'
import type { Program } from '#app/domain/programs/programs.ts'
import { designOf, kindsPaid, type Pace, paces, type Rates, spreadRates } from '#app/domain/rules/design.ts'
import { liveRules } from '#app/domain/rules/queries/earn.server.ts'
import { levelsOf } from '#app/domain/standing/queries.server.ts'
import { ruleCards } from './rule-view.server.ts'

const names = Object.keys(paces) as Pace[]
const most = 1_000

/** Days to each level and points a week for each pace, at the rates in the address (`low.<kind>` and so on), the usual ones where it has none. */
export async function designView(program: Program, query: URLSearchParams): Promise<DesignView> {
  const [rules, levels] = await Promise.all([liveRules(program.id, new Date()), levelsOf(program.id)])
  const kinds = kindsPaid(rules)
  const { cards } = ruleCards()
  const faults: string[] = []
  const ratesAt = (pace: Pace): Rates => {
    const usual = spreadRates(kinds, paces[pace])
    const chosen = kinds.map((kind): [string, number] => {
      const text = query.get(`${pace}.${kind}`)?.trim() ?? ''
      const rate = text === '' ? (usual[kind] ?? 0) : Number(text)
      if (rate >= 0 && rate <= most) return [kind, rate]
      faults.push(`${capital(cardOf(cards, kind).noun[1])}, ${pace}: give a number from 0 to 1,000 a week.`)
      return [kind, usual[kind] ?? 0]
    })
    return Object.fromEntries(chosen)
  }
  const plans = names.map((pace) => ({ pace, rates: ratesAt(pace) })).map((one) => ({ ...one, design: designOf(rules, levels, one.rates) }))
  const [first] = plans
  return {
    faults,
    levels: levels.map(({ title, pointsNeeded, badgesNeeded, badgeNeeds }, index) => ({
      title,
      pointsNeeded,
      asksBadges: badgesNeeded > 0 || badgeNeeds.length > 0,
      on: plans.map(({ design }) => design.levels[index] ?? 'never'),
    })),
    rules: (first?.design.rules ?? []).map(({ id }, index) => ({
      id,
      title: rules.find((rule) => rule.id === id)?.title ?? '',
      points: plans.map(({ design }) => design.rules[index]?.pointsAWeek ?? 0),
    })),
    kinds: kinds.map((kind) => ({ kind, name: capital(cardOf(cards, kind).noun[1]), rates: plans.map(({ rates }) => rates[kind] ?? 0) })),
  }
}
