import type { Scope } from '#app/db/transaction.server.ts'
import { asksBadges, heldBySlug, levelFor } from '#app/domain/standing/levels.ts'
import { grantsIn } from '#app/domain/standing/settling.server.ts'
import type { Definitions, Gain, Loss } from '#app/domain/standing/standing.ts'
import type { Causes, Moved } from './badges.server.ts'

type Balance = { memberId: number; lifetime: number }
type Move = Balance & { from: number; to: number; known: boolean }

/** Brings the levels of members in line with their lifetime points and badges. */
export async function updateLevels(
  scope: Scope,
  definitions: Pick<Definitions, 'levels' | 'badges'>,
  balances: readonly Balance[],
  causes: Causes = new Map(),
): Promise<Moved> {
  if (balances.length === 0) return { gains: [], losses: [] }
  const members = balances.map((balance) => balance.memberId)
  const rows = await scope.sql<{ memberId: number; level: number }>(
    'SELECT member_id AS "memberId", level FROM standing WHERE program_id = $1 AND member_id = ANY($2::bigint[])',
    [scope.program, members],
  )
  const before = new Map(rows.map((row) => [row.memberId, row.level]))
  const grants = asksBadges(definitions.levels) ? await grantsIn(scope, members) : new Map<number, { badgeId: number; tier: number }[]>()
  const moved = balances
    .map(({ memberId, lifetime }) => ({
      memberId,
      lifetime,
      from: before.get(memberId) ?? 0,
      to: levelFor(definitions.levels, lifetime, heldBySlug(definitions.badges, grants.get(memberId) ?? [])),
      known: before.has(memberId),
    }))
    .filter((move) => move.from !== move.to || !move.known)
  if (moved.length > 0) await writeLevels(scope, moved)
  return toldBy(definitions.levels, moved, causes)
}

async function writeLevels(scope: Scope, moved: readonly Move[]): Promise<void> {
  await scope.sql(
    `WITH moved AS (SELECT * FROM unnest($2::bigint[], $3::smallint[], $4::smallint[], $5::bigint[]) AS n(member_id, from_level, to_level, lifetime)),
     kept AS (
       INSERT INTO standing (program_id, member_id, level, reached_at) SELECT $1::smallint, member_id, to_level, $6::timestamptz FROM moved ORDER BY member_id
       ON CONFLICT (program_id, member_id) DO UPDATE SET level = excluded.level, reached_at = excluded.reached_at)
     INSERT INTO level_change (program_id, member_id, from_level, to_level, lifetime, at)
     SELECT $1::smallint, member_id, from_level, to_level, lifetime, $6::timestamptz FROM moved WHERE from_level <> to_level`,
    [
      scope.program,
      moved.map((move) => move.memberId),
      moved.map((move) => move.from),
      moved.map((move) => move.to),
      moved.map((move) => move.lifetime),
      scope.now,
    ],
  )
}

/** A level that asks for nothing is nobody's achievement, so nobody is told. */
function toldBy(levels: Definitions['levels'], moved: readonly Move[], causes: Causes): Moved {
  const gains: Gain[] = []
  const losses: Loss[] = []
  for (const { memberId, from, to } of moved) {
    for (const { rank, title, pointsNeeded, badgesNeeded, badgeNeeds } of levels) {
      if (pointsNeeded === 0 && badgesNeeded === 0 && badgeNeeds.length === 0) continue
      const what = `level:${rank}`
      const activityId = causes.get(memberId)?.activityId ?? 0
      if (rank > from && rank <= to)
        gains.push({ memberId, what, kind: 'level.reached', title, url: '/levels', facts: { level: rank, title }, activityId })
      if (rank <= from && rank > to) losses.push({ memberId, what })
    }
    for (let rank = to + 1; rank <= from; rank += 1)
      if (!levels.some((level) => level.rank === rank)) losses.push({ memberId, what: `level:${rank}` })
  }
  return { gains, losses }
}
