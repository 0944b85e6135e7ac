import type { Fulfiller, Reach, Tested } from '#app/contract/fulfiller.ts'
import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { lockAccount, noteTested, putAccount } from '#app/domain/store/commands/accounts.server.ts'
import { accountOf } from '#app/domain/store/queries/fulfillers.server.ts'

/** A manager lets the hub ask a fulfiller whether all is well, or tell it where its messages go (`url`). Nothing is ordered. Answers what it said. */
export async function askFulfiller(
  by: Actor,
  fulfiller: Fulfiller,
  ask: { do: 'test' } | { do: 'connect'; url: string },
  reach: Reach,
): Promise<Tested> {
  const access = await accountOf(by.program, fulfiller.id)
  if (!access) return { well: false, words: 'Fill in what it needs first, and save.' }
  const vendor = { access, reach, now: new Date() }
  try {
    if (ask.do === 'test') {
      const tested = await fulfiller.test(vendor)
      await inTransaction(by, (scope) => noteTested(scope, fulfiller.id, tested))
      return tested
    }
    const connected = (await fulfiller.connect?.(ask.url, vendor)) ?? { fault: 'It has to be told by hand.' }
    if ('fault' in connected) return { well: false, words: connected.fault }
    await inTransaction(by, async (scope) => {
      await putAccount(scope, fulfiller.id, { ...((await lockAccount(scope, fulfiller.id)) ?? {}), ...connected.access })
      await record(scope, { action: 'fulfiller.connected', objectKind: 'fulfiller', objectId: fulfiller.id })
    })
    return { well: true, words: `${fulfiller.title} knows now where to tell what becomes of orders, and its messages can be proven.` }
  } catch (fault) {
    const tested = { well: false, words: `${fulfiller.title} could not be reached. ${(fault as Error).message}` }
    await inTransaction(by, (scope) => noteTested(scope, fulfiller.id, tested))
    return tested
  }
}
