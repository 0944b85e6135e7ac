import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import { addLine, beginConversation, holdConversation } from '#app/domain/conversations/commands.server.ts'
import { holdersIn } from '#app/domain/members/settling.server.ts'
import { type Refused, Refusal, orRefused } from '#app/foundation/outcome.ts'
import { wakeQueue } from './wake-queue.server.ts'

/** A new question about a page, or one more line in a conversation of one's own. */
export type Writing =
  { key: string; body: string; subject: string; page: string; pageTitle: string } | { key: string; body: string; conversation: number }

/** A member writes to the people who run the program. Sent twice under one key, it is said once. */
export async function writeToStaff(
  by: Actor & { by: number },
  writing: Writing,
  now = new Date(),
): Promise<{ kind: 'written'; id: number } | Refused<'not_found'>> {
  return orRefused(
    () =>
      inTransaction(
        by,
        async (scope) => {
          await wakeQueue(scope)
          if (!('conversation' in writing)) {
            const { id } = await beginConversation(scope, { ...writing, memberId: by.by })
            return { kind: 'written' as const, id }
          }
          const held = await holdConversation(scope, writing.conversation)
          if (!held || !(await holdersIn(scope, by.by)).includes(held.memberId))
            throw new Refusal('not_found', 'There is no such conversation of yours. Nothing was sent.')
          await addLine(scope, { conversationId: writing.conversation, key: writing.key, byId: by.by, staff: false, body: writing.body })
          return { kind: 'written' as const, id: writing.conversation }
        },
        now,
      ),
    'not_found',
  )
}
