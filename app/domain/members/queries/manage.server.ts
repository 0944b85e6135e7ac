import { holdersOf } from '#app/db/holders.server.ts'
import { sqlAlone } from '#app/db/transaction.server.ts'
import type { Role } from '#app/domain/members/roles.ts'

export const memberOrders = { points: 'Most points', newest: 'Newest', name: 'Name', seen: 'Last seen' } as const
export type MemberOrder = keyof typeof memberOrders

/** A member as the list shows it. */
export type MemberRow = {
  id: number
  handle: string
  name: string
  email: string | null
  state: 'active' | 'paused' | 'removed'
  joinedAt: Date
  lastSeenAt: Date | null
  lifetime: number
  spendable: number
  level: string | null
  rank: number | null
  roles: Role[]
  accounts: { adapter: string; handle: string }[]
}

const fields = `m.id, m.handle, coalesce(m.display_name, m.handle) AS name, m.email, m.state, m.joined_at AS "joinedAt", m.last_seen_at AS "lastSeenAt",
  coalesce(b.lifetime, 0)::bigint AS lifetime, coalesce(b.spendable, 0)::bigint AS spendable, l.title AS level, l.rank,
  ARRAY(SELECT role FROM member_role r WHERE r.program_id = m.program_id AND r.member_id = m.id AND r.scope = '' ORDER BY role) AS roles,
  (SELECT coalesce(jsonb_agg(jsonb_build_object('adapter', s.adapter, 'handle', i.handle) ORDER BY s.id), '[]') FROM identity i
   JOIN source s ON s.program_id = i.program_id AND s.id = i.source_id WHERE i.program_id = m.program_id AND i.member_id = m.id AND i.foreign_id !~ '^(email|sha1):') AS accounts`
const sums = `SELECT sum(b.lifetime)::bigint AS lifetime, greatest(0, sum(b.spendable) - sum(b.debt))::bigint AS spendable,
    greatest(0, sum(b.debt) - sum(b.spendable))::bigint AS debt, sum(b.held)::bigint AS held, sum(b.pending)::bigint AS pending`
const joins = `LEFT JOIN LATERAL (${sums} FROM ${holdersOf('m.program_id', 'm.id')} AS h
  JOIN balance b ON b.program_id = m.program_id AND b.member_id = h.id AND b.currency = 1) AS b ON true
LEFT JOIN standing st ON st.program_id = m.program_id AND st.member_id = m.id
LEFT JOIN level l ON l.program_id = m.program_id AND l.rank = st.level`

const orders: Record<MemberOrder, string> = {
  points: 'coalesce(b.lifetime, 0) DESC, m.id',
  newest: 'm.id DESC',
  name: 'lower(coalesce(m.display_name, m.handle)), m.id',
  seen: 'm.last_seen_at DESC NULLS LAST, m.id',
}

// $2 is a pattern without wildcards of its own; e-mail addresses are searched only where $3 allows it.
const found = (order: MemberOrder): string => `
SELECT ${fields} FROM member m ${joins}
WHERE m.program_id = $1 AND m.state <> 'erased' AND m.merged_into IS NULL AND m.handle IS NOT NULL AND ($2::text IS NULL
  OR m.handle LIKE $2 OR lower(m.display_name) LIKE $2 OR ($3 AND m.email LIKE $2)
  OR EXISTS (SELECT FROM identity i WHERE i.program_id = m.program_id AND i.member_id = m.id AND (($3 OR i.foreign_id !~ '^(email|sha1):') AND (lower(i.handle) LIKE $2 OR i.foreign_id = $4))))
ORDER BY ${orders[order]} OFFSET $5 LIMIT $6`

const statements = Object.fromEntries((Object.keys(orders) as MemberOrder[]).map((order) => [order, found(order)])) as Record<MemberOrder, string>

export type MemberSearch = { text: string; withContact: boolean; order: MemberOrder; skip: number; limit: number }

