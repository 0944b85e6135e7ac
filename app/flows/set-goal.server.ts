import { DateTime } from 'luxon'
import { type Actor, inTransaction, type Scope } from '#app/db/transaction.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { dropGoal, setGoal as set } from '#app/domain/goals/commands.server.ts'
import type { GoalForm } from '#app/domain/goals/goals.ts'
import { awardable, zonesOf } from '#app/domain/members/settling.server.ts'
import { type Refused, Refusal, orRefused } from '#app/foundation/outcome.ts'

/** A goal for oneself or (`staff`) for another by handle, or one to drop. A goal for oneself never pays. */
export type GoalChange = { form: GoalForm; staff: boolean } | { drop: number; staff: boolean }

/** A member sets or drops a goal of their own, or a manager one for a member. Setting is once per key. Deeds count from the moment on in which it is set. */
export function setGoal(
  change: GoalChange,
  by: Actor,
  now = new Date(),
): Promise<{ kind: 'set' | 'dropped' } | Refused<'not_found' | 'backwards' | 'too_many' | 'own_bonus'>> {
  return orRefused(
    () =>
      inTransaction(
        by,
        async (scope) => {
          if ('drop' in change) {
            await dropGoal(scope, change.drop, change.staff ? null : by.by)
            if (change.staff) await record(scope, { action: 'goal.dropped', objectKind: 'goal', objectId: change.drop })
            return { kind: 'dropped' as const }
          }
          const { form, staff } = change
          const handle = form.member.replace(/^@/, '').toLowerCase()
          const [person] = await awardable(scope, staff ? [] : [by.by ?? 0], staff && handle ? [handle] : [])
          if (!person) throw new Refusal('not_found', `There is no active member ${handle ? `@${handle}` : 'of that name'}. Nothing was set.`)
          if (staff && person.id === by.by)
            throw new Refusal('own_bonus', 'Set your own goals on your own page; those that pay are set by somebody else.')
          const order = {
            ...orderFrom(form),
            memberId: person.id,
            bonus: staff ? form.bonus : 0,
            startsAt: scope.now,
            endsAt: await endOf(scope, person.id, form.until),
          }
          const fresh = await set(scope, order)
          if (staff && fresh)
            await record(scope, { action: 'goal.set', objectKind: 'member', objectId: person.id, after: { ...form, key: undefined } })
          return { kind: 'set' as const }
        },
        now,
      ),
    'not_found',
    'backwards',
    'too_many',
    'own_bonus',
  )
}

function orderFrom({ title, counts, kinds, metric, reading, target, key }: GoalForm) {
  return { title, counts, kinds: kinds.includes('*') ? [] : kinds, metric, reading, target, key }
}

/** The end of a day where the member lives. */
async function endOf(scope: Scope, memberId: number, day: string): Promise<Date> {
  const zone = (await zonesOf(scope, [memberId])).get(memberId) ?? 'UTC'
  return DateTime.fromISO(day, { zone }).plus({ days: 1 }).startOf('day').toJSDate()
}
