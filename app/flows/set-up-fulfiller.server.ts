import type { Fulfiller } from '#app/contract/fulfiller.ts'
import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { lockAccount, putAccount } from '#app/domain/store/commands/accounts.server.ts'
import { newToken } from '#app/foundation/crypto.server.ts'
import { env } from '#app/foundation/env.ts'
import type { Refused } from '#app/foundation/outcome.ts'

/** What was saved, and a secret that was made and is shown this once. */
export type SetUp = { made: string | null }

/**
 * A manager enters what a fulfiller must know; an empty field keeps what was there. Everything is sealed, and the audit keeps names alone. Refuses an
 * address that is not https, unless the hub may reach private networks: people's addresses go there.
 */
export async function setUpFulfiller(
  by: Actor,
  fulfiller: Fulfiller,
  sent: Readonly<Record<string, string>>,
): Promise<SetUp | Refused<'not_an_address'>> {
  const schemes = env().OUTBOUND_PRIVATE === '1' ? /^https?:\/\/[^\s]+$/i : /^https:\/\/[^\s]+$/i
  if (sent.url && !(schemes.test(sent.url) && URL.canParse(sent.url)))
    return { kind: 'not_an_address', message: 'The address begins with https://. Nothing was changed.' }
  return inTransaction(by, async (scope) => {
    const before = (await lockAccount(scope, fulfiller.id)) ?? {}
    const entered = Object.fromEntries(Object.entries(sent).filter(([, value]) => value !== ''))
    const access: Record<string, string> = { ...before, ...entered }
    const makes = fulfiller.access.some((field) => field.name === 'secret') && !access.secret
    // Standard Webhooks: 24 to 64 random bytes in base64 behind `whsec_`.
    const made = makes ? `whsec_${Buffer.from(newToken(), 'base64url').toString('base64')}` : null
    if (made) access.secret = made
    await putAccount(scope, fulfiller.id, access)
    await record(scope, {
      action: 'fulfiller.set_up',
      objectKind: 'fulfiller',
      objectId: fulfiller.id,
      after: { changed: Object.keys(entered).sort() },
    })
    return { made }
  })
}
