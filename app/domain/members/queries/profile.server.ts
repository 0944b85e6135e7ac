import { holdersOf } from '#app/db/holders.server.ts'
import { sqlAlone } from '#app/db/transaction.server.ts'
import type { Audience } from '#app/domain/members/members.ts'
import { type Viewer, type Visibility, maySeeProfile, viewerOf, visibilityFor } from '#app/domain/members/profile.ts'

/** A member as this viewer may see them. What is withheld is not in here, nor is the fact that something is. */
export type ProfileView = {
  viewer: Viewer
  memberId: number
  handle: string
  name: string
  bio: string
  joinedAt: Date
  /** Who may open it. */
  reach: Audience
  /** For the owner alone: who may open the profile, and which single things only they see. */
  own: { reach: Audience; hidden: string[] } | null
  level: { rank: number; title: string; story: string; reachedAt: Date } | null
  badges: ProfileBadge[]
  channels: ProfileChannel[]
  kinds: { kind: string; sourceId: number; count: number }[]
  /** Null when the owner keeps the year to themself. */
  grid: { date: string; sourceId: number; count: number }[] | null
  best: BestDeed[]
}

export type ProfileBadge = { id: number; title: string; story: string; kinds: string[]; tiers: number[]; tier: number; grantedAt: Date }
export type ProfileChannel = { id: number; title: string; adapter: string; count: number; points: number }
export type BestDeed = { activityId: number; sourceId: number; kind: string; title: string; url: string; points: number; occurredAt: Date }

type Owner = { id: number; handle: string; name: string; bio: string; joinedAt: Date; profile: Audience; hidden: string[] }

/**
 * The profile behind a handle as this reader (null: a visitor) may see it, in the given zone's days. Null when there is no such member, or when
 * the profile does not reach the reader. A role widens nothing.
 */
export async function profileOf(program: number, handle: string, readerId: number | null, timeZone: string, at: Date): Promise<ProfileView | null> {
  const [owner] = await sqlAlone<Owner>(
    `SELECT id, handle, coalesce(display_name, handle) AS name, bio, joined_at AS "joinedAt", profile, hidden FROM member
     WHERE program_id = $1 AND handle = $2 AND merged_into IS NULL AND (state = 'active' OR (state = 'paused' AND id = $3))`,
    [program, handle.toLowerCase(), readerId],
  )
  if (!owner) return null
  const viewer = viewerOf(owner.id, readerId)
  if (!maySeeProfile(owner.profile, viewer)) return null
  const seen = visibilityFor(owner.hidden, viewer)
  const [level, badges, channels, kinds, grid, best] = await Promise.all([
    seen.level ? levelSeen(program, owner.id) : null,
    badgesSeen(program, owner.id, seen),
    channelsSeen(program, owner.id, seen),
    kindsSeen(program, owner.id, seen),
    seen.grid ? gridSeen(program, owner.id, seen, timeZone, at) : null,
    bestSeen(program, owner.id, seen),
  ])
  const { id: memberId, profile: reach, hidden, ...person } = owner
  return { viewer, memberId, ...person, reach, own: viewer === 'owner' ? { reach, hidden } : null, level, badges, channels, kinds, grid, best }
}

/** Who has this handle (0: nobody), and whether other members may see their profile. */
export async function memberSeenAs(program: number, handle: string): Promise<{ id: number; seen: boolean }> {
  const [row] = await sqlAlone<{ id: number; seen: boolean }>(
    `SELECT id, profile = ANY('{public,members}') AND state = 'active' AND merged_into IS NULL AS seen FROM member WHERE program_id = $1 AND handle = $2`,
    [program, handle.toLowerCase()],
  )
  return row ?? { id: 0, seen: false }
}

/** Whose something is, as this reader may see them; null when their profile does not reach the reader. */
export async function ownerSeen(program: number, memberId: number, readerId: number | null) {
  const [owner] = await sqlAlone<Owner>(
    `SELECT id, handle, coalesce(display_name, handle) AS name, bio, joined_at AS "joinedAt", profile, hidden FROM member
     WHERE program_id = $1 AND id = $2 AND (state = 'active' OR (state = 'paused' AND id = $3))`,
    [program, memberId, readerId],
  )
  const viewer = viewerOf(memberId, readerId)
  if (!owner || !maySeeProfile(owner.profile, viewer)) return null
  const { handle, name, joinedAt, profile: reach } = owner
  return { viewer, handle, name, joinedAt, reach, seen: visibilityFor(owner.hidden, viewer) }
}

