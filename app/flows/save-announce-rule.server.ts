import type { Adapter } from '#app/contract/adapter.ts'
import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import type { AnnounceForm } from '#app/domain/announcements/announcements.ts'
import { addRule, markDue } from '#app/domain/announcements/commands.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { personsIn } from '#app/domain/members/settling.server.ts'
import { orRefused, Refusal, type Refused } from '#app/foundation/outcome.ts'

/**
 * A manager says what a platform is to give for a badge, a level or a deed. Everybody who holds it already gets it too; of deeds only those to come are told.
 * Refuses `cannot` when the channel has no such thing.
 */
export function saveAnnounceRule(adapter: Adapter, rule: AnnounceForm, by: Actor): Promise<{ kind: 'saved'; id: number } | Refused<'cannot'>> {
  return orRefused(
    () =>
      inTransaction(by, async (scope) => {
        const gift = adapter.gives?.[rule.give]
        if (!gift) throw new Refusal('cannot', `${adapter.title} cannot be given that. Nothing was saved.`)
        if (gift.target && !rule.target) throw new Refusal('cannot', `Say which: ${gift.target} Nothing was saved.`)
        const id = await addRule(scope, rule)
        if (rule.trigger !== 'deed') await markDue(scope, await personsIn(scope, rule.sourceId))
        await record(scope, { action: 'announce_rule.added', objectKind: 'announce_rule', objectId: id, after: rule })
        return { kind: 'saved' as const, id }
      }),
    'cannot',
  )
}
