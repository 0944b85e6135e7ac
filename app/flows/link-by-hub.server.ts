import type { Adapter, Ask } from '#app/contract/adapter.ts'
import type { Actor } from '#app/db/transaction.server.ts'
import { accessOf } from '#app/domain/activities/queries/access.server.ts'
import { hubAccountName } from '#app/domain/members/members.ts'
import type { Refused } from '#app/foundation/outcome.ts'
import { linkIdentity } from './link-identity.server.ts'

/** A member who signs in to a platform with this hub links the account they have there: the platform itself says which it is. */
export async function linkByHub(
  actor: Actor & { by: number },
  { adapter, sourceId, fetch }: { adapter: Adapter; sourceId: number; fetch: Ask['fetch'] },
): Promise<{ kind: 'linked'; waited: number } | Refused<'no_such_account' | 'unreachable' | 'taken' | 'second'>> {
  let found
  try {
    const ask = { access: await accessOf(actor.program, sourceId), fetch, now: new Date() }
    found = await adapter.accountOf?.(hubAccountName(actor.program, actor.by), ask)
  } catch {
    return { kind: 'unreachable', message: `${adapter.title} did not say which account is yours. Nothing was changed; try again in a moment.` }
  }
  if (!found)
    return { kind: 'no_such_account', message: 'You have not signed in there with this account yet. Do it once, then come back and link it.' }
  return linkIdentity(actor, actor.by, { sourceId, foreignId: found.id, handle: found.handle, proof: 'hub' })
}
