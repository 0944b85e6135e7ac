import type { Scope } from '#app/db/transaction.server.ts'
import { heldBySlug } from '#app/domain/standing/levels.ts'
import { type Ground, challengesOfPath, kindsOfPath, stagesReached } from '#app/domain/standing/paths.ts'
import type { Definitions, Gain, Loss } from '#app/domain/standing/standing.ts'
import type { Causes, Moved } from './badges.server.ts'

type PathDefinitions = Pick<Definitions, 'badges' | 'paths'>

/** The members whose paths may have moved: who has other counts of a kind that a path counts, or other badges or levels. */
export function pathMembers(paths: Definitions['paths'], moves: readonly { memberId: number; kind: string }[], others: Iterable<number>): number[] {
  if (paths.length === 0) return []
  const kinds = new Set(paths.flatMap(kindsOfPath))
  return [...new Set([...moves.filter((move) => kinds.has(move.kind)).map((move) => move.memberId), ...others])]
}

/** Brings the reached stages of members' paths in line with their counts, badges and level. */
export async function updatePaths(scope: Scope, definitions: PathDefinitions, members: readonly number[], causes: Causes): Promise<Moved> {
  if (definitions.paths.length === 0 || members.length === 0) return { gains: [], losses: [] }
  const { grounds, told } = await groundsIn(scope, definitions, members)
  const gains: Gain[] = []
  const losses: Loss[] = []
  for (const memberId of members) {
    for (const path of definitions.paths) {
      const before = told.get(`${memberId}/${path.slug}`) ?? 0
      const after = stagesReached(path, grounds(memberId))
      for (let stage = before + 1; stage <= after; stage += 1) {
        const title = `${path.title}: ${path.stages[stage - 1]?.title ?? stage}`
        const facts = { path: path.slug, stage }
        const activityId = causes.get(memberId)?.activityId ?? 0
        gains.push({ memberId, what: `path:${path.slug}:${stage}`, kind: 'path.stage_reached', title, url: `/paths/${path.slug}`, facts, activityId })
      }
      for (let stage = after + 1; stage <= before; stage += 1) losses.push({ memberId, what: `path:${path.slug}:${stage}` })
    }
  }
  return { gains, losses }
}

async function groundsIn(scope: Scope, definitions: PathDefinitions, members: readonly number[]) {
  const rows = await scope.sql<{ memberId: number; about: string; name: string; count: number }>(
    `SELECT member_id AS "memberId", 'kind' AS about, kind AS name, count FROM tally
     WHERE program_id = $1 AND member_id = ANY($2::bigint[]) AND kind = ANY($3::text[])
     UNION ALL SELECT member_id, 'badge', badge_id::text, max(tier)::int FROM badge_grant WHERE program_id = $1 AND member_id = ANY($2::bigint[])
     GROUP BY member_id, badge_id
     UNION ALL SELECT member_id, 'level', '', level::int FROM standing WHERE program_id = $1 AND member_id = ANY($2::bigint[])
     UNION ALL SELECT DISTINCT p.member_id, 'done', c.slug, 1 FROM participation p JOIN challenge c ON c.program_id = p.program_id AND c.id = p.challenge_id
     WHERE p.program_id = $1 AND p.member_id = ANY($2::bigint[]) AND p.state = 'completed' AND c.slug = ANY($4::text[])
     UNION ALL SELECT member_id, 'told', split_part(what, ':', 2), count(*)::int FROM standing_event
     WHERE program_id = $1 AND member_id = ANY($2::bigint[]) AND what >= 'path:' AND what < 'path;' GROUP BY member_id, split_part(what, ':', 2)`,
    [scope.program, members, [...new Set(definitions.paths.flatMap(kindsOfPath))], [...new Set(definitions.paths.flatMap(challengesOfPath))]],
  )
  const of = new Map<number, typeof rows>()
  for (const row of rows) {
    const own = of.get(row.memberId)
    if (own) own.push(row)
    else of.set(row.memberId, [row])
  }
  const told = new Map(rows.filter((row) => row.about === 'told').map((row) => [`${row.memberId}/${row.name}`, row.count]))
  const grounds = (memberId: number): Ground => {
    const own = of.get(memberId) ?? []
    const grants = own.filter((row) => row.about === 'badge').map((row) => ({ badgeId: Number(row.name), tier: row.count }))
    return {
      tallies: new Map(own.filter((row) => row.about === 'kind').map((row) => [row.name, row.count])),
      held: heldBySlug(definitions.badges, grants),
      level: own.find((row) => row.about === 'level')?.count ?? 0,
      done: new Set(own.filter((row) => row.about === 'done').map((row) => row.name)),
    }
  }
  return { grounds, told }
}
