import { inTransaction, lockSettling, type Scope } from '#app/db/transaction.server.ts'
import { wake } from '#app/db/wake.server.ts'
import { recordHubEvents } from '#app/domain/activities/commands.server.ts'
import { waitsSince } from '#app/domain/activities/settling.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { freezeSeason, seasonsToFreeze } from '#app/domain/boards/commands.server.ts'

/** How long the freezing waits for deeds that arrived in time and are still being settled. */
const patience = 45_000

/**
 * Freezes every season of a program that has ended: its places stand for good, and the first of them win. Deeds that arrived before the end are
 * settled first, as long as that takes no longer than 45 seconds. Answers how many seasons were frozen.
 */
export function freezeSeasons(program: number, now = new Date()): Promise<number> {
  return inTransaction(
    { program, by: null },
    async (scope) => {
      const due = (await seasonsToFreeze(scope)).length > 0
      if (!due) return 0
      await lockSettling(scope)
      let frozen = 0
      for (const season of await seasonsToFreeze(scope)) {
        const late = scope.now.getTime() - season.endsAt.getTime() > patience
        if (!late && (await waitsSince(scope, season.endsAt))) continue
        await freeze(scope, season.id)
        frozen += 1
      }
      return frozen
    },
    now,
  )
}

async function freeze(scope: Scope, id: number): Promise<void> {
  const season = await freezeSeason(scope, id)
  const winners = season.winners.map(({ memberId, place }) => ({ memberId, place }))
  await recordHubEvents(
    scope,
    season.winners.map(({ memberId, place }) => ({
      kind: 'season.won',
      externalId: `season:${season.id}:${memberId}`,
      version: '1',
      memberId,
      title: season.title,
      url: `/board/seasons/${season.slug}`,
      facts: { season: season.slug, place },
      at: season.endsAt,
    })),
  )
  await record(scope, { action: 'season.frozen', objectKind: 'season', objectId: id, after: { winners } })
  scope.afterCommit(() =>
    wake(
      scope.program,
      season.winners.map((winner) => winner.memberId),
    ),
  )
}
