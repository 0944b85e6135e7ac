import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import { type Limit } from '#app/domain/access/access.ts'
import { countTry, forgiveTry } from '#app/domain/access/commands.server.ts'
import { eventToEnter, noteAttendance, requireCode } from '#app/domain/events/commands.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { type Refused, orRefused } from '#app/foundation/outcome.ts'
import { noteAttendees } from './note-attendees.server.ts'
import { passEventStages } from './pass-event-stages.server.ts'
import { requireEligible } from './require-eligible.server.ts'

/** How many wrong codes a member may send for one event: a code is one of a billion. */
const limit: Limit = { name: 'check-in', tries: 8, minutes: 10 }

type Answer = { kind: 'checked_in' | 'was_here' } | Refused<'not_found' | 'closed' | 'wrong_code' | 'not_eligible' | 'too_many'>

/** A member checks in at an event with the code on its screen: in its window, once. Wrong codes are counted, so that nobody finds one by trying. */
export async function checkIn(order: { event: string; code: string }, by: Actor, program: Program, now = new Date()): Promise<Answer> {
  const who = `${by.program}/${order.event}/${by.by}`
  const free = await inTransaction(by, (scope) => countTry(scope, limit, who), now)
  if (!free) return { kind: 'too_many', message: `That were too many codes. Wait ${limit.minutes} minutes, then type the one you see.` }
  const answer = await orRefused(
    () =>
      inTransaction(
        by,
        async (scope): Promise<Answer> => {
          const event = await eventToEnter(scope, order.event)
          requireCode(scope, event, order.code)
          const person = await requireEligible(scope, 0)
          const fresh = await noteAttendance(scope, event.id, [person], 'code')
          if (fresh.length > 0) await noteAttendees(scope, program, event, fresh)
          return { kind: fresh.length > 0 ? 'checked_in' : 'was_here' }
        },
        now,
      ),
    'not_found',
    'closed',
    'wrong_code',
    'not_eligible',
  )
  if ('message' in answer) return answer
  await inTransaction(by, (scope) => forgiveTry(scope, limit, who), now)
  await passEventStages(program, now)
  return answer
}
