import type { Scope } from '#app/db/transaction.server.ts'
import { windowText } from '#app/domain/rules/counting.ts'
import type { Explanation, Status } from '#app/domain/rules/explanation.ts'
import type { Grant } from '#app/domain/rules/judge.ts'
import { packWord, versionsOf } from '#app/domain/rules/packing.ts'
import { findVersions } from '#app/domain/rules/queries/versions.server.ts'

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

const upsertJudgements = `
INSERT INTO judgement (program_id, activity_id, member_id, source_id, kind, status, points, occurred_at, judged_at, turn, explanation)
SELECT $1::smallint, activity_id, member_id, source_id, kind, status, points, occurred_at, $10::timestamptz, $11::bigint, explanation
FROM ROWS FROM (unnest($2::bigint[], $3::bigint[], $4::smallint[], $5::text[], $6::text[], $7::bigint[], $8::timestamptz[]), jsonb_array_elements($9::jsonb))
  AS n(activity_id, member_id, source_id, kind, status, points, occurred_at, explanation)
ON CONFLICT (program_id, activity_id, member_id) DO UPDATE SET judged_at = excluded.judged_at, turn = excluded.turn, status = excluded.status,
  points = excluded.points, occurred_at = excluded.occurred_at, explanation = excluded.explanation`

/** Writes the words on activities, without what their rules' versions say anyhow. Those that `replace` an earlier one move it to the past. */
export async function writeJudgements(scope: Scope, turn: number, words: readonly (Judgement & { replaces?: boolean })[]): Promise<void> {
  if (words.length === 0) return
  const activities = words.map((word) => word.activityId)
  const members = words.map((word) => word.memberId)
  const replacing = words.filter((word) => word.replaces === true)
  if (replacing.length > 0) {
    await scope.sql(keepPast, [scope.program, replacing.map((word) => word.activityId), replacing.map((word) => word.memberId), turn])
  }
  const find = await findVersions(
    scope,
    words.flatMap((word) => versionsOf(word.explanation.lines)),
  )
  await scope.sql(upsertJudgements, [
    scope.program,
    activities,
    members,
    words.map((word) => word.sourceId),
    words.map((word) => word.kind),
    words.map((word) => word.status),
    words.map((word) => word.points),
    words.map((word) => word.occurredAt),
    JSON.stringify(words.map((word) => packWord(word.explanation, find))),
    scope.now,
    turn,
  ])
}

/**
 * Marks words as taken back by an amount: `reversed` when it had counted, `undone` when it had given nothing yet; as they were when only `part` of what
 * they gave is gone. Each names the activity that did it.
 */
export async function takeBackJudgements(
  scope: Scope,
  turn: number,
  words: readonly { activityId: number; memberId: number; amount: number; part: boolean }[],
  by: number,
): Promise<void> {
  if (words.length === 0) return
  const activities = words.map((word) => word.activityId)
  const members = words.map((word) => word.memberId)
  await scope.sql(keepPast, [scope.program, activities, members, turn])
  await scope.sql(
    `UPDATE judgement j SET points = j.points - n.amount, judged_at = $5, turn = $4,
       status = CASE WHEN n.part THEN j.status WHEN j.status = 'counted' THEN 'reversed' ELSE 'undone' END,
       explanation = j.explanation || jsonb_build_object('by', $6::bigint, 'reason', jsonb_build_object('code', 'undone'))
     FROM unnest($2::bigint[], $3::bigint[], $7::bigint[], $8::boolean[]) AS n(activity_id, member_id, amount, part)
     WHERE j.program_id = $1 AND j.activity_id = n.activity_id AND j.member_id = n.member_id`,
    [scope.program, activities, members, turn, scope.now, by, words.map((word) => word.amount), words.map((word) => word.part)],
  )
}

/** An award to open: its line in the book by sequence number, null when it only marks. */
export type OpenAward = { grant: Grant; currency: number; seq: number | null }

