import { inTransaction, lockSettling } from '#app/db/transaction.server.ts'
import { recordHubEvents } from '#app/domain/activities/commands.server.ts'
import { joinedAround } from '#app/domain/members/settling.server.ts'
import { noteAnniversaries } from '#app/domain/standing/commands.server.ts'
import { anniversaryOf, presentRecap, yearsHere } from '#app/domain/standing/anniversaries.ts'

/** A day that a stopped hub missed is made up for within a week. */
const lookBack = 7 * 86_400_000

/**
 * Tells the yearly day of every member who contributed in the year before it: once, from the start of the day in their own zone on. Answers how many.
 */
export function celebrateAnniversaries(program: number, now = new Date()): Promise<number> {
  return inTransaction(
    { program, by: null },
    async (scope) => {
      await lockSettling(scope)
      const joined = await joinedAround(scope, new Date(now.getTime() - lookBack), now)
      const due = joined.flatMap(({ memberId, joinedAt, timeZone }) => {
        const years = yearsHere(joinedAt, now, timeZone)
        if (years === 0) return []
        const [from, until] = [anniversaryOf(joinedAt, years - 1, timeZone), anniversaryOf(joinedAt, years, timeZone)]
        return now.getTime() - until.getTime() < lookBack ? [{ memberId, years, from, until, recap: presentRecap(joinedAt, now, timeZone) - 1 }] : []
      })
      const noted = await noteAnniversaries(scope, due)
      await recordHubEvents(
        scope,
        noted.map(({ memberId, years, contributions, recap }) => ({
          kind: 'anniversary',
          externalId: `anniversary:${years}:${memberId}`,
          version: '',
          memberId,
          title: years === 1 ? 'One year here' : `${years} years here`,
          url: `/recap/${recap}`,
          facts: { years, contributions },
          at: scope.now,
        })),
      )
      return noted.length
    },
    now,
  )
}
