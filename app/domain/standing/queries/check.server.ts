import { sqlAlone } from '#app/db/transaction.server.ts'
import { levelFor } from '#app/domain/standing/levels.ts'
import { levelsOf } from '#app/domain/standing/queries.server.ts'

type Drift = { what: 'tally' | 'level'; place: string; memberId: number; expected: string; found: string }

const among = `m.program_id = $1 AND (m.merged_into IS NULL AND m.id BETWEEN $2 AND $3 OR m.merged_into BETWEEN $2 AND $3)`

const tallies = `
WITH due AS (
  SELECT coalesce(m.merged_into, m.id) AS person, j.kind, count(DISTINCT a.subject) AS count FROM member m
  JOIN judgement j ON j.program_id = m.program_id AND j.member_id = m.id AND j.status = 'counted' AND j.source_id <> 0
    AND jsonb_path_exists(j.explanation, '$ ? (@.own == true || exists(@.lines[*] ? (@.outcome == "paid" && !exists(@.role))))')
  JOIN activity a ON a.program_id = j.program_id AND a.id = j.activity_id
  WHERE ${among} GROUP BY 1, 2
), kept AS (
  SELECT member_id AS person, kind, count FROM tally WHERE program_id = $1 AND member_id BETWEEN $2 AND $3
)
SELECT 'tally' AS what, format('member %s, %s', person, kind) AS place, person AS "memberId", coalesce(due.count, 0)::text AS expected, coalesce(kept.count, 0)::text AS found
FROM due FULL JOIN kept USING (person, kind) WHERE coalesce(due.count, 0) <> coalesce(kept.count, 0)`

const levels = `
SELECT s.member_id AS "memberId", s.level, p.lifetime, coalesce(h.held, '{}') AS held
FROM standing s
JOIN (SELECT coalesce(m.merged_into, m.id) AS person, sum(b.lifetime)::bigint AS lifetime FROM member m
      JOIN balance b ON b.program_id = m.program_id AND b.member_id = m.id AND b.currency = 1 WHERE ${among} GROUP BY 1) AS p ON p.person = s.member_id
LEFT JOIN (SELECT member_id, jsonb_object_agg(slug, tier) AS held FROM (
    SELECT g.member_id, b.slug, max(g.tier) AS tier FROM badge_grant g JOIN badge b ON b.program_id = g.program_id AND b.id = g.badge_id
    WHERE g.program_id = $1 AND g.member_id BETWEEN $2 AND $3 GROUP BY 1, 2) AS g GROUP BY member_id) AS h ON h.member_id = s.member_id
WHERE s.program_id = $1 AND s.member_id BETWEEN $2 AND $3`

/** The kinds of findings that `driftInStanding` looks for. */
export const standingKinds = ['tally', 'level'] as const

/** Where counts for badges, or levels, of these members (in numbers, inclusive) do not follow from their counted deeds and points. */
export async function driftInStanding(program: number, from: number, until: number): Promise<Drift[]> {
  const [asked, rows, counts] = await Promise.all([
    levelsOf(program),
    sqlAlone<{ memberId: number; level: number; lifetime: number; held: Record<string, number> }>(levels, [program, from, until]),
    sqlAlone<Drift>(tallies, [program, from, until]),
  ])
  const wrong = rows.flatMap(({ memberId, level, lifetime, held }): Drift[] => {
    const due = levelFor(asked, lifetime, new Map(Object.entries(held)))
    return due === level ? [] : [{ what: 'level', place: `member ${memberId}`, memberId, expected: `level ${due}`, found: `level ${level}` }]
  })
  return [...counts, ...wrong]
}
