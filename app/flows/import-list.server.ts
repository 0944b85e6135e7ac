import type { Adapter } from '#app/contract/adapter.ts'
import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import { deedsIn } from '#app/domain/activities/queries/facts.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { holdImport, markDone } from '#app/domain/imports/commands.server.ts'
import { readList as rowsIn } from '#app/domain/imports/imports.ts'
import { type Refused, Refusal, orRefused } from '#app/foundation/outcome.ts'
import { linkListed } from './link-listed.server.ts'
import { readList } from './read-list.server.ts'
import { sendRows } from './send-rows.server.ts'

export type ListImported = { kind: 'imported'; fresh: number; known: number; faults: number }

/**
 * A manager brings a list in: rows that are new in the channel go through its door as signed messages, those known stay as they are, those that cannot be
 * read are left out and reported. Cut off anywhere, it can be done again: a row counts once.
 */
export function importList(
  adapter: Adapter,
  order: { id: number; slug: string },
  by: Actor,
  now = new Date(),
): Promise<ListImported | Refused<'not_found' | 'not_a_draft' | 'closed' | 'nothing' | 'taken'>> {
  return orRefused(
    async () => {
      const list = await inTransaction(by, (scope) => holdImport(scope, order.id))
      if (list.state !== 'draft') throw new Refusal('not_a_draft', 'This list was brought in before. Nothing was changed.')
      const { rows } = rowsIn(list.csv)
      const read = await readList(adapter, { program: by.program, sourceId: list.sourceId }, { rows, form: list.form }, now)
      const fresh = read.flatMap((row) => (row.state === 'new' ? [row.message] : []))
      if (fresh.length === 0) throw new Refusal('nothing', 'No row of it is new and readable. Nothing was brought in.')
      const addresses = [...new Set(fresh.flatMap(({ actor }) => ('email' in actor ? [actor.email] : [])))]
      await inTransaction(by, (scope) => linkListed(scope, list.sourceId, addresses), now)
      const deliveries = await sendRows(adapter, { program: by.program, slug: order.slug, name: `list-${list.id}` }, fresh, now)
      const added = (await deedsIn(by.program, deliveries)).length
      const faults = read.filter((row) => row.state === 'fault').length
      const went = { fresh: added, known: read.length - faults - added, faults }
      await inTransaction(by, async (scope) => {
        await markDone(scope, list.id, { deliveries, ...went })
        await record(scope, { action: 'list.imported', objectKind: 'list', objectId: list.id, after: { title: list.title, ...went } })
      })
      return { kind: 'imported' as const, ...went }
    },
    'not_found',
    'not_a_draft',
    'closed',
    'nothing',
    'taken',
  )
}
