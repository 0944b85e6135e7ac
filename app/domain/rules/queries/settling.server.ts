import type { Scope } from '#app/db/transaction.server.ts'
import type { WindowUse } from '#app/domain/rules/counting.ts'
import type { Explanation, Status } from '#app/domain/rules/explanation.ts'
import type { KnownCount, RuleInForce } from '#app/domain/rules/judge.ts'
import type { RuleAtVersion } from '#app/domain/rules/rules.ts'
import { findVersions, unpackAll } from './versions.server.ts'

/**
 * Every version of every rule with the time it was live, as known after a turn (null: now). Definitions never change, so each is parsed once a
 * process.
 */
export async function rulesInForce(scope: Scope, asOfTurn: number | null = null): Promise<RuleInForce[]> {
  const spans = await scope.sql<{ id: number; version: number; startsAt: Date; endsAt: Date | null }>(
    `SELECT rule_id AS id, version, starts_at AS "startsAt", ends_at AS "endsAt" FROM rule_span
     WHERE program_id = $1 AND ($2::bigint IS NULL OR since_turn < $2) ORDER BY rule_id, starts_at`,
    [scope.program, asOfTurn],
  )
  const find = await findVersions(scope, spans)
  return spans.flatMap((span) => {
    const rule = find(span.id, span.version)
    return rule ? [{ ...rule, startsAt: span.startsAt, endsAt: span.endsAt }] : []
  })
}

/** Versions of rules as they were saved, by `rule/version`. */
export async function versionsIn(scope: Scope, names: readonly { id: number; version: number }[]): Promise<Map<string, RuleAtVersion>> {
  const find = await findVersions(scope, names)
  return new Map(
    names.flatMap(({ id, version }) => {
      const rule = find(id, version)
      return rule ? [[`${id}/${version}`, rule] as const] : []
    }),
  )
}

export type KnownAward = {
  ruleId: number
  version: number
  subject: string
  part: number
  activityId: number
  memberId: number
  currency: number
  amount: number
  state: 'open' | 'closed'
  transfers: number[]
  windows: string[]
}

const awardFields = `rule_id AS "ruleId", version, subject, part, activity_id AS "activityId", member_id AS "memberId", currency, amount, state, transfers, windows`

/** The awards that these subjects hold or held under any of the rules. */
export async function awardsOf(scope: Scope, rules: readonly number[], subjects: readonly string[]): Promise<KnownAward[]> {
  return scope.sql<KnownAward>(`SELECT ${awardFields} FROM award WHERE program_id = $1 AND rule_id = ANY($2::int[]) AND subject = ANY($3::uuid[])`, [
    scope.program,
    rules,
    subjects,
  ])
}

/** The open awards that hang on a subject: its own, and those given to others because of its activities. */
export async function openAwardsOn(scope: Scope, subject: string, activities: readonly number[]): Promise<KnownAward[]> {
  return scope.sql<KnownAward>(
    `SELECT ${awardFields} FROM award WHERE program_id = $1 AND state = 'open' AND activity_id = ANY($3::bigint[])
     UNION
     SELECT ${awardFields} FROM award WHERE program_id = $1 AND state = 'open' AND subject = $2
       AND rule_id IN (SELECT id FROM rule WHERE program_id = $1)
     ORDER BY "memberId", "ruleId", subject, part`,
    [scope.program, subject, activities],
  )
}

/** Who already has an open award of which rule because of which activity. */
export async function sharesIn(scope: Scope, activities: readonly number[]): Promise<{ ruleId: number; activityId: number; memberId: number }[]> {
  if (activities.length === 0) return []
  return scope.sql(
    `SELECT rule_id AS "ruleId", activity_id AS "activityId", member_id AS "memberId" FROM award
     WHERE program_id = $1 AND state = 'open' AND activity_id = ANY($2::bigint[])`,
    [scope.program, activities],
  )
}

/** A count that is asked for. */
export type AskedCount = Pick<WindowUse, 'member' | 'window'> & { rule: number }

