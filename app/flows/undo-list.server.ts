import type { Adapter } from '#app/contract/adapter.ts'
import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import { deedsIn } from '#app/domain/activities/queries/facts.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { holdImport, markUndone } from '#app/domain/imports/commands.server.ts'
import { type Refused, Refusal, orRefused } from '#app/foundation/outcome.ts'
import { sendRows } from './send-rows.server.ts'

/**
 * A manager takes a whole list back: a reversal for each row that went in by it, through the same door. What others told of the same rows later was never
 * stored twice, so nothing else is touched. Answers how many rows.
 */
export function undoList(
  adapter: Adapter,
  order: { id: number; slug: string },
  by: Actor,
  now = new Date(),
): Promise<{ kind: 'undone'; rows: number } | Refused<'not_found' | 'not_done' | 'closed'>> {
  return orRefused(
    async () => {
      const list = await inTransaction(by, (scope) => holdImport(scope, order.id))
      if (list.state !== 'done') throw new Refusal('not_done', 'This list is not in, so there is nothing to take back.')
      const deeds = await deedsIn(by.program, list.deliveries)
      const messages = deeds.map((deed) => ({
        id: `undo:${deed.externalId}`,
        type: 'reversal',
        version: deed.occurredAt.toISOString(),
        time: deed.occurredAt.toISOString(),
        actor: { id: deed.actorId, handle: deed.actorHandle ?? deed.actorId },
        object: { id: deed.objectId, title: deed.objectTitle },
        reverses: deed.externalId,
      }))
      await sendRows(adapter, { program: by.program, slug: order.slug, name: `list-undo-${list.id}` }, messages, now)
      await inTransaction(by, async (scope) => {
        await markUndone(scope, list.id)
        await record(scope, { action: 'list.undone', objectKind: 'list', objectId: list.id, after: { title: list.title, rows: deeds.length } })
      })
      return { kind: 'undone' as const, rows: deeds.length }
    },
    'not_found',
    'not_done',
    'closed',
  )
}
