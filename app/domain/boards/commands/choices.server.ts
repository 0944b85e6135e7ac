import type { Scope } from '#app/db/transaction.server.ts'
import type { Conditions } from '#app/domain/boards/segments.ts'
import { Refusal } from '#app/foundation/outcome.ts'
import { freeSlug } from './seasons.server.ts'

/** Begins or ends following somebody. Only the follower ever learns of it. Refuses `not_found` for oneself and for whom one may not see. */
export async function setFollow(scope: Scope, follower: number, followed: { id: number; seen: boolean }, on: boolean): Promise<void> {
  if (!on) {
    await scope.sql('DELETE FROM follow WHERE program_id = $1 AND follower_id = $2 AND followed_id = $3', [scope.program, follower, followed.id])
    return
  }
  if (follower === followed.id || !followed.seen)
    throw new Refusal('not_found', 'There is nobody of this name whom you could follow. Nothing was changed.')
  await scope.sql('INSERT INTO follow (program_id, follower_id, followed_id, since) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING', [
    scope.program,
    follower,
    followed.id,
    scope.now,
  ])
}

/** How a member wants to see boards. */
export async function setPreference(scope: Scope, member: number, neighborsOnly: boolean): Promise<void> {
  await scope.sql(
    `INSERT INTO board_preference (program_id, member_id, neighbors_only) VALUES ($1, $2, $3)
     ON CONFLICT (program_id, member_id) DO UPDATE SET neighbors_only = excluded.neighbors_only`,
    [scope.program, member, neighborsOnly],
  )
}

/** What a program settles for its boards. */
export async function setBoardSetting(scope: Scope, setting: { newcomerDays: number; neighborsOnly: boolean }): Promise<void> {
  await scope.sql(
    `INSERT INTO board_setting (program_id, newcomer_days, neighbors_only) VALUES ($1, $2, $3)
     ON CONFLICT (program_id) DO UPDATE SET newcomer_days = excluded.newcomer_days, neighbors_only = excluded.neighbors_only`,
    [scope.program, setting.newcomerDays, setting.neighborsOnly],
  )
}

/** Adds a segment. Answers its id and slug. */
export async function addSegment(scope: Scope, title: string, conditions: Conditions): Promise<{ id: number; slug: string }> {
  const slug = await freeSlug(scope, 'segment', title)
  const [row] = await scope.sql<{ id: number }>(
    'INSERT INTO segment (program_id, slug, title, conditions, created_at) VALUES ($1, $2, $3, $4, $5) RETURNING id',
    [scope.program, slug, title, JSON.stringify(conditions), scope.now],
  )
  return { id: Number(row?.id), slug }
}

/** Removes a segment with its boards; nobody's points change. Refuses `not_found`. */
export async function removeSegment(scope: Scope, id: number): Promise<void> {
  const rows = await scope.sql('DELETE FROM segment WHERE program_id = $1 AND id = $2 RETURNING id', [scope.program, id])
  if (rows.length === 0) throw new Refusal('not_found', 'There is no such segment any more. Nothing was changed.')
}
