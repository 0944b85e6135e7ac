import { sqlAlone } from '#app/db/transaction.server.ts'
import type { DayCount } from '#app/domain/rules/health.ts'

/** How many awards each rule gave on each day since one (ISO date, of the program's zone), by rule. */
export async function awardsADay(program: number, since: string): Promise<Map<number, DayCount[]>> {
  const rows = await sqlAlone<{ ruleId: number; day: string; count: number }>(
    `SELECT rule_id AS "ruleId", substr("window", 5) AS day, count FROM rule_counter
     WHERE program_id = $1 AND member_id = 0 AND "window" >= 'day:' || $2 AND "window" < 'day;' AND count > 0 ORDER BY rule_id, "window"`,
    [program, since],
  )
  const counts = new Map<number, DayCount[]>()
  for (const { ruleId, ...row } of rows) counts.set(ruleId, [...(counts.get(ruleId) ?? []), row])
  return counts
}
