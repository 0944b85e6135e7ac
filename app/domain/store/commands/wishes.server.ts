import type { Scope } from '#app/db/transaction.server.ts'

/** Puts a reward on somebody's list of wishes, or takes it off. What was restocked before is no news. */
export async function setWish(scope: Scope, memberId: number, rewardId: number, wanted: boolean): Promise<void> {
  if (!wanted) {
    await scope.sql('DELETE FROM wish WHERE program_id = $1 AND member_id = $2 AND reward_id = $3', [scope.program, memberId, rewardId])
    return
  }
  await scope.sql(
    `INSERT INTO wish (program_id, member_id, reward_id, since, told) SELECT $1::smallint, $2::bigint, id, $4::timestamptz, restock FROM reward
     WHERE program_id = $1 AND id = $3 ON CONFLICT DO NOTHING`,
    [scope.program, memberId, rewardId, scope.now],
  )
}

/** Counts a restock for every reward of which a choice went from none to some by these units. Answers the rewards. */
export async function noteRestock(scope: Scope, came: readonly { variantId: number; units: number }[]): Promise<number[]> {
  const rows = await scope.sql<{ id: number }>(
    `UPDATE reward r SET restock = restock + 1 FROM (
       SELECT DISTINCT v.reward_id FROM variant v JOIN unnest($2::int[], $3::int[]) AS c(id, units) ON c.id = v.id
       WHERE v.program_id = $1 AND NOT v.unlimited AND v.state = 'live' AND v.stocked - v.held - v.sold > 0 AND v.stocked - v.held - v.sold - c.units <= 0) AS b
     WHERE r.program_id = $1 AND r.id = b.reward_id RETURNING r.id`,
    [scope.program, came.map((one) => one.variantId), came.map((one) => one.units)],
  )
  return rows.map((row) => row.id)
}

/** Notes that everybody who waits for these rewards was told of the last restock. */
export async function noteTold(scope: Scope, rewardIds: readonly number[]): Promise<void> {
  await scope.sql(
    `UPDATE wish w SET told = r.restock FROM reward r WHERE w.program_id = $1 AND r.program_id = $1 AND r.id = w.reward_id AND w.reward_id = ANY($2::int[])`,
    [scope.program, rewardIds],
  )
}
