import type { Scope } from '#app/db/transaction.server.ts'

/** A yearly day that is due: of whom, how many years, and the year it closes. */
export type YearlyDay = { memberId: number; years: number; from: Date; until: Date; recap: number }

/** Notes yearly days, each once, of those who contributed in the year before. Answers what was noted, with the number of contributions. */
export async function noteAnniversaries(scope: Scope, days: readonly YearlyDay[]): Promise<(YearlyDay & { contributions: number })[]> {
  if (days.length === 0) return []
  const rows = await scope.sql<{ memberId: number; years: number; contributions: number }>(
    `INSERT INTO anniversary (program_id, member_id, years, contributions, at)
     SELECT $1::smallint, n.member_id, n.years, c.contributions, $6::timestamptz
     FROM unnest($2::bigint[], $3::smallint[], $4::timestamptz[], $5::timestamptz[]) AS n(member_id, years, from_at, until_at)
     CROSS JOIN LATERAL (SELECT count(*)::int AS contributions FROM counted_deed d
       WHERE d.program_id = $1 AND d.member_id = n.member_id AND d.at >= n.from_at AND d.at < n.until_at AND d.source_id <> 0) AS c
     WHERE c.contributions > 0 ON CONFLICT DO NOTHING RETURNING member_id AS "memberId", years, contributions`,
    [
      scope.program,
      days.map((day) => day.memberId),
      days.map((day) => day.years),
      days.map((day) => day.from),
      days.map((day) => day.until),
      scope.now,
    ],
  )
  const known = new Map(rows.map((row) => [`${row.memberId}/${row.years}`, row.contributions]))
  return days.flatMap((day) => {
    const contributions = known.get(`${day.memberId}/${day.years}`)
    return contributions === undefined ? [] : [{ ...day, contributions }]
  })
}
