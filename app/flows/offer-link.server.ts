import type { Reply } from '#app/contract/line.ts'
import { inTransaction } from '#app/db/transaction.server.ts'
import { limits } from '#app/domain/access/access.ts'
import { countTry, issueLink } from '#app/domain/access/commands.server.ts'
import type { ProvedAccount } from '#app/domain/members/members.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { hubAddress } from '#app/foundation/env.ts'

/**
 * Somebody asks, from an account that the platform vouches for, to link it: they get a link that works once, for an hour, and proves the account to
 * whichever member opens it signed in. Answered to them alone.
 */
export async function offerLink(program: Program, account: ProvedAccount, now: Date): Promise<Reply> {
  const { sourceId, foreignId, handle } = account
  const token = await inTransaction(
    { program: program.id, by: null },
    async (scope) => {
      if (!(await countTry(scope, limits.linkOffers, `${sourceId}/${foreignId}`))) return null
      const payload = { source: String(sourceId), id: foreignId, handle }
      return (await issueLink(scope, { purpose: 'account', member: null, payload })).token
    },
    now,
  )
  if (token === null) return { words: 'You have asked for many links already. Please wait an hour, then say `/link` again.' }
  const address = hubAddress(`/link/${token}`)
  return {
    words: `Open this within an hour, signed in to ${program.name}, and confirm:\n${address}\nIt works once. Do not show it to anybody: whoever opens it gets the points of this account.`,
  }
}
