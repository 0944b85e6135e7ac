import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { addSegment as add } from '#app/domain/boards/commands.server.ts'
import type { Conditions } from '#app/domain/boards/segments.ts'

/** A manager adds a segment: a group of members by conditions, with boards of its own. */
export function addSegment(title: string, conditions: Conditions, actor: Actor): Promise<{ slug: string }> {
  return inTransaction(actor, async (scope) => {
    const { id, slug } = await add(scope, title, conditions)
    await record(scope, { action: 'segment.added', objectKind: 'segment', objectId: id, after: { title, conditions } })
    return { slug }
  })
}
