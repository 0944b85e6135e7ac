import { lockSettling, type Scope } from '#app/db/transaction.server.ts'
import { markDue } from '#app/domain/announcements/commands.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { noteDeparture } from '#app/domain/members/commands.server.ts'
import { notify } from '#app/domain/notices/commands.server.ts'

/**
 * Part of reading a delivery: a platform deleted an account. It is taken off its member, who is asked what becomes of what they did with it; until they say,
 * everything stays. An account of nobody changes nothing. Needs no key: twice is as good as once.
 */
export async function detachAccount(scope: Scope, sourceId: number, account: { id: string }): Promise<void> {
  await lockSettling(scope)
  const gone = await noteDeparture(scope, sourceId, account.id)
  if (!gone) return
  const { person, handle, id } = gone
  await markDue(scope, [person])
  await record(scope, { action: 'identity.gone', objectKind: 'member', objectId: person, before: { source: sourceId, handle } })
  await notify(scope, [
    {
      memberId: person,
      key: `departure:${id}`,
      kind: 'account',
      title: `Your account ${handle} was deleted`,
      body: 'Its platform told us, so it is no longer linked here. Your points stay. Say what becomes of the titles and links of what you did there.',
      url: '/settings/accounts',
    },
  ])
}