/** Counts by `rule/member/window`, exactly those asked for. */
export async function countersOf(scope: Scope, asked: readonly AskedCount[]): Promise<Map<string, KnownCount>> {
  if (asked.length === 0) return new Map()
  const unique = [...new Map(asked.map((one) => [`${one.rule}/${one.member}/${one.window}`, one])).values()]
  const rows = await scope.sql<{ ruleId: number; memberId: number; window: string; count: number; lastAt: Date | null }>(
    `SELECT c.rule_id AS "ruleId", c.member_id AS "memberId", c."window", c.count, c.last_at AS "lastAt"
     FROM unnest($2::int[], $3::bigint[], $4::text[]) AS n(rule_id, member_id, "window")
     JOIN rule_counter c ON c.program_id = $1 AND c.rule_id = n.rule_id AND c.member_id = n.member_id AND c."window" = n."window"`,
    [scope.program, unique.map((one) => one.rule), unique.map((one) => one.member), unique.map((one) => one.window)],
  )
  return new Map(rows.map((row) => [`${row.ruleId}/${row.memberId}/${row.window}`, { count: row.count, lastAt: row.lastAt }]))
}

export type KnownJudgement = {
  activityId: number
  memberId: number
  sourceId: number
  kind: string
  status: Status
  points: number
  occurredAt: Date
  turn: number
  explanation: Explanation
}

/** The present words on these activities. */
export async function judgementsOf(scope: Scope, activities: readonly number[]): Promise<KnownJudgement[]> {
  if (activities.length === 0) return []
  const words = await scope.sql<KnownJudgement>(
    `SELECT activity_id AS "activityId", member_id AS "memberId", source_id AS "sourceId", kind, status, points, occurred_at AS "occurredAt", turn, explanation
     FROM judgement WHERE program_id = $1 AND activity_id = ANY($2::bigint[])`,
    [scope.program, activities],
  )
  return unpackAll(scope, words)
}

/** The awards whose points are due to become their members', the earliest first. */
export async function dueVestings(scope: Scope, limit: number): Promise<KnownAward[]> {
  return scope.sql<KnownAward>(
    `SELECT ${awardFields.replaceAll(/(^|, )(?=[a-z])/g, '$1a.')} FROM (
       SELECT * FROM vesting WHERE program_id = $1 AND due_at <= $2 ORDER BY due_at, rule_id, subject, part LIMIT $3
     ) AS v JOIN award a ON a.program_id = v.program_id AND a.rule_id = v.rule_id AND a.subject = v.subject AND a.part = v.part
     ORDER BY v.due_at, v.rule_id, v.subject, v.part`,
    [scope.program, scope.now, limit],
  )
}

/** Every open award of a rule. */
export async function openAwardsOf(scope: Scope, rule: number): Promise<KnownAward[]> {
  return scope.sql<KnownAward>(`SELECT ${awardFields} FROM award WHERE program_id = $1 AND rule_id = $2 AND state = 'open' ORDER BY subject, part`, [
    scope.program,
    rule,
  ])
}

/** Which of these awards are still pending, by `subject/part`. */
export async function pendingOf(scope: Scope, rule: number): Promise<Set<string>> {
  const rows = await scope.sql<{ name: string }>(`SELECT subject || '/' || part AS name FROM vesting WHERE program_id = $1 AND rule_id = $2`, [
    scope.program,
    rule,
  ])
  return new Set(rows.map((row) => row.name))
}

/** Which of these activities were judged before, for whomever. */
export async function judgedAmong(scope: Scope, activities: readonly number[]): Promise<number[]> {
  if (activities.length === 0) return []
  const rows = await scope.sql<{ id: number }>(
    'SELECT DISTINCT activity_id AS id FROM judgement WHERE program_id = $1 AND activity_id = ANY($2::bigint[])',
    [scope.program, activities],
  )
  return rows.map((row) => row.id)
}

/** Awards by their names, in the order given. */
export async function awardsNamed(scope: Scope, names: readonly { ruleId: number; subject: string; part: number }[]): Promise<KnownAward[]> {
  return scope.sql<KnownAward>(
    `SELECT ${awardFields.replaceAll(/(^|, )(?=[a-z])/g, '$1a.')} FROM unnest($2::int[], $3::uuid[], $4::smallint[]) WITH ORDINALITY AS n(rule_id, subject, part, n)
     JOIN award a ON a.program_id = $1 AND a.rule_id = n.rule_id AND a.subject = n.subject AND a.part = n.part ORDER BY n.n`,
    [scope.program, names.map((name) => name.ruleId), names.map((name) => name.subject), names.map((name) => name.part)],
  )
}
