import type { Scope } from '#app/db/transaction.server.ts'
import { titleIn } from '#app/domain/activities/settling.server.ts'
import { contactOf } from '#app/domain/members/queries.server.ts'
import { notify } from '#app/domain/notices/commands.server.ts'
import { put } from '#app/domain/outbox/commands.server.ts'
import { nameIn } from '#app/domain/programs/settling.server.ts'
import { hubAddress } from '#app/foundation/env.ts'

/**
 * Part of linking: a member hears of an account that is newly theirs, as a notice and by mail, so that nobody can slip one in unnoticed. Call it once for
 * each; an account that was theirs before is no news.
 */
export async function tellLinked(scope: Scope, member: number, account: { sourceId: number; handle: string }): Promise<void> {
  const contact = await contactOf(scope.program, member, scope.sql)
  if (!contact) return
  const channel = await titleIn(scope, account.sourceId)
  const key = `linked:${contact.person}:${account.sourceId}:${scope.now.getTime()}`
  const url = '/settings/accounts'
  const title = 'An account was linked to yours'
  const body = `${account.handle} on ${channel}. What it does there counts for you. If that was not you, or it is somebody else’s account, remove it here.`
  await notify(scope, [{ memberId: contact.person, key, kind: 'account', title, body, url }])
  if (!contact.email) return
  const fill = { program: await nameIn(scope), name: contact.displayName, account: account.handle, channel, link: hubAddress(url) }
  await put(scope, { key, template: 'account-linked', fill, member: contact.person, to: contact.email })
}
