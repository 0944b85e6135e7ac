import { inTransaction, lockSettling, type Scope } from '#app/db/transaction.server.ts'
import { wake } from '#app/db/wake.server.ts'
import { waitsSince } from '#app/domain/activities/settling.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { markGoal, paidFor, type WatchedGoal, watchedGoals, writeShares } from '#app/domain/teams/commands.server.ts'
import { staysIn } from '#app/domain/teams/settling.server.ts'
import { eligible, spansWithin } from '#app/domain/teams/teams.ts'
import { findActive } from './find-active.server.ts'
import { grantPrizes } from './grant-prizes.server.ts'
import { measureWork } from './measure-work.server.ts'
import { takeBackGrants } from './take-back-grants.server.ts'

/** How long closing waits for deeds that arrived in time and are still being settled. */
const patience = 45_000

/**
 * Brings every running goal of a team in line with the book: reached or not, and paid to exactly those who are eligible. A goal that work taken back has pulled below its
 * target is open again, and what it paid is taken back. After its end it closes for good. Answers how many goals changed.
 */
export function closeTeamGoals(program: Program, now = new Date()): Promise<number> {
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

async function align(scope: Scope, program: Program, goal: WatchedGoal): Promise<boolean> {
  const stays = await staysIn(scope, [goal.teamId])
  const done = await measureWork(scope, { counts: goal.counts, kinds: goal.kinds, spans: spansWithin(stays, goal.startsAt, goal.endsAt) })
  const sum = [...done.values()].reduce((total, one) => total + one, 0)
  const reachedAt = sum >= goal.target ? (goal.reachedAt ?? scope.now) : null
  const late = scope.now.getTime() - goal.endsAt.getTime() > patience
  const closes = scope.now >= goal.endsAt && (late || !(await waitsSince(scope, goal.endsAt)))
  const active = await findActive(
    scope,
    stays.map((stay) => stay.memberId),
  )
  const due = reachedAt ? eligible(stays, done, goal.share, reachedAt).filter((person) => active.has(person)) : []
  const paid = await paidFor(scope, goal.id)
  const over = paid.filter((person) => !due.includes(person))
  const fresh = due.filter((person) => !paid.includes(person))
  if (!closes && over.length + fresh.length === 0 && (reachedAt === null) === (goal.reachedAt === null)) return false
  const words = `“${goal.title}” of ${goal.team} is not reached any more: work that counted for it was taken back.`
  await takeBackGrants(
    scope,
    program,
    over.map((person) => keyOf(goal, person)),
    words,
  )
  await payShares(scope, program, goal, fresh, { done, sum })
  await writeShares(
    scope,
    goal.id,
    due.map((memberId) => ({ memberId, done: done.get(memberId) ?? 0 })),
  )
  await markGoal(scope, goal.id, reachedAt, closes)
  scope.afterCommit(() =>
    wake(
      program.id,
      stays.map((stay) => stay.memberId),
    ),
  )
  return true
}

async function payShares(
  scope: Scope,
  program: Program,
  goal: WatchedGoal,
  persons: readonly number[],
  { done, sum }: { done: ReadonlyMap<number, number>; sum: number },
): Promise<void> {
  const figures = `${sum.toLocaleString('en')} of ${goal.target.toLocaleString('en')}`
  await grantPrizes(
    scope,
    program,
    persons.map((memberId) => ({
      ...{ memberId, points: goal.bonus, badge: null, kind: 'team.goal_paid', externalId: keyOf(goal, memberId) },
      ...{ title: goal.title, url: `/teams/${goal.slug}` },
      reason: `${goal.team} reached “${goal.title}” together: ${figures}, ${(done.get(memberId) ?? 0).toLocaleString('en')} of it yours.`,
    })),
  )
}

function keyOf(goal: WatchedGoal, person: number): string {
  return `team-goal:${goal.id}:${person}`
}
