import { type Adapter, isPolled } from '#app/contract/adapter.ts'
import { type Actor, inTransaction, type Scope } from '#app/db/transaction.server.ts'
import { accessSecret } from '#app/domain/activities/activities.ts'
import { addSecret, setPlainAccess } from '#app/domain/activities/commands.server.ts'
import { holdSource } from '#app/domain/activities/commands/editing.server.ts'
import { reopenLine } from '#app/domain/activities/commands/lines.server.ts'
import { addWalk, endWalks } from '#app/domain/activities/commands/walks.server.ts'
import { forgetSource } from '#app/domain/activities/queries/open-source.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { type Refused, Refusal, orRefused } from '#app/foundation/outcome.ts'

/**
 * A manager says how the hub calls the platform of a channel. Keys are sealed; an empty one leaves the present key as it is. An address must be one
 * of the web. What is needed to ask a platform that tells nothing by itself must be there; it is asked at once, for all that it has.
 */
export function saveAccess(
  adapter: Adapter,
  access: { sourceId: number; values: Readonly<Record<string, string>> },
  by: Actor,
): Promise<{ kind: 'saved' } | Refused<'not_found' | 'not_an_address' | 'missing'>> {
  return orRefused(
    () =>
      inTransaction(by, async (scope) => {
        const source = await holdSource(scope, access.sourceId)
        const fields = adapter.access ?? []
        const long = new Set(fields.filter((field) => field.lines).map((field) => field.name))
        const given = (name: string) => (access.values[name] ?? '').trim().slice(0, long.has(name) ? 20_000 : 500)
        const missing = fields.find((field) => isPolled(adapter) && !field.optional && !field.secret && !given(field.name))
        if (missing) throw new Refusal('missing', `“${missing.label}” is empty, and without it there is nothing to ask. Nothing was saved.`)
        const site = given('site')
        if (site && !/^https?:\/\/[^\s"<>]+$/i.test(site)) {
          throw new Refusal('not_an_address', 'The address must begin with https:// or http://. Nothing was saved.')
        }
        const plain = fields.filter((field) => !field.secret && given(field.name)).map((field) => [field.name, given(field.name)] as const)
        await setPlainAccess(scope, source.id, Object.fromEntries(plain))
        const keys = fields.filter((field) => field.secret && given(field.name))
        for (const { name } of keys) {
          await addSecret(scope, { sourceId: source.id, name: accessSecret(name), value: given(name), othersEndAt: scope.now })
        }
        await reopenLine(scope, source.id)
        if (isPolled(adapter)) await readNow(scope, adapter, source.id)
        const after = { ...Object.fromEntries(plain), keys: keys.map(({ name }) => `${name} …${given(name).slice(-4)}`) }
        await record(scope, { action: 'source.access_saved', objectKind: 'source', objectId: source.id, after })
        scope.afterCommit(() => forgetSource(scope.program, source.slug))
        return { kind: 'saved' as const }
      }),
    'not_found',
    'not_an_address',
    'missing',
  )
}

/** Begins every way of asking anew, for what was entered now. */
async function readNow(scope: Scope, { backfill = {} }: Adapter, sourceId: number): Promise<void> {
  await endWalks(scope, sourceId)
  for (const name of Object.keys(backfill)) await addWalk(scope, { sourceId, name, since: new Date(0) })
}
