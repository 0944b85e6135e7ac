import type { Scope } from '#app/db/transaction.server.ts'
import { Refusal } from '#app/foundation/outcome.ts'
import type { Goal } from './goals.ts'

export type GoalOrder = Pick<Goal, 'memberId' | 'title' | 'counts' | 'kinds' | 'metric' | 'reading' | 'target' | 'startsAt' | 'endsAt' | 'bonus'> & {
  key: string
}

/** The most goals that a person may have open at once. */
const most = 20

/** Sets a goal, once per key. Refuses `backwards` and `too_many`. Answers false for a key that is known. */
export async function setGoal(scope: Scope, order: GoalOrder): Promise<boolean> {
  if (order.endsAt <= scope.now) throw new Refusal('backwards', 'Choose a day that lies ahead. Nothing was set.')
  const [open] = await scope.sql<{ count: number }>(
    `SELECT count(*)::int AS count FROM goal WHERE program_id = $1 AND member_id = $2 AND closed_at IS NULL AND key <> $3`,
    [scope.program, order.memberId, order.key],
  )
  if ((open?.count ?? 0) >= most) throw new Refusal('too_many', `You have ${most} goals under way. Finish or drop one first.`)
  const rows = await scope.sql(
    `INSERT INTO goal (program_id, member_id, title, counts, kinds, metric, reading, target, starts_at, ends_at, bonus, set_by, key, set_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) ON CONFLICT (program_id, key) DO NOTHING RETURNING id`,
    [
      ...[scope.program, order.memberId, order.title, order.counts, order.kinds, order.metric, order.reading, order.target, order.startsAt],
      ...[order.endsAt, order.bonus, scope.by ?? order.memberId, order.key, scope.now],
    ],
  )
  return rows.length > 0
}

/** Drops an open goal: one's own that one set oneself, or (staff) anybody's. Refuses `not_found`. */
export async function dropGoal(scope: Scope, id: number, ownerId: number | null): Promise<void> {
  const rows = await scope.sql(
    `UPDATE goal SET state = 'dropped', closed_at = $4 WHERE program_id = $1 AND id = $2 AND state = 'open' AND ($3::bigint IS NULL OR (member_id = $3 AND set_by = $3)) RETURNING id`,
    [scope.program, id, ownerId, scope.now],
  )
  if (rows.length === 0) throw new Refusal('not_found', 'There is no open goal of this kind to drop. Nothing was changed.')
}

/** The goals that have not closed, locked, with the person behind the account. The caller holds the settling lock. */
export async function watchedGoals(scope: Scope): Promise<Goal[]> {
  return scope.sql(
    `SELECT g.id, coalesce(m.merged_into, m.id) AS "memberId", g.title, g.counts, g.kinds, g.metric, g.reading, g.target, g.starts_at AS "startsAt", g.ends_at AS "endsAt",
       g.bonus, g.state, g.met_at AS "metAt", g.closed_at AS "closedAt", g.reached, g.set_by AS "setBy"
     FROM goal g JOIN member m ON m.program_id = g.program_id AND m.id = g.member_id WHERE g.program_id = $1 AND g.closed_at IS NULL ORDER BY g.id FOR UPDATE OF g`,
    [scope.program],
  )
}

/** Writes how a goal stands: since when it is met (null: it is not), how much is done, and whether it closes now. */
export async function markGoal(scope: Scope, id: number, metAt: Date | null, reached: number, closes: boolean): Promise<void> {
  const state = metAt ? 'met' : closes ? 'missed' : 'open'
  await scope.sql('UPDATE goal SET state = $3, met_at = $4, reached = $5, closed_at = $6 WHERE program_id = $1 AND id = $2', [
    ...[scope.program, id, state, metAt, reached, closes ? scope.now : null],
  ])
}
