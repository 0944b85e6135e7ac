import { type Actor, inTransaction, lockSettling } from '#app/db/transaction.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { slugFrom } from '#app/domain/boards/seasons.ts'
import { awardable } from '#app/domain/members/settling.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { publish, showSpotlight } from '#app/domain/spotlights/commands.server.ts'
import { monthOf, type Reason, type SpotlightForm } from '#app/domain/spotlights/spotlights.ts'
import { definitionsIn } from '#app/domain/standing/settling.server.ts'
import { type Refused, Refusal, orRefused } from '#app/foundation/outcome.ts'
import { grantPrizes } from './grant-prizes.server.ts'

/** Somebody to put in the spotlight, with what the book says in words, or a page to hide or show. */
export type SpotlightChange = { form: SpotlightForm; reasons: readonly Reason[] } | { id: number; shown: boolean }

/** A manager publishes who stands in the spotlight: the page and the award appear together or not at all. Nobody picks themselves. */
export function publishSpotlight(
  change: SpotlightChange,
  by: Actor,
  program: Program,
  now = new Date(),
): Promise<{ kind: 'published'; slug: string } | { kind: 'changed' } | Refused<'not_found' | 'taken' | 'own_award' | 'unknown'>> {
  return orRefused(
    () =>
      inTransaction(
        by,
        async (scope) => {
          if ('id' in change) {
            await showSpotlight(scope, change.id, change.shown)
            await record(scope, { action: change.shown ? 'spotlight.shown' : 'spotlight.hidden', objectKind: 'spotlight', objectId: change.id })
            return { kind: 'changed' as const }
          }
          await lockSettling(scope)
          const { form, reasons } = change
          const month = monthOf(form.month, program.timeZone)
          const [person] = await awardable(scope, [form.memberId], [])
          if (!month || !person) throw new Refusal('not_found', 'There is no such active member or month. Nothing was published.')
          if (person.id === by.by) throw new Refusal('own_award', 'Nobody puts themselves in the spotlight. Ask another manager.')
          if (form.badge && !(await definitionsIn(scope)).badges.some((badge) => badge.slug === form.badge && badge.kinds.length === 0))
            throw new Refusal('unknown', `There is no badge “${form.badge}” that is given by hand. Nothing was published.`)
          const badge = form.badge || null
          const { title, citation, points } = form
          const words = { title, citation, points, badge, reasons: [...reasons], memberId: person.id, startsAt: month.from, endsAt: month.until }
          const { id, slug } = await publish(scope, slugFrom(`${form.month} ${title}`), words)
          const url = `/hall-of-fame/${slug}`
          const prize = { memberId: person.id, points, badge, kind: 'spotlight.given', externalId: `spotlight:${id}`, title, url, reason: citation }
          await grantPrizes(scope, program, [prize])
          await record(scope, {
            action: 'spotlight.published',
            objectKind: 'spotlight',
            objectId: id,
            after: { memberId: person.id, title, points, badge },
          })
          return { kind: 'published' as const, slug }
        },
        now,
      ),
    'not_found',
    'taken',
    'own_award',
    'unknown',
  )
}