/** Opens awards, each with the transfer that pays it. Refused by the key when one is open already (I3). */
export async function openAwards(scope: Scope, awards: readonly OpenAward[]): Promise<void> {
  if (awards.length === 0) return
  const column = <Value>(pick: (grant: Grant) => Value): Value[] => awards.map(({ grant }) => pick(grant))
  const rows = await scope.sql(
    `INSERT INTO award (program_id, rule_id, subject, part, version, activity_id, member_id, currency, amount, state, transfers, windows)
     SELECT $1::smallint, rule_id, subject, part, version, activity_id, member_id, currency, amount, 'open',
       CASE WHEN seq IS NULL THEN '{}'::int[] ELSE ARRAY[seq] END, string_to_array(windows, ' ')
     FROM unnest($2::int[], $3::uuid[], $4::smallint[], $5::int[], $6::bigint[], $7::bigint[], $8::smallint[], $9::bigint[], $10::int[], $11::text[])
       AS n(rule_id, subject, part, version, activity_id, member_id, currency, amount, seq, windows)
     ON CONFLICT (program_id, rule_id, subject, part) DO UPDATE SET version = excluded.version, activity_id = excluded.activity_id,
       member_id = excluded.member_id, currency = excluded.currency, amount = excluded.amount, state = 'open', transfers = excluded.transfers,
       windows = excluded.windows
     WHERE award.state = 'closed'
     RETURNING rule_id`,
    [
      scope.program,
      column((grant) => grant.rule.id),
      column((grant) => grant.subject),
      column((grant) => grant.part),
      column((grant) => grant.rule.version),
      column((grant) => grant.deed.activityId),
      column((grant) => grant.recipient.memberId),
      awards.map((award) => award.currency),
      column((grant) => grant.amount),
      awards.map((award) => award.seq),
      column((grant) => grant.windows.map(windowText).join(' ')),
    ],
  )
  if (rows.length !== awards.length) throw new Error('An award was already open. The batch is taken back and tried one by one.')
}

type AwardName = { ruleId: number; subject: string; part: number }

/** Closes awards that were taken back; what was still pending of them vests no more. */
export async function closeAwards(scope: Scope, awards: readonly AwardName[]): Promise<void> {
  if (awards.length === 0) return
  const names = [awards.map((award) => award.ruleId), awards.map((award) => award.subject), awards.map((award) => award.part)]
  await scope.sql(
    `UPDATE award a SET state = 'closed' FROM unnest($2::int[], $3::uuid[], $4::smallint[]) AS n(rule_id, subject, part)
     WHERE a.program_id = $1 AND a.rule_id = n.rule_id AND a.subject = n.subject AND a.part = n.part`,
    [scope.program, ...names],
  )
  await endVestings(scope, awards)
}

/** Notes when pending awards become their members'. */
export async function startVestings(scope: Scope, vestings: readonly (AwardName & { dueAt: Date })[]): Promise<void> {
  if (vestings.length === 0) return
  await scope.sql(
    `INSERT INTO vesting (program_id, rule_id, subject, part, due_at)
     SELECT $1::smallint, * FROM unnest($2::int[], $3::uuid[], $4::smallint[], $5::timestamptz[])
     ON CONFLICT (program_id, rule_id, subject, part) DO UPDATE SET due_at = excluded.due_at`,
    [
      scope.program,
      vestings.map((one) => one.ruleId),
      vestings.map((one) => one.subject),
      vestings.map((one) => one.part),
      vestings.map((one) => one.dueAt),
    ],
  )
}

/** Forgets when these awards were due: they have vested, or were taken back. */
export async function endVestings(scope: Scope, awards: readonly AwardName[]): Promise<void> {
  await scope.sql(
    `DELETE FROM vesting v USING unnest($2::int[], $3::uuid[], $4::smallint[]) AS n(rule_id, subject, part)
     WHERE v.program_id = $1 AND v.rule_id = n.rule_id AND v.subject = n.subject AND v.part = n.part`,
    [scope.program, awards.map((award) => award.ruleId), awards.map((award) => award.subject), awards.map((award) => award.part)],
  )
}

