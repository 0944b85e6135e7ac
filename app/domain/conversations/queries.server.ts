import { holdersOf } from '#app/db/holders.server.ts'
import { sqlAlone } from '#app/db/transaction.server.ts'
import type { ConversationRow, ConversationState, LineRow } from './conversations.ts'

const columns = `c.id, p.id AS "memberId", coalesce(p.handle, '') AS handle, coalesce(p.display_name, p.handle, 'A former member') AS name, c.subject, c.page,
  c.page_title AS "pageTitle", c.state, c.opened_at AS "openedAt", c.last_at AS "lastAt", c.waiting_from AS "waitingFrom",
  coalesce((SELECT left(l.body, 160) FROM conversation_line l WHERE l.program_id = c.program_id AND l.conversation_id = c.id ORDER BY l.id DESC LIMIT 1), '') AS last`
const from = `conversation c JOIN member m ON m.program_id = c.program_id AND m.id = c.member_id
  JOIN member p ON p.program_id = m.program_id AND p.id = coalesce(m.merged_into, m.id)`

/** A member's own conversations, the newest word first. */
export async function conversationsOf(program: number, member: number): Promise<ConversationRow[]> {
  return sqlAlone<ConversationRow>(
    `SELECT ${columns} FROM ${from} WHERE c.program_id = $1 AND c.member_id IN (SELECT id FROM ${holdersOf('$1', '$2')} AS h) ORDER BY c.last_at DESC LIMIT 100`,
    [program, member],
  )
}

/** The conversations of everybody in this state: what waits longest first, else the newest word first. */
export async function conversationsIn(program: number, state: ConversationState, limit = 100): Promise<ConversationRow[]> {
  return sqlAlone<ConversationRow>(
    `SELECT ${columns} FROM ${from} WHERE c.program_id = $1 AND c.state = $2 ORDER BY c.waiting_from NULLS LAST, c.last_at DESC LIMIT $3`,
    [program, state, limit],
  )
}

/** One conversation with all that was said, or null. With a member given: only their own. */
export async function conversationById(program: number, id: number, member: number | null): Promise<(ConversationRow & { lines: LineRow[] }) | null> {
  const [row] = await sqlAlone<ConversationRow>(
    `SELECT ${columns} FROM ${from} WHERE c.program_id = $1 AND c.id = $2
     AND ($3::bigint IS NULL OR c.member_id IN (SELECT id FROM ${holdersOf('$1', '$3')} AS h))`,
    [program, id, member],
  )
  if (!row) return null
  const lines = await sqlAlone<LineRow>(
    `SELECT l.id, l.by_id AS "byId", coalesce(m.handle, '') AS handle, coalesce(m.display_name, m.handle, 'A former member') AS name, l.staff, l.body, l.at
     FROM conversation_line l JOIN member m ON m.program_id = l.program_id AND m.id = l.by_id
     WHERE l.program_id = $1 AND l.conversation_id = $2 ORDER BY l.id`,
    [program, id],
  )
  return { ...row, lines }
}
