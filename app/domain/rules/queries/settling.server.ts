import type { Scope } from '#app/db/transaction.server.ts'
import type { RuleInForce } from '#app/domain/rules/judge.ts'
import { type RuleAtVersion, ruleSchema } from '#app/domain/rules/rules.ts'

const compiled = new Map<string, RuleAtVersion>()

/** Every version of every rule with the time it was live. Definitions never change, so each is parsed once a process. */
export async function rulesInForce(scope: Scope): Promise<RuleInForce[]> {
  const spans = await scope.sql<{ id: number; version: number; startsAt: Date; endsAt: Date | null }>(
    `SELECT rule_id AS id, version, starts_at AS "startsAt", ends_at AS "endsAt" FROM rule_span WHERE program_id = $1 ORDER BY rule_id, starts_at`,
    [scope.program],
  )
  const unknown = spans.filter((span) => !compiled.has(`${scope.program}/${span.id}/${span.version}`))
  if (unknown.length > 0) {
    const rows = await scope.sql<{ id: number; version: number; definition: unknown }>(
      'SELECT rule_id AS id, version, definition FROM rule_version WHERE program_id = $1 AND rule_id = ANY($2::int[])',
      [scope.program, unknown.map((span) => span.id)],
    )
    for (const row of rows)
      compiled.set(`${scope.program}/${row.id}/${row.version}`, { ...ruleSchema.parse(row.definition), id: row.id, version: row.version })
  }
  return spans.flatMap((span) => {
    const rule = compiled.get(`${scope.program}/${span.id}/${span.version}`)
    return rule ? [{ ...rule, startsAt: span.startsAt, endsAt: span.endsAt }] : []
  })
}

export type KnownAward = {
  ruleId: number
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

const awardFields = `rule_id AS "ruleId", subject, part, activity_id AS "activityId", member_id AS "memberId", currency, amount, state, transfers, windows`

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
     ORDER BY "memberId", "ruleId", subject`,
    [scope.program, subject, activities],
  )
}

/** Who already has an open award of which rule because of which activity, as `rule@activity/member`. */
export async function sharesIn(scope: Scope, activities: readonly number[]): Promise<Set<string>> {
  if (activities.length === 0) return new Set()
  const rows = await scope.sql<{ name: string }>(
    `SELECT rule_id || '@' || activity_id || '/' || member_id AS name FROM award WHERE program_id = $1 AND state = 'open' AND activity_id = ANY($2::bigint[])`,
    [scope.program, activities],
  )
  return new Set(rows.map((row) => row.name))
}

/** Paid counts by `rule/member/window`. */
export async function countersOf(
  scope: Scope,
  rules: readonly number[],
  members: readonly number[],
  windows: readonly string[],
): Promise<Map<string, number>> {
  const rows = await scope.sql<{ ruleId: number; memberId: number; window: string; count: number }>(
    `SELECT rule_id AS "ruleId", member_id AS "memberId", "window", count FROM rule_counter
     WHERE program_id = $1 AND rule_id = ANY($2::int[]) AND member_id = ANY($3::bigint[]) AND "window" = ANY($4::text[])`,
    [scope.program, rules, members, windows],
  )
  return new Map(rows.map((row) => [`${row.ruleId}/${row.memberId}/${row.window}`, row.count]))
}

export type KnownJudgement = { activityId: number; memberId: number; kind: string; status: string; points: number; occurredAt: Date; shared: boolean }

/** The present words on these activities; `shared` marks those in which only shares in others' deeds paid. */
export async function judgementsOf(scope: Scope, activities: readonly number[]): Promise<KnownJudgement[]> {
  return scope.sql<KnownJudgement>(
    `SELECT activity_id AS "activityId", member_id AS "memberId", kind, status, points, occurred_at AS "occurredAt",
       NOT jsonb_path_exists(explanation, '$.lines[*] ? (@.outcome == "paid" && !exists(@.role))') AS shared
     FROM judgement WHERE program_id = $1 AND activity_id = ANY($2::bigint[])`,
    [scope.program, activities],
  )
}
