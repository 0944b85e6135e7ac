import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { planSeason as plan } from '#app/domain/boards/commands.server.ts'
import { type Refused, orRefused } from '#app/foundation/outcome.ts'

/** A season to plan (`id` null) or one to change before it starts. */
export type SeasonPlan = { id: number | null; title: string; startsAt: Date; endsAt: Date; winners: number }

/** A manager plans a season, or changes one that has not started. Two seasons never overlap. */
export function planSeason(
  season: SeasonPlan,
  actor: Actor,
): Promise<{ kind: 'planned'; slug: string } | Refused<'started' | 'backwards' | 'overlaps' | 'not_found'>> {
  return orRefused(
    () =>
      inTransaction(actor, async (scope) => {
        const { id, slug } = await plan(scope, season.id, season)
        const action = season.id === null ? 'season.planned' : 'season.changed'
        const { title, startsAt, endsAt, winners } = season
        await record(scope, { action, objectKind: 'season', objectId: id, after: { title, startsAt, endsAt, winners } })
        return { kind: 'planned' as const, slug }
      }),
    'started',
    'backwards',
    'overlaps',
    'not_found',
  )
}
