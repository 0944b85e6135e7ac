import type { Scope } from '#app/db/transaction.server.ts'
import { wake } from '#app/db/wake.server.ts'
import { staffIn } from '#app/domain/members/settling.server.ts'
import { reviewersIn } from '#app/domain/reviews/settling.server.ts'

/** Part of a story after which something else waits in the queue: open pages of staff and community reviewers read it again after the commit. */
export async function wakeQueue(scope: Scope): Promise<void> {
  const people = new Set([...(await staffIn(scope)), ...(await reviewersIn(scope))])
  if (people.size > 0) scope.afterCommit(() => wake(scope.program, people))
}
