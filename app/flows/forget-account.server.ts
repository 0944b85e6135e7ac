import type { Adapter } from '#app/contract/adapter.ts'
import type { Scope } from '#app/db/transaction.server.ts'
import { deedsOfAccount, forgetAccount as forgetDeeds } from '#app/domain/activities/commands.server.ts'
import { comparedIn, forgetWords } from '#app/domain/rules/commands/forgetting.server.ts'
import type { FactValue } from '#app/domain/rules/explanation.ts'
import { type Personal, withoutWords } from '#app/domain/rules/forgetting.ts'

/**
 * Part of a member's wish: takes the names, titles, links and quoted words out of what an account did, and out of what was said about it. Rules would give
 * the same for it again, so the book can still be made anew. Hold the settling lock. Answers how many activities.
 */
export async function forgetAccount(
  scope: Scope,
  account: { sourceId: number; foreignId: string; handle: string },
  adapterById: (id: string) => Pick<Adapter, 'kinds'> | undefined,
): Promise<number> {
  const { adapter, deeds } = await deedsOfAccount(scope, account.sourceId, account.foreignId, account.handle)
  const kinds = adapterById(adapter)?.kinds ?? {}
  const compared = await comparedIn(scope)
  const personal = new Map<number, Personal>()
  const facts = deeds.map((deed) => {
    const cards = kinds[deed.kind]?.facts ?? {}
    const names = [account.foreignId, account.handle, deed.title].filter((name) => name !== '').map(asWord)
    const own: Personal = (fact, value) => cards[fact]?.words === true || namesSomebody(value, names)
    personal.set(deed.id, own)
    return {
      id: deed.id,
      facts: Object.fromEntries(
        Object.entries(deed.facts).map(([fact, value]) => [fact, own(fact, value) ? withoutWords(fact, value, compared) : value]),
      ) as typeof deed.facts,
    }
  })
  await forgetWords(scope, personal, compared)
  return forgetDeeds(scope, account, facts)
}

/** Finds a name where it stands by itself. */
function asWord(name: string): RegExp {
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, 'iu')
}

function namesSomebody(value: FactValue, names: readonly RegExp[]): boolean {
  const texts = typeof value === 'string' ? [value] : Array.isArray(value) ? (value as readonly string[]) : []
  return texts.some((text) => names.some((name) => name.test(text)))
}
