import type { Scope } from '#app/db/transaction.server.ts'
import { recordHubEvents } from '#app/domain/activities/commands.server.ts'
import type { OpenEvent } from '#app/domain/events/commands.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { grantPrizes } from './grant-prizes.server.ts'

/** Part of checking in and of importing a list: whoever is newly noted gets the event's points, and rules hear that they were there. */
export async function noteAttendees(scope: Scope, program: Program, event: OpenEvent, persons: readonly number[]): Promise<void> {
  const url = `/events/${event.slug}`
  const { id, title, points } = event
  if (points > 0)
    await grantPrizes(
      scope,
      program,
      persons.map((memberId) => ({
        ...{ memberId, points, badge: null, kind: 'event.points', externalId: `event:${id}:${memberId}:points`, title, url },
        reason: `You were at “${title}”. Everybody who checks in gets the same.`,
      })),
    )
  await recordHubEvents(
    scope,
    persons.map((memberId) => ({
      ...{ kind: 'event.attended', externalId: `event:${id}:${memberId}`, version: '', memberId, title, url },
      ...{ facts: { event: event.slug }, at: scope.now },
    })),
  )
}
