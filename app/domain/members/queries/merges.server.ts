import { sqlAlone } from '#app/db/transaction.server.ts'
import type { MergeRow, Party, Suggestion } from '#app/domain/members/merges.ts'

/** The merges of a program, standing ones first, then those that were split, the newest first. */
export async function mergesIn(program: number, limit: number): Promise<MergeRow[]> {
  return sqlAlone<MergeRow>(
    `SELECT g.id, g.member_id AS "memberId", coalesce(m.handle, 'member ' || m.id) AS handle, g.into_id AS "intoId", coalesce(i.handle, 'member ' || i.id) AS "intoHandle",
       b.handle AS "byHandle", g.reason, g.at, g.split_at AS "splitAt"
     FROM member_merge g JOIN member m ON m.program_id = g.program_id AND m.id = g.member_id JOIN member i ON i.program_id = g.program_id AND i.id = g.into_id
     LEFT JOIN member b ON b.program_id = g.program_id AND b.id = g.by_id
     WHERE g.program_id = $1 ORDER BY g.split_at IS NOT NULL, g.id DESC LIMIT $2`,
    [program, limit],
  )
}

// The same handle on two channels, a channel handle that is somebody's handle here, the same name, or the same mailbox but for what follows a plus sign.
const signs = `
SELECT a.member_id AS one, b.member_id AS other, 'Both are called ' || lower(a.handle) || ' in a channel' AS because
FROM identity a JOIN identity b ON b.program_id = a.program_id AND lower(b.handle) = lower(a.handle) AND b.member_id > a.member_id WHERE a.program_id = $1
UNION SELECT least(i.member_id, m.id), greatest(i.member_id, m.id), 'One is called ' || m.handle || ' here, the other in a channel'
FROM identity i JOIN member m ON m.program_id = i.program_id AND m.handle = lower(i.handle) AND m.id <> i.member_id WHERE i.program_id = $1
UNION SELECT a.id, b.id, 'Both have the name ' || a.display_name
FROM member a JOIN member b ON b.program_id = a.program_id AND lower(b.display_name) = lower(a.display_name) AND b.id > a.id WHERE a.program_id = $1
UNION SELECT a.id, b.id, 'Their e-mail addresses lead to one mailbox'
FROM member a JOIN member b ON b.program_id = a.program_id AND regexp_replace(b.email, '\\+[^@]*@', '@') = regexp_replace(a.email, '\\+[^@]*@', '@') AND b.id > a.id
WHERE a.program_id = $1`

/** Pairs of members that may be one person, those with the most signs first. Addresses themselves are not told. */
export async function mergeSuggestions(program: number, limit: number): Promise<Suggestion[]> {
  const rows = await sqlAlone<{ one: Party; other: Party; because: string[] }>(
    `SELECT ${party('o')} AS one, ${party('n')} AS other, s.because FROM (
       SELECT one, other, array_agg(DISTINCT because) AS because FROM (${signs}) AS sign GROUP BY one, other
     ) AS s JOIN member o ON o.program_id = $1 AND o.id = s.one JOIN member n ON n.program_id = $1 AND n.id = s.other
     WHERE o.merged_into IS NULL AND n.merged_into IS NULL AND o.state = 'active' AND n.state = 'active' AND o.handle IS NOT NULL AND n.handle IS NOT NULL
     ORDER BY cardinality(s.because) DESC, s.one, s.other LIMIT $2`,
    [program, limit],
  )
  return rows
}

function party(alias: string): string {
  return `jsonb_build_object('id', ${alias}.id, 'handle', ${alias}.handle, 'name', coalesce(${alias}.display_name, ${alias}.handle), 'lifetime',
    coalesce((SELECT b.lifetime FROM balance b WHERE b.program_id = $1 AND b.member_id = ${alias}.id AND b.currency = 1), 0))`
}

/** The person behind a handle whose account was merged: their handle; null for everybody else. */
export async function rootHandle(program: number, handle: string): Promise<string | null> {
  const [row] = await sqlAlone<{ handle: string }>(
    `SELECT p.handle FROM member m JOIN member p ON p.program_id = m.program_id AND p.id = m.merged_into
     WHERE m.program_id = $1 AND m.handle = $2 AND p.handle IS NOT NULL AND p.state = 'active'`,
    [program, handle.toLowerCase()],
  )
  return row?.handle ?? null
}

/** The member behind a number or a handle as somebody typed it, or null. */
export async function memberNamed(program: number, text: string): Promise<number | null> {
  const clean = text.trim().toLowerCase().replace(/^@/, '')
  const [row] = await sqlAlone<{ id: number }>(
    `SELECT id FROM member WHERE program_id = $1 AND (handle = $2 OR id = $3) AND state <> 'erased' ORDER BY handle = $2 DESC LIMIT 1`,
    [program, clean, /^\d{1,15}$/.test(clean) ? Number(clean) : 0],
  )
  return row?.id ?? null
}
