import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { addLine, closeConversation, holdConversation } from '#app/domain/conversations/commands.server.ts'
import { type Refused, Refusal, orRefused } from '#app/foundation/outcome.ts'
import { tellMember } from './tell-member.server.ts'
import { wakeQueue } from './wake-queue.server.ts'

/** Staff answer a member, or close a conversation without a word (`body` empty). The member hears of an answer by notice and mail. */
export async function answerConversation(
  by: Actor & { by: number },
  answer: { conversation: number; key: string; body: string; close: boolean },
  now = new Date(),
): Promise<{ kind: 'answered' | 'closed' } | Refused<'not_found'>> {
  return orRefused(
    () =>
      inTransaction(
        by,
        async (scope): Promise<{ kind: 'answered' | 'closed' }> => {
          const held = await holdConversation(scope, answer.conversation)
          if (!held) throw new Refusal('not_found', 'There is no such conversation. Nothing was sent.')
          await wakeQueue(scope)
          const path = `/messages/${answer.conversation}`
          if (answer.body === '') {
            await closeConversation(scope, answer.conversation)
            await record(scope, { action: 'conversation.closed', objectKind: 'conversation', objectId: answer.conversation })
            return { kind: 'closed' }
          }
          const said = { conversationId: answer.conversation, key: answer.key, byId: by.by, staff: true, body: answer.body, close: answer.close }
          if (await addLine(scope, said))
            await tellMember(scope, {
              memberId: held.memberId,
              key: `answer:${answer.key}`,
              kind: 'message.answered',
              title: `You have an answer: ${held.subject}`,
              words: `there is an answer to what you asked about “${held.subject}”:`,
              quote: answer.body,
              path,
              deed: 'Read and reply',
            })
          return { kind: 'answered' }
        },
        now,
      ),
    'not_found',
  )
}
