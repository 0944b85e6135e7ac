import type { Scope } from '#app/db/transaction.server.ts'
import type { Explanation, Status } from '#app/domain/rules/explanation.ts'
import type { Grant } from '#app/domain/rules/judge.ts'

export type Judgement = {
  activityId: number
  memberId: number
  sourceId: number
  kind: string
  status: Status
  points: number
  occurredAt: Date
  explanation: Explanation
}

const keepPast = `
INSERT INTO judgement_past (program_id, activity_id, member_id, turn, status, points, judged_at, explanation)
SELECT j.program_id, j.activity_id, j.member_id, j.turn, j.status, j.points, j.judged_at, j.explanation
FROM judgement j JOIN unnest($2::bigint[], $3::bigint[]) AS n(activity_id, member_id) USING (activity_id, member_id)
WHERE j.program_id = $1 AND j.turn < $4 ON CONFLICT DO NOTHING`

// A share in a deed joins what this member already has of it, and an own word joins a share; any other word replaces the one before.
const share = `'{"lines": [{"role": "participant"}]}'`
const joins = `judgement.status = 'counted' AND (excluded.explanation @> ${share} OR judgement.explanation @> ${share})`
const upsertJudgements = `
INSERT INTO judgement (program_id, activity_id, member_id, source_id, kind, status, points, occurred_at, judged_at, turn, explanation)
SELECT $1::smallint, activity_id, member_id, source_id, kind, status, points, occurred_at, $10::timestamptz, $11::bigint, explanation
FROM unnest($2::bigint[], $3::bigint[], $4::smallint[], $5::text[], $6::text[], $7::bigint[], $8::timestamptz[], $9::jsonb[])
  AS n(activity_id, member_id, source_id, kind, status, points, occurred_at, explanation)
ON CONFLICT (program_id, activity_id, member_id) DO UPDATE SET judged_at = excluded.judged_at, turn = excluded.turn,
  status = CASE WHEN ${joins} THEN judgement.status ELSE excluded.status END,
  points = CASE WHEN ${joins} THEN judgement.points + excluded.points ELSE excluded.points END,
  explanation = CASE WHEN ${joins}
    THEN judgement.explanation || jsonb_build_object('lines', (judgement.explanation -> 'lines') || (excluded.explanation -> 'lines')) ELSE excluded.explanation END`

/** Writes the words on activities. A word that stood before moves to the past, whole. */
export async function writeJudgements(scope: Scope, turn: number, words: readonly Judgement[]): Promise<void> {
  if (words.length === 0) return
  const activities = words.map((word) => word.activityId)
  const members = words.map((word) => word.memberId)
  await scope.sql(keepPast, [scope.program, activities, members, turn])
  await scope.sql(upsertJudgements, [
    scope.program,
    activities,
    members,
    words.map((word) => word.sourceId),
    words.map((word) => word.kind),
    words.map((word) => word.status),
    words.map((word) => word.points),
    words.map((word) => word.occurredAt),
    words.map((word) => JSON.stringify(word.explanation)),
    scope.now,
    turn,
  ])
}

/**
 * Marks words as taken back by an amount: `reversed` when nothing is left of what counted, `undone` when it had given nothing. Each names the
 * activity that did it.
 */
export async function takeBackJudgements(
  scope: Scope,
  turn: number,
  words: readonly { activityId: number; memberId: number; amount: number }[],
  by: number,
): Promise<void> {
  if (words.length === 0) return
  const activities = words.map((word) => word.activityId)
  const members = words.map((word) => word.memberId)
  await scope.sql(keepPast, [scope.program, activities, members, turn])
  await scope.sql(
    `UPDATE judgement j SET points = j.points - n.amount, judged_at = $5, turn = $4,
       status = CASE WHEN j.points > n.amount THEN j.status WHEN j.status = 'counted' THEN 'reversed' ELSE 'undone' END,
       explanation = j.explanation || jsonb_build_object('by', $6::bigint, 'reason', jsonb_build_object('code', 'undone'))
     FROM unnest($2::bigint[], $3::bigint[], $7::bigint[]) AS n(activity_id, member_id, amount)
     WHERE j.program_id = $1 AND j.activity_id = n.activity_id AND j.member_id = n.member_id`,
    [scope.program, activities, members, turn, scope.now, by, words.map((word) => word.amount)],
  )
}

/** Opens awards, each with the transfer that pays it. Refused by the key when one is open already (I3). */
export async function openAwards(scope: Scope, grants: readonly Grant[], seqs: readonly number[], currency: number): Promise<void> {
  if (grants.length === 0) return
  const rows = await scope.sql(
    `INSERT INTO award (program_id, rule_id, subject, part, version, activity_id, member_id, currency, amount, state, transfers, windows)
     SELECT $1::smallint, rule_id, subject, 0, version, activity_id, member_id, $9::smallint, amount, 'open', ARRAY[seq], string_to_array(windows, ' ')
     FROM unnest($2::int[], $3::uuid[], $4::int[], $5::bigint[], $6::bigint[], $7::bigint[], $8::int[], $10::text[])
       AS n(rule_id, subject, version, activity_id, member_id, amount, seq, windows)
     ON CONFLICT (program_id, rule_id, subject, part) DO UPDATE SET version = excluded.version, activity_id = excluded.activity_id,
       member_id = excluded.member_id, amount = excluded.amount, state = 'open', transfers = excluded.transfers, windows = excluded.windows
     WHERE award.state = 'closed'
     RETURNING rule_id`,
    [
      scope.program,
      grants.map((grant) => grant.rule.id),
      grants.map((grant) => grant.recipient.subject),
      grants.map((grant) => grant.rule.version),
      grants.map((grant) => grant.deed.activityId),
      grants.map((grant) => grant.recipient.memberId),
      grants.map((grant) => grant.points),
      seqs,
      currency,
      grants.map((grant) => grant.windows.join(' ')),
    ],
  )
  if (rows.length !== grants.length) throw new Error('An award was already open. The batch is taken back and tried one by one.')
}

/** Closes awards that were taken back. */
export async function closeAwards(scope: Scope, awards: readonly { ruleId: number; subject: string; part: number }[]): Promise<void> {
  await scope.sql(
    `UPDATE award a SET state = 'closed' FROM unnest($2::int[], $3::uuid[], $4::smallint[]) AS n(rule_id, subject, part)
     WHERE a.program_id = $1 AND a.rule_id = n.rule_id AND a.subject = n.subject AND a.part = n.part`,
    [scope.program, awards.map((award) => award.ruleId), awards.map((award) => award.subject), awards.map((award) => award.part)],
  )
}

/** Adds to the paid counts (or gives places back, with -1). */
export async function addToCounters(
  scope: Scope,
  changes: readonly { ruleId: number; memberId: number; window: string; by: number }[],
): Promise<void> {
  if (changes.length === 0) return
  await scope.sql(
    `INSERT INTO rule_counter (program_id, rule_id, member_id, "window", count)
     SELECT $1::smallint, rule_id, member_id, "window", sum(by)::int FROM unnest($2::int[], $3::bigint[], $4::text[], $5::int[]) AS n(rule_id, member_id, "window", by)
     GROUP BY rule_id, member_id, "window"
     ON CONFLICT (program_id, rule_id, member_id, "window") DO UPDATE SET count = rule_counter.count + excluded.count`,
    [
      scope.program,
      changes.map((change) => change.ruleId),
      changes.map((change) => change.memberId),
      changes.map((change) => change.window),
      changes.map((change) => change.by),
    ],
  )
}
