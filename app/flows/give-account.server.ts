import type { Scope } from '#app/db/transaction.server.ts'
import { releaseShares, releaseUnclaimed } from '#app/domain/activities/commands.server.ts'
import { markDue } from '#app/domain/announcements/commands.server.ts'
import { addIdentity, moveAlias } from '#app/domain/members/commands.server.ts'
import type { ProvedAccount } from '#app/domain/members/members.ts'
import { otherAccount } from '#app/domain/members/settling.server.ts'
import { Refusal } from '#app/foundation/outcome.ts'
import { tellLinked } from './tell-linked.server.ts'

/**
 * Part of linking and joining: gives a proved account to a member, with the second name (`login:…`) by which facts without a number know it, and
 * lets everything that waited for it be settled. Answers how many activities waited. Hold the settling lock. Refuses `taken`, and `second` where the person has
 * another account in that channel. The member is told of an account that was not theirs before, unless they are `founding` their own with it.
 */
export async function giveAccount(scope: Scope, member: number, account: ProvedAccount, founding = false): Promise<number> {
  const identity = { sourceId: account.sourceId, memberId: member, handle: account.handle, proof: account.proof ?? 'oauth' }
  const alias = `login:${account.handle.toLowerCase()}`
  const fresh = await addIdentity(scope, { ...identity, foreignId: account.foreignId })
  const other = await otherAccount(scope, member, account)
  if (other !== null)
    throw new Refusal('second', `You already linked ${other} there. Unlink it first, or ask a manager to bring both together. Nothing was changed.`)
  await moveAlias(scope, { ...identity, foreignId: alias })
  await markDue(scope, [member])
  if (fresh && !founding) await tellLinked(scope, member, account)
  for (const name of [account.foreignId, alias]) await releaseShares(scope, account.sourceId, name)
  return (await releaseUnclaimed(scope, account.sourceId, account.foreignId)) + (await releaseUnclaimed(scope, account.sourceId, alias))
}
