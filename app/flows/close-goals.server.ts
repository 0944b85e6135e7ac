import { inTransaction, lockSettling, type Scope } from '#app/db/transaction.server.ts'
import { wake } from '#app/db/wake.server.ts'
import { recordHubEvents } from '#app/domain/activities/commands.server.ts'
import { waitsSince } from '#app/domain/activities/settling.server.ts'
import { markGoal, watchedGoals } from '#app/domain/goals/commands.server.ts'
import type { Goal } from '#app/domain/goals/goals.ts'
import { notify } from '#app/domain/notices/commands.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { grantPrizes } from './grant-prizes.server.ts'
import { measureGoal } from './measure-goal.server.ts'
import { takeBackGrants } from './take-back-grants.server.ts'

/** How long closing waits for deeds that arrived in time and are still being settled. */
const patience = 45_000

/**
 * Brings every goal under way in line with the book: met or not, its bonus given or taken back. After its end it closes for good, as met or missed, and a met one is a fact
 * that rules may pay for. Answers how many changed.
 */
export function closeGoals(program: Program, now = new Date()): Promise<number> {
  return inTransaction(
    { program: program.id, by: null },
    async (scope) => {
      await lockSettling(scope)
      let changed = 0
      for (const goal of await watchedGoals(scope)) changed += (await align(scope, program, goal)) ? 1 : 0
      return changed
    },
    now,
  )
}

async function align(scope: Scope, program: Program, goal: Goal): Promise<boolean> {
  const done = await measureGoal(scope, goal)
  const metAt = done >= goal.target ? (goal.metAt ?? scope.now) : null
  const late = scope.now.getTime() - goal.endsAt.getTime() > patience
  const closes = scope.now >= goal.endsAt && (late || !(await waitsSince(scope, goal.endsAt)))
  if (!closes && (metAt === null) === (goal.metAt === null)) return false
  if (goal.bonus > 0) await payBonus(scope, program, goal, metAt !== null)
  await markGoal(scope, goal.id, metAt, done, closes)
  await tell(scope, goal, metAt, done, closes)
  scope.afterCommit(() => wake(program.id, [goal.memberId]))
  return true
}

async function payBonus(scope: Scope, program: Program, goal: Goal, met: boolean): Promise<void> {
  const externalId = `goal:${goal.id}:${goal.memberId}`
  if (!met) {
    await takeBackGrants(scope, program, [externalId], `“${goal.title}” is not met any more: work that counted for it was taken back.`)
    return
  }
  const reason = `You met “${goal.title}”, the goal that was set for you.`
  const { memberId, bonus: points, title } = goal
  await grantPrizes(scope, program, [{ memberId, points, badge: null, kind: 'goal.paid', externalId, title, url: '/goals', reason }])
}

async function tell(scope: Scope, goal: Goal, metAt: Date | null, done: number, closes: boolean): Promise<void> {
  const word = { memberId: goal.memberId, kind: 'goal', url: '/goals' }
  const figures = `${done.toLocaleString('en')} of ${goal.target.toLocaleString('en')}`
  if (metAt && !goal.metAt && goal.bonus === 0)
    await notify(scope, [
      { ...word, key: `goal:${goal.id}:met:${metAt.getTime()}`, title: `You met your goal “${goal.title}”`, body: `${figures}. Well done.` },
    ])
  if (closes && !metAt)
    await notify(scope, [{ ...word, key: `goal:${goal.id}:missed`, title: `“${goal.title}” has ended`, body: `${figures}. You can set it again.` }])
  if (closes && metAt) {
    const facts = { set_by: goal.setBy === goal.memberId ? 'self' : 'manager' }
    const { memberId, title } = goal
    await recordHubEvents(scope, [
      { kind: 'goal.met', externalId: `goal:${goal.id}:met`, version: '', memberId, title, url: '/goals', facts, at: metAt },
    ])
  }
}
