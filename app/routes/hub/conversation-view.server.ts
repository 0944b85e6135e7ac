import type { ConversationView, LineView } from '#app/components/talk/conversation.tsx'
import type { ConversationRow, LineRow } from '#app/domain/conversations/conversations.ts'

/** A conversation as JSON carries it. */
export function conversationView(row: ConversationRow): ConversationView {
  return { ...row, openedAt: row.openedAt.toISOString(), lastAt: row.lastAt.toISOString(), waitingFrom: row.waitingFrom?.toISOString() ?? null }
}

/** A line as JSON carries it. */
export const lineView = (line: LineRow): LineView => ({ ...line, at: line.at.toISOString() })