/** Adds lines of the book to open awards (a vesting, a top-up), with the amount that they now hold. */
export async function addToAwards(scope: Scope, awards: readonly (AwardName & { seq: number; amount: number; version: number })[]): Promise<void> {
  if (awards.length === 0) return
  await scope.sql(
    `UPDATE award a SET transfers = a.transfers || n.seq, amount = n.amount, version = n.version
     FROM unnest($2::int[], $3::uuid[], $4::smallint[], $5::int[], $6::bigint[], $7::int[]) AS n(rule_id, subject, part, seq, amount, version)
     WHERE a.program_id = $1 AND a.rule_id = n.rule_id AND a.subject = n.subject AND a.part = n.part AND a.state = 'open'`,
    [
      scope.program,
      awards.map((award) => award.ruleId),
      awards.map((award) => award.subject),
      awards.map((award) => award.part),
      awards.map((award) => award.seq),
      awards.map((award) => award.amount),
      awards.map((award) => award.version),
    ],
  )
}

/** A change of a count: whose (0: nobody's own), which window, by how much, and when the deed was done. */
type CountChange = { ruleId: number; member: number; window: string; by: number; at: Date }

/** Adds to the counts, or takes back. A count that falls to nothing forgets when its last deed was. */
export async function addToCounters(scope: Scope, changes: readonly CountChange[]): Promise<void> {
  if (changes.length === 0) return
  const sums = new Map<string, CountChange>()
  for (const change of changes) {
    const key = `${change.ruleId}/${change.member}/${change.window}`
    const sum = sums.get(key)
    if (sum) Object.assign(sum, { by: sum.by + change.by, at: change.at > sum.at ? change.at : sum.at })
    else sums.set(key, { ...change })
  }
  const rows = [...sums.values()].sort((one, other) => one.ruleId - other.ruleId || one.member - other.member || (one.window < other.window ? -1 : 1))
  await scope.sql(
    `INSERT INTO rule_counter (program_id, rule_id, member_id, "window", count, last_at)
     SELECT $1::smallint, rule_id, member_id, "window", by, at FROM unnest($2::int[], $3::bigint[], $4::text[], $5::int[], $6::timestamptz[]) AS n(rule_id, member_id, "window", by, at)
     ON CONFLICT (program_id, rule_id, member_id, "window") DO UPDATE SET count = rule_counter.count + excluded.count,
       last_at = CASE WHEN excluded.count > 0 THEN greatest(rule_counter.last_at, excluded.last_at) WHEN rule_counter.count + excluded.count <= 0 THEN NULL ELSE rule_counter.last_at END`,
    [
      scope.program,
      rows.map((row) => row.ruleId),
      rows.map((row) => row.member),
      rows.map((row) => row.window),
      rows.map((row) => row.by),
      rows.map((row) => row.at),
    ],
  )
}

/** Adds awards to the counts that they are in. */
export async function countGrants(scope: Scope, grants: readonly Grant[]): Promise<void> {
  const changes: CountChange[] = []
  for (const { rule, deed, windows, amount } of grants) {
    for (const { member, window, by } of windows) {
      if (by !== 0) changes.push({ ruleId: rule.id, member, window, by: by === 'amount' ? amount : 1, at: deed.occurredAt })
    }
  }
  await addToCounters(scope, changes)
}

/** Gives rights that awards bring, each once an award. */
export async function givePerks(scope: Scope, perks: readonly { memberId: number; ruleId: number; subject: string; perk: string }[]): Promise<void> {
  if (perks.length === 0) return
  await scope.sql(
    `INSERT INTO perk_grant (program_id, member_id, rule_id, subject, perk, granted_at)
     SELECT $1::smallint, *, $6::timestamptz FROM unnest($2::bigint[], $3::int[], $4::uuid[], $5::text[]) ON CONFLICT DO NOTHING`,
    [
      scope.program,
      perks.map((one) => one.memberId),
      perks.map((one) => one.ruleId),
      perks.map((one) => one.subject),
      perks.map((one) => one.perk),
      scope.now,
    ],
  )
}

/** Takes back the rights that these awards brought. */
export async function takePerks(scope: Scope, awards: readonly { memberId: number; ruleId: number; subject: string }[]): Promise<void> {
  await scope.sql(
    `DELETE FROM perk_grant p USING unnest($2::bigint[], $3::int[], $4::uuid[]) AS n(member_id, rule_id, subject)
     WHERE p.program_id = $1 AND p.member_id = n.member_id AND p.rule_id = n.rule_id AND p.subject = n.subject`,
    [scope.program, awards.map((award) => award.memberId), awards.map((award) => award.ruleId), awards.map((award) => award.subject)],
  )
}
