import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import { notify } from '#app/domain/notices/commands.server.ts'
import { addComment } from '#app/domain/talk/commands.server.ts'
import { commentIn, commentsSince } from '#app/domain/talk/settling.server.ts'
import { mostInTenMinutes } from '#app/domain/talk/talk.ts'
import { type Refused, Refusal, orRefused } from '#app/foundation/outcome.ts'

/** What is said under which challenge; the door has found that its author may see it. */
export type Saying = { challenge: { id: number; slug: string; title: string }; key: string; body: string; answers: number | null; name: string }

/** A member comments on a challenge, once per key. Whose comment is answered reads so in their notices. */
export async function writeComment(
  by: Actor & { by: number },
  saying: Saying,
  now = new Date(),
): Promise<{ kind: 'said'; id: number } | Refused<'too_many' | 'not_found'>> {
  const { challenge, answers } = saying
  return orRefused(
    () =>
      inTransaction(
        by,
        async (scope) => {
          const answered = answers === null ? null : await commentIn(scope, answers)
          if (answers !== null && (answered?.challengeId !== challenge.id || answered.state !== 'shown'))
            throw new Refusal('not_found', 'The comment that you answer is not here any more. Yours was not sent.')
          if ((await commentsSince(scope, by.by, new Date(scope.now.getTime() - 600_000))) >= mostInTenMinutes)
            throw new Refusal('too_many', 'That is many comments within ten minutes. Wait a little, then send it again.')
          const said = await addComment(scope, { challengeId: challenge.id, memberId: by.by, answersId: answers, key: saying.key, body: saying.body })
          if (said.fresh && answered && answered.memberId !== by.by)
            await notify(scope, [
              {
                memberId: answered.memberId,
                key: `comment:${said.id}`,
                kind: 'comment.answered',
                title: `${saying.name} answered you: ${challenge.title}`,
                body: saying.body,
                url: `/challenges/${challenge.slug}#comment-${said.id}`,
              },
            ])
          return { kind: 'said' as const, id: said.id }
        },
        now,
      ),
    'too_many',
    'not_found',
  )
}
