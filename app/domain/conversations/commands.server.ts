import type { Scope } from '#app/db/transaction.server.ts'

/** Begins a member's conversation with its first line. Answers its id, and whether it is new: a key begins one once. */
export async function beginConversation(
  scope: Scope,
  begun: { memberId: number; key: string; subject: string; body: string; page: string; pageTitle: string },
): Promise<{ id: number; fresh: boolean }> {
  const known = await lineByKey(scope, begun.key)
  if (known) return { id: known, fresh: false }
  const [row] = await scope.sql<{ id: number }>(
    `INSERT INTO conversation (program_id, member_id, subject, page, page_title, opened_at, last_at, waiting_from) VALUES ($1, $2, $3, $4, $5, $6, $6, $6) RETURNING id`,
    [scope.program, begun.memberId, begun.subject, begun.page, begun.pageTitle, scope.now],
  )
  const id = row?.id ?? 0
  await write(scope, { conversationId: id, key: begun.key, byId: begun.memberId, staff: false, body: begun.body })
  return { id, fresh: true }
}

/** Adds a line; one of the member's makes it wait again, one of staff's answers or closes it. False when this key was written before. */
export async function addLine(
  scope: Scope,
  line: { conversationId: number; key: string; byId: number; staff: boolean; body: string; close?: boolean },
): Promise<boolean> {
  if (await lineByKey(scope, line.key)) return false
  await write(scope, line)
  const state = !line.staff ? 'waiting' : line.close ? 'closed' : 'answered'
  await scope.sql(
    `UPDATE conversation SET state = $3, last_at = $4::timestamptz, waiting_from = CASE WHEN $3 = 'waiting' THEN coalesce(waiting_from, $4::timestamptz) END
     WHERE program_id = $1 AND id = $2`,
    [scope.program, line.conversationId, state, scope.now],
  )
  return true
}

/** The owner of a conversation and what it is about, locked until the story ends; null when there is none. */
export async function holdConversation(scope: Scope, id: number): Promise<{ memberId: number; subject: string; state: string } | null> {
  const [row] = await scope.sql<{ memberId: number; subject: string; state: string }>(
    `SELECT member_id AS "memberId", subject, state FROM conversation WHERE program_id = $1 AND id = $2 FOR UPDATE`,
    [scope.program, id],
  )
  return row ?? null
}

/** Closes a conversation without a word, for what needs none. */
export async function closeConversation(scope: Scope, id: number): Promise<void> {
  await scope.sql(`UPDATE conversation SET state = 'closed', waiting_from = NULL WHERE program_id = $1 AND id = $2`, [scope.program, id])
}

async function lineByKey(scope: Scope, key: string): Promise<number | null> {
  const [row] = await scope.sql<{ id: number }>('SELECT conversation_id AS id FROM conversation_line WHERE program_id = $1 AND key = $2', [
    scope.program,
    key,
  ])
  return row?.id ?? null
}

async function write(scope: Scope, line: { conversationId: number; key: string; byId: number; staff: boolean; body: string }): Promise<void> {
  await scope.sql(`INSERT INTO conversation_line (program_id, conversation_id, key, by_id, staff, body, at) VALUES ($1, $2, $3, $4, $5, $6, $7)`, [
    scope.program,
    line.conversationId,
    line.key,
    line.byId,
    line.staff,
    line.body,
    scope.now,
  ])
}
