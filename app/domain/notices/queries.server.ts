import { sqlAlone } from '#app/db/transaction.server.ts'
import type { NoticeRow } from './notices.ts'

/** How many notices a member has not read, counted to 99 at most, and the id of the newest of all (0: none). */
export async function bellOf(program: number, memberId: number): Promise<{ unread: number; newest: number }> {
  const [row] = await sqlAlone<{ unread: number; newest: number }>(
    `SELECT (SELECT count(*)::int FROM (SELECT 1 FROM notice WHERE program_id = $1 AND member_id = $2 AND read_at IS NULL LIMIT 99) AS n) AS unread,
       coalesce((SELECT max(id) FROM notice WHERE program_id = $1 AND member_id = $2), 0)::bigint AS newest`,
    [program, memberId],
  )
  return row ?? { unread: 0, newest: 0 }
}

/** A member's notices, newest first: `size` of them before this id. */
export async function noticesOf(program: number, memberId: number, before: number | null, size: number): Promise<NoticeRow[]> {
  return sqlAlone<NoticeRow>(
    `SELECT id, kind, title, body, url, created_at AS "createdAt", read_at AS "readAt" FROM notice
     WHERE program_id = $1 AND member_id = $2 AND ($3::bigint IS NULL OR id < $3) ORDER BY id DESC LIMIT $4`,
    [program, memberId, before, size],
  )
}