/** Members by name, handle, linked account, and by address where the reader may see it. Without that right no address is answered either. */
export async function searchMembers(program: number, { text, withContact, order, skip, limit }: MemberSearch): Promise<MemberRow[]> {
  const clean = text.trim().toLowerCase().replace(/^@/, '')
  const pattern = clean === '' ? null : `%${clean.replace(/[\\%_]/g, '\\$&')}%`
  const rows = await sqlAlone<MemberRow>(statements[order], [program, pattern, withContact, text.trim(), skip, limit])
  return withContact ? rows : rows.map((row) => ({ ...row, email: null }))
}

export type MemberIdentity = {
  sourceId: number
  adapter: string
  channel: string
  slug: string
  foreignId: string
  handle: string
  proof: string
  provedAt: Date
}
export type MemberWhole = MemberRow & {
  /** The person to whom this account belongs after a merge, and the accounts that were merged into this one. */
  mergedInto: number | null
  merged: { id: number; handle: string }[]
  timeZone: string
  bio: string
  debt: number
  held: number
  pending: number
  identities: MemberIdentity[]
}

/** One member with linked accounts and sums, or null. The address comes along only if asked for, and so do accounts that are addresses (`email:…`). */
export async function memberForStaff(program: number, id: number, withContact: boolean): Promise<MemberWhole | null> {
  const [row] = await sqlAlone<MemberWhole>(
    `SELECT ${fields}, m.merged_into AS "mergedInto", m.time_zone AS "timeZone",
       (SELECT coalesce(jsonb_agg(jsonb_build_object('id', o.id, 'handle', coalesce(o.handle, 'member ' || o.id)) ORDER BY o.id), '[]') FROM member o
        WHERE o.program_id = m.program_id AND o.merged_into = m.id) AS merged, m.bio, coalesce(b.debt, 0)::bigint AS debt, coalesce(b.held, 0)::bigint AS held, coalesce(b.pending, 0)::bigint AS pending
     FROM member m ${joins} WHERE m.program_id = $1 AND m.id = $2 AND m.state <> 'erased' AND m.handle IS NOT NULL`,
    [program, id],
  )
  if (!row) return null
  const identities = await sqlAlone<MemberIdentity>(
    `SELECT i.source_id AS "sourceId", s.adapter, s.title AS channel, s.slug, i.foreign_id AS "foreignId", i.handle, i.proof, i.proved_at AS "provedAt"
     FROM identity i JOIN source s ON s.program_id = i.program_id AND s.id = i.source_id WHERE i.program_id = $1 AND i.member_id IN (SELECT id FROM ${holdersOf('$1', '$2')} AS h)
       AND ($3 OR i.foreign_id !~ '^(email|sha1):') ORDER BY i.proved_at`,
    [program, id, withContact],
  )
  return { ...row, email: withContact ? row.email : null, identities }
}

/** The handles of these members; those without one are missing. */
export async function handlesOf(program: number, ids: readonly number[]): Promise<Record<number, string>> {
  const rows = await sqlAlone<{ id: number; handle: string }>(
    'SELECT id, handle FROM member WHERE program_id = $1 AND id = ANY($2::bigint[]) AND handle IS NOT NULL',
    [program, ids],
  )
  return Object.fromEntries(rows.map((row) => [row.id, row.handle]))
}

/** Whether a member can be given or lose points: there, and neither erased nor merged into another. */
export async function canBeCorrected(program: number, id: number): Promise<boolean> {
  const rows = await sqlAlone(`SELECT id FROM member WHERE program_id = $1 AND id = $2 AND state <> 'erased' AND merged_into IS NULL`, [program, id])
  return rows.length === 1
}

/** The numbers of the next members after this one, in order: for walks over everybody. */
export async function membersAfter(program: number, after: number, limit: number): Promise<number[]> {
  const rows = await sqlAlone<{ id: number }>('SELECT id FROM member WHERE program_id = $1 AND id > $2 ORDER BY id LIMIT $3', [program, after, limit])
  return rows.map((row) => row.id)
}

/** The time zone in which a member lives; null if there is no such member. */
export async function zoneOf(program: number, id: number): Promise<string | null> {
  const [row] = await sqlAlone<{ zone: string }>('SELECT time_zone AS zone FROM member WHERE program_id = $1 AND id = $2', [program, id])
  return row?.zone ?? null
}
