import { lockSettling, type Scope } from '#app/db/transaction.server.ts'
import { releaseUnclaimed } from '#app/domain/activities/commands.server.ts'
import { addIdentity } from '#app/domain/members/commands.server.ts'
import { activeByAddress } from '#app/domain/members/listed.server.ts'
import { ownersOf } from '#app/domain/members/settling.server.ts'

/**
 * Part of bringing a list in: addresses of active members become their accounts in the channel, unless somebody has them already. Takes the settling lock,
 * so nothing is settled between the link and the release of what waited.
 */
export async function linkListed(scope: Scope, sourceId: number, addresses: readonly string[]): Promise<void> {
  if (addresses.length === 0) return
  await lockSettling(scope)
  const held = await ownersOf(
    scope,
    addresses.map((address) => ({ sourceId, foreignId: `email:${address}` })),
  )
  const members = await activeByAddress(scope, addresses, [])
  for (const { email, person } of members) {
    if (!email || held.has(`${sourceId}/email:${email}`)) continue
    const handle = email.split('@')[0] ?? email
    await addIdentity(scope, { sourceId, foreignId: `email:${email}`, memberId: person, handle, proof: 'list' })
    await releaseUnclaimed(scope, sourceId, `email:${email}`)
  }
}
