import type { MemberGuest } from '#app/auth/guests.server.ts'
import { linkByAddress } from '#app/flows/link-by-address.server.ts'
import { unlinkAddress } from '#app/flows/unlink-address.server.ts'
import { adapters } from '#integrations/registry.ts'

/** Links or unlinks what is done under the member's own mail address. Answers where to go then; null when the form asks for something else. */
export async function answerAddress(asked: string, { actor, member }: MemberGuest): Promise<string | null> {
  if (asked === 'no-address') {
    await unlinkAddress(actor, member.id)
    return '/settings/accounts?unlinked'
  }
  if (asked !== 'address') return null
  const byAddress = adapters.filter((adapter) => adapter.byAddress).map((adapter) => adapter.id)
  const { waited } = await linkByAddress(actor, member.id, byAddress)
  return `/settings/accounts?linked=${waited}&by=address`
}
