import type { Adapter } from '#app/contract/adapter.ts'
import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import { createSource } from '#app/domain/activities/commands.server.ts'
import { sourceNamed } from '#app/domain/activities/commands/editing.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { type Refused, Refusal, orRefused } from '#app/foundation/outcome.ts'
import { spreadAddresses } from './spread-addresses.server.ts'

/**
 * A manager adds another channel of a platform, such as a second forum: with an address, secrets, accounts and a health of its own. It is connected
 * on its page. Refuses a name that another channel has.
 */
export function addSource(
  adapter: Pick<Adapter, 'id' | 'byAddress'>,
  title: string,
  by: Actor,
): Promise<{ kind: 'added'; slug: string } | Refused<'no_name' | 'taken' | 'not_found'>> {
  return orRefused(
    () =>
      inTransaction(by, async (scope) => {
        const name = title.replace(/\s+/g, ' ').trim().slice(0, 80)
        const words = name
          .normalize('NFKD')
          .toLowerCase()
          .replaceAll(/[^a-z0-9]+/g, '-')
          .replaceAll(/^-+|-+$/g, '')
        if (!words) throw new Refusal('no_name', 'Give it a name by which you tell it from the others, with a letter or a digit in it.')
        const slug = `${adapter.id}-${words}`.slice(0, 60)
        if (await sourceNamed(scope, { slug, title: name }))
          throw new Refusal('taken', `There is a channel called “${name}” already. Choose another name.`)
        const id = await createSource(scope, { adapter: adapter.id, slug, title: name })
        if (adapter.byAddress) await spreadAddresses(scope, [id])
        await record(scope, { action: 'source.added', objectKind: 'source', objectId: id, after: { adapter: adapter.id, slug, title: name } })
        return { kind: 'added' as const, slug }
      }),
    'no_name',
    'taken',
    'not_found',
  )
}
