import { sqlAlone } from '#app/db/transaction.server.ts'
import { type RuleDefinition, ruleSchema } from '#app/domain/rules/rules.ts'
import type { Explanation, Status } from '#app/domain/rules/explanation.ts'
import { unpackAll } from './versions.server.ts'

/** A rule as the list shows it, with what it paid in the last 30 days. */
export type ListedRule = {
  id: number
  state: 'on' | 'off'
  version: number
  definition: RuleDefinition
  startsAt: Date | null
  awards: number
  points: number
  lastAt: Date | null
}

const listed = `
SELECT r.id, r.state, r.version, v.definition, s.starts_at AS "startsAt", coalesce(t.awards, 0) AS awards, coalesce(t.points, 0)::bigint AS points, t.last_at AS "lastAt"
FROM rule r
JOIN rule_version v ON v.program_id = r.program_id AND v.rule_id = r.id AND v.version = r.version
LEFT JOIN rule_span s ON s.program_id = r.program_id AND s.rule_id = r.id AND s.ends_at IS NULL
LEFT JOIN (
  SELECT rule_id, count(*)::int AS awards, sum(amount)::bigint AS points, max(created_at) AS last_at
  FROM transfer WHERE program_id = $1 AND kind = 0 AND created_at >= $2 GROUP BY rule_id
) t ON t.rule_id = r.id
WHERE r.program_id = $1 ORDER BY r.state DESC, t.points DESC NULLS LAST, r.id`

/** All rules, those that are on first, with their awards since an instant. */
export async function rulesWithAwards(program: number, since: Date): Promise<ListedRule[]> {
  const rows = await sqlAlone<ListedRule>(listed, [program, since])
  return rows.map((row) => ({ ...row, definition: ruleSchema.parse(row.definition) }))
}

export type RuleSpan = { version: number; startsAt: Date; endsAt: Date | null }
export type RuleVersion = { version: number; definition: RuleDefinition; savedBy: number | null; savedAt: Date; awards: number }
export type RuleWhole = { id: number; state: 'on' | 'off'; version: number; versions: RuleVersion[]; spans: RuleSpan[] }

/** One rule with every version (newest first), the awards each has open, and when each was live; null if there is none. */
export async function ruleWhole(program: number, id: number): Promise<RuleWhole | null> {
  const [rule] = await sqlAlone<{ id: number; state: 'on' | 'off'; version: number }>(
    'SELECT id, state, version FROM rule WHERE program_id = $1 AND id = $2',
    [program, id],
  )
  if (!rule) return null
  const versions = await sqlAlone<RuleVersion>(
    `SELECT v.version, v.definition, v.saved_by AS "savedBy", v.saved_at AS "savedAt",
       (SELECT count(*)::int FROM award a WHERE a.program_id = $1 AND a.rule_id = $2 AND a.version = v.version AND a.state = 'open') AS awards
     FROM rule_version v WHERE v.program_id = $1 AND v.rule_id = $2 ORDER BY v.version DESC`,
    [program, id],
  )
  const spans = await sqlAlone<RuleSpan>(
    'SELECT version, starts_at AS "startsAt", ends_at AS "endsAt" FROM rule_span WHERE program_id = $1 AND rule_id = $2 ORDER BY starts_at DESC',
    [program, id],
  )
  return { ...rule, versions: versions.map((row) => ({ ...row, definition: ruleSchema.parse(row.definition) })), spans }
}

/** What the rules said of an activity, for one member. */
export type Word = {
  activityId: number
  memberId: number
  handle: string | null
  kind: string
  status: Status
  points: number
  explanation: Explanation
}

const wordFields = `j.activity_id AS "activityId", j.member_id AS "memberId", m.handle, j.kind, j.status, j.points, j.explanation
FROM judgement j LEFT JOIN member m ON m.program_id = j.program_id AND m.id = j.member_id`

/** The words on these activities. */
export async function wordsOn(program: number, activities: readonly number[]): Promise<Word[]> {
  const words = await sqlAlone<Word>(
    `SELECT ${wordFields} WHERE j.program_id = $1 AND j.activity_id = ANY($2::bigint[]) ORDER BY j.activity_id, j.member_id`,
    [program, activities],
  )
  return unpackAll({ sql: sqlAlone, program }, words)
}

/** A span of time in figures. `share` is the part of judged activities that counted, 0 to 1, or null without any. */
export type SpanFigures = {
  active: number
  activities: number
  points: number
  awards: number
  members: number
  levelUps: number
  share: number | null
}

/** The seven figures of what was done in [from, until): active members, activities judged, points and awards given, new members, level-ups, share counted. */
export async function figuresOf(program: number, from: Date, until: Date): Promise<SpanFigures> {
  const [row] = await sqlAlone<SpanFigures>(
    `SELECT w.active, w.activities, w.share, t.points, t.awards,
       (SELECT count(*)::int FROM member WHERE program_id = $1 AND state <> 'erased' AND joined_at >= $2 AND joined_at < $3) AS members,
       (SELECT count(*)::int FROM level_change WHERE program_id = $1 AND to_level > from_level AND at >= $2 AND at < $3) AS "levelUps"
     FROM (
       SELECT count(DISTINCT member_id) FILTER (WHERE status = 'counted' AND member_id > 0)::int AS active, count(DISTINCT activity_id)::int AS activities,
         avg(CASE WHEN status = 'counted' THEN 1 ELSE 0 END)::float8 AS share
       FROM judgement WHERE program_id = $1 AND status <> 'undo' AND source_id > 0 AND occurred_at >= $2 AND occurred_at < $3
     ) w, (
       SELECT coalesce(sum(amount), 0)::bigint AS points, count(*)::int AS awards FROM transfer WHERE program_id = $1 AND kind = 0 AND effective_at >= $2 AND effective_at < $3
     ) t`,
    [program, from, until],
  )
  return row ?? { active: 0, activities: 0, points: 0, awards: 0, members: 0, levelUps: 0, share: null }
}
