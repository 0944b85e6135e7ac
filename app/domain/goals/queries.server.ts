import { sqlAlone } from '#app/db/transaction.server.ts'
import type { Goal } from './goals.ts'

const fields = `id, member_id AS "memberId", title, counts, kinds, metric, reading, target, starts_at AS "startsAt", ends_at AS "endsAt", bonus, state, met_at AS "metAt",
  closed_at AS "closedAt", reached, set_by AS "setBy"`

/** A member's goals: those under way first, the one that ends first on top; then the latest. Dropped ones are left out. */
export async function goalsOf(program: number, memberId: number): Promise<Goal[]> {
  return sqlAlone<Goal>(
    `SELECT ${fields} FROM goal WHERE program_id = $1 AND member_id = $2 AND state <> 'dropped'
     ORDER BY closed_at IS NOT NULL, CASE WHEN closed_at IS NULL THEN ends_at END, closed_at DESC, id LIMIT 100`,
    [program, memberId],
  )
}

/** The goals that managers set, those under way first. */
export async function goalsSet(program: number): Promise<Goal[]> {
  return sqlAlone<Goal>(
    `SELECT ${fields} FROM goal WHERE program_id = $1 AND set_by <> member_id AND state <> 'dropped' ORDER BY closed_at IS NOT NULL, ends_at, id LIMIT 200`,
    [program],
  )
}
