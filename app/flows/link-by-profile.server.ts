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
): Promise<{ kind: 'linked'; waited: number } | Refused<'no_such_account' | 'no_token' | 'unreachable' | 'too_many' | 'taken' | 'second'>> {
  const by = adapter.profile?.by
  const name = by ? handle.trim() : handle.trim().replace(/^@/, '')
  if (!adapter.profile || !(by?.pattern ?? /^[\p{L}\p{N}_.-]{1,100}$/u).test(name))
    return refuse('no_such_account', by ? `${by.label}: this does not look like it.` : 'Enter your user name there, without an address around it.')
  const allowed = await inTransaction(actor, (scope) => countTry(scope, limits.profileReads, String(actor.by)))
  if (!allowed) return refuse('too_many', 'The profile was read many times. Wait an hour, then try again.')
  let found
  try {
    found = await adapter.profile.read(name, { access: await accessOf(actor.program, sourceId), fetch: sparing(fetch), now: new Date() })
  } catch (error) {
    const wait = error instanceof Later ? ' It asks for a little patience.' : ''
    return refuse('unreachable', `${adapter.title} did not show the profile.${wait} Nothing was changed; try again in a moment.`)
  }
  const profiles = [found ?? []].flat()
  const [first] = profiles
  if (!first)
    return refuse('no_such_account', by ? strange(adapter.title, name) : `${adapter.title} knows nobody called ${name}. Nothing was changed.`)
  const token = profileToken(actor.program, actor.by, sourceId)
  const proved = profiles.find(({ text }) => text.includes(token))
  if (!proved) {
    return refuse(
      'no_token',
      by
        ? `${first.handle} does not show the token yet. Save it there, and try again.`
        : `The profile of ${first.handle} does not show the token yet. Save it there, make sure the profile is public, and try again.`,
    )
  }
  return linkIdentity(actor, actor.by, { sourceId, foreignId: proved.id, handle: proved.handle, proof: 'profile' })
}

const strange = (title: string, name: string) =>
  `${title} has nothing here that is called ${name} and that one person could prove. Nothing was changed.`

/** One press asks at most ten times, and nothing more after twenty seconds, however much a manager has listed. */
function sparing(fetch: Ask['fetch']): Ask['fetch'] {
  const began = Date.now()
  let asked = 0
  return async (url, init) => {
    asked += 1
    if (asked > 10 || Date.now() - began > 20_000) throw new Error('Too much would be asked for one proof.')
    return fetch(url, init)
  }
}
