import { type Adapter, type Ask, Later } from '#app/contract/adapter.ts'
import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import { limits } from '#app/domain/access/access.ts'
import { countTry } from '#app/domain/access/commands.server.ts'
import { accessOf } from '#app/domain/activities/queries/access.server.ts'
import { profileToken } from '#app/domain/members/queries/tokens.server.ts'
import type { Refused } from '#app/foundation/outcome.ts'
import { linkIdentity } from './link-identity.server.ts'

const refuse = <Kind extends string>(kind: Kind, message: string): Refused<Kind> => ({ kind, message })

/**
 * A member proves an account by the token that the hub gave them for this channel, put into the account's public profile. The hub reads the profile
 * itself, as everybody can.
 */
export async function linkByProfile(
  actor: Actor & { by: number },
  { adapter, sourceId, handle, fetch }: { adapter: Adapter; sourceId: number; handle: string; fetch: Ask['fetch'] },
): Promise<{ kind: 'linked'; waited: number } | Refused<'no_such_account' | 'no_token' | 'unreachable' | 'too_many' | 'taken'>> {
  const name = handle.trim().replace(/^@/, '')
  const by = adapter.profile?.by
  if (!adapter.profile || !(by?.pattern ?? /^[\p{L}\p{N}_.-]{1,100}$/u).test(name))
    return refuse('no_such_account', by ? `${by.label}: this does not look like it.` : 'Enter your user name there, without an address around it.')
  const allowed = await inTransaction(actor, (scope) => countTry(scope, limits.profileReads, String(actor.by)))
  if (!allowed) return refuse('too_many', 'The profile was read many times. Wait an hour, then try again.')
  let found
  try {
    found = await adapter.profile.read(name, { access: await accessOf(actor.program, sourceId), fetch, now: new Date() })
  } catch (error) {
    const wait = error instanceof Later ? ' It asks for a little patience.' : ''
    return refuse('unreachable', `${adapter.title} did not show the profile.${wait} Nothing was changed; try again in a moment.`)
  }
  if (!found) return refuse('no_such_account', `${adapter.title} knows nobody called ${name}. Nothing was changed.`)
  if (!found.text.includes(profileToken(actor.program, actor.by, sourceId))) {
    return refuse(
      'no_token',
      by
        ? `${found.handle} does not show the token yet. Save it there, and try again.`
        : `The profile of ${found.handle} does not show the token yet. Save it there, make sure the profile is public, and try again.`,
    )
  }
  return linkIdentity(actor, actor.by, { sourceId, foreignId: found.id, handle: found.handle, proof: 'profile' })
}
