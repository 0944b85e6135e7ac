import type { Scope } from '#app/db/transaction.server.ts'
import type { Gain, Loss } from '#app/domain/standing/standing.ts'

/** An activity of the hub itself, about something reached or (with `undoes`) lost again. */
export type StandingNews = {
  kind: string
  externalId: string
  version: string
  memberId: number
  title: string
  url: string
  facts: Record<string, string | number | boolean>
  at: Date
  undoes?: string
}

/**
 * Keeps what was reached and lets go what was lost, and answers the activities of the hub that tell so. Each time it is reached anew has a name of
 * its own, so that an undo takes back that time and no other.
 */
export async function keepEvents(scope: Scope, gains: readonly Gain[], losses: readonly Loss[]): Promise<StandingNews[]> {
  const news: StandingNews[] = []
  if (losses.length > 0) news.push(...(await letGo(scope, losses)))
  if (gains.length === 0) return news
  const named = gains.map((gain) => ({ ...gain, event: `${gain.what}:${gain.memberId}:${scope.now.getTime().toString(36)}.${gain.activityId}` }))
  const kept = await scope.sql<{ event: string }>(
    `INSERT INTO standing_event (program_id, member_id, what, event, at)
     SELECT $1::smallint, member_id, what, event, $5::timestamptz FROM unnest($2::bigint[], $3::text[], $4::text[]) AS n(member_id, what, event)
     ORDER BY member_id, what ON CONFLICT DO NOTHING RETURNING event`,
    [scope.program, named.map((gain) => gain.memberId), named.map((gain) => gain.what), named.map((gain) => gain.event), scope.now],
  )
  const fresh = new Set(kept.map((row) => row.event))
  for (const { event, kind, memberId, title, url, facts } of named) {
    if (fresh.has(event)) news.push({ kind, externalId: event, version: '', memberId, title, url, facts, at: scope.now })
  }
  return news
}

const lostKinds: Record<string, string> = {
  level: 'level.lost',
  badge: 'badge.revoked',
  card: 'card.reopened',
  streak: 'streak.broken',
  path: 'path.stage_lost',
}

async function letGo(scope: Scope, losses: readonly Loss[]): Promise<StandingNews[]> {
  const rows = await scope.sql<{ memberId: number; what: string; event: string }>(
    `DELETE FROM standing_event e USING unnest($2::bigint[], $3::text[]) AS n(member_id, what)
     WHERE e.program_id = $1 AND e.member_id = n.member_id AND e.what = n.what RETURNING e.member_id AS "memberId", e.what, e.event`,
    [scope.program, losses.map((loss) => loss.memberId), losses.map((loss) => loss.what)],
  )
  return rows
    .sort((one, other) => (one.event < other.event ? -1 : 1))
    .map(({ memberId, what, event }) => ({
      kind: lostKinds[what.slice(0, what.indexOf(':'))] ?? 'badge.revoked',
      externalId: `${event}:lost`,
      version: '',
      memberId,
      title: what,
      url: '',
      facts: {},
      at: scope.now,
      undoes: event,
    }))
}
