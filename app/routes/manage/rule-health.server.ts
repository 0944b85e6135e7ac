import { DateTime } from 'luxon'
import type { HealthView } from '#app/components/manage/rule-health.tsx'
import type { Program } from '#app/domain/programs/programs.ts'
import { healthOf } from '#app/domain/rules/health.ts'
import { conflictsAmong } from '#app/domain/rules/overlap.ts'
import { awardsADay } from '#app/domain/rules/queries/health.server.ts'
import type { RuleAtVersion } from '#app/domain/rules/rules.ts'

/** The health of the rules that are on, by rule. */
export async function healthOfRules(program: Program, live: readonly RuleAtVersion[]): Promise<Map<number, HealthView>> {
  const today = DateTime.now().setZone(program.timeZone)
  const counts = await awardsADay(program.id, today.minus({ days: 90 }).toISODate() ?? '')
  const conflicts = conflictsAmong(live)
  const titles = new Map(live.map((rule) => [rule.id, rule.title]))
  return new Map(
    live.map((rule) => [
      rule.id,
      {
        ...healthOf(counts.get(rule.id) ?? [], today.toISODate() ?? ''),
        conflicts: (conflicts.get(rule.id) ?? []).map((id) => ({ id, title: titles.get(id) ?? '' })),
      },
    ]),
  )
}