async function levelSeen(program: number, memberId: number): Promise<ProfileView['level']> {
  const [row] = await sqlAlone<NonNullable<ProfileView['level']>>(
    `SELECT l.rank, l.title, l.story, s.reached_at AS "reachedAt" FROM standing s JOIN level l ON l.program_id = s.program_id AND l.rank = s.level
     WHERE s.program_id = $1 AND s.member_id = $2`,
    [program, memberId],
  )
  return row ?? null
}

async function badgesSeen(program: number, memberId: number, seen: Visibility): Promise<ProfileBadge[]> {
  return sqlAlone<ProfileBadge>(
    `SELECT b.id, b.title, b.story, b.kinds, b.tiers, g.tier, g.granted_at AS "grantedAt"
     FROM (SELECT DISTINCT ON (badge_id) badge_id, tier, granted_at FROM badge_grant
           WHERE program_id = $1 AND member_id = $2 AND NOT badge_id = ANY($3::int[]) ORDER BY badge_id, tier DESC) AS g
     JOIN badge b ON b.program_id = $1 AND b.id = g.badge_id ORDER BY g.tier DESC, g.granted_at DESC`,
    [program, memberId, seen.withheldBadges],
  )
}

const counted = `
FROM judgement j WHERE j.program_id = $1 AND j.member_id IN (SELECT id FROM ${holdersOf('$1', '$2')} AS h) AND j.status = 'counted' AND j.source_id <> 0 AND NOT j.source_id = ANY($3::int[])`

async function channelsSeen(program: number, memberId: number, seen: Visibility): Promise<ProfileChannel[]> {
  return sqlAlone<ProfileChannel>(
    `SELECT s.id, s.title, s.adapter, n.count, n.points
     FROM (SELECT j.source_id, count(*)::int AS count, sum(j.points)::bigint AS points ${counted} GROUP BY j.source_id) AS n
     JOIN source s ON s.program_id = $1 AND s.id = n.source_id ORDER BY n.points DESC, s.id`,
    [program, memberId, seen.withheldChannels],
  )
}

async function kindsSeen(program: number, memberId: number, seen: Visibility): Promise<ProfileView['kinds']> {
  return sqlAlone(
    `SELECT j.kind, j.source_id AS "sourceId", count(*)::int AS count ${counted} GROUP BY j.kind, j.source_id ORDER BY count DESC, j.kind LIMIT 40`,
    [program, memberId, seen.withheldChannels],
  )
}

async function gridSeen(program: number, memberId: number, seen: Visibility, timeZone: string, at: Date): Promise<NonNullable<ProfileView['grid']>> {
  return sqlAlone(
    `SELECT to_char((j.occurred_at AT TIME ZONE $4::text)::date, 'YYYY-MM-DD') AS date, j.source_id AS "sourceId", count(*)::int AS count ${counted}
       AND j.occurred_at > $5::timestamptz - interval '371 days' AND j.occurred_at <= $5 GROUP BY 1, 2 ORDER BY 1, 2`,
    [program, memberId, seen.withheldChannels, timeZone, at],
  )
}

async function bestSeen(program: number, memberId: number, seen: Visibility): Promise<BestDeed[]> {
  return sqlAlone<BestDeed>(
    `SELECT n.*, a.object_title AS title, a.object_url AS url
     FROM (SELECT j.activity_id AS "activityId", j.source_id AS "sourceId", j.kind, j.points, j.occurred_at AS "occurredAt" ${counted}
           ORDER BY j.points DESC, j.occurred_at DESC LIMIT 5) AS n
     JOIN activity a ON a.program_id = $1 AND a.id = n."activityId" ORDER BY n.points DESC, n."occurredAt" DESC`,
    [program, memberId, seen.withheldChannels],
  )
}

/** How many people take part. */
export async function membersIn(program: number): Promise<number> {
  const [row] = await sqlAlone<{ count: number }>(
    `SELECT count(*)::int AS count FROM member WHERE program_id = $1 AND state = 'active' AND merged_into IS NULL`,
    [program],
  )
  return row?.count ?? 0
}
