import type { Scope } from '#app/db/transaction.server.ts'
import { hubSource } from '#app/domain/activities/activities.ts'
import { type Line, effectOf, pointsCurrency } from '#app/domain/ledger/ledger.ts'
import { lifetimesOf } from '#app/domain/ledger/settling.server.ts'
import { put } from '#app/domain/outbox/commands.server.ts'
import { personsOf } from '#app/domain/members/settling.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { writeJudgements } from '#app/domain/rules/commands/settling.server.ts'
import { updateStanding } from './update-standing.server.ts'

type Told = { turn: number; origin: string; bulk: number; currency: { id: number; name: string }; reason: string; taken: boolean }

/**
 * Part of giving points to many and of taking them back: the words that members read, levels and boards, and a mail each, once per award and way. The lines
 * stand in the book already.
 */
export async function settleAwards(
  scope: Scope,
  program: Program,
  told: Told,
  lines: readonly (Line & { activityId: number })[],
  people: readonly { id: number; displayName: string; email: string | null }[],
): Promise<void> {
  const inPoints = told.currency.id === pointsCurrency
  if (!told.taken) {
    const word = { sourceId: hubSource, kind: 'hub:award', status: 'counted' as const, occurredAt: scope.now }
    const words = lines.map(({ memberId, activityId, amount }) => ({ ...word, memberId, activityId, points: inPoints ? amount : 0 }))
    await writeJudgements(
      scope,
      told.turn,
      words.map((one) => ({ ...one, explanation: { lines: [], correction: { reason: told.reason } } })),
    )
  }
  const persons = await personsOf(
    scope,
    lines.map((line) => line.memberId),
  )
  const personOf = (holder: number): number => persons.get(holder)?.person ?? holder
  const roots = [...new Set(lines.map((line) => personOf(line.memberId)))]
  const lifetimes = inPoints ? await lifetimesOf(scope, roots) : new Map<number, number>()
  const scores = lines.map((line) => ({
    memberId: personOf(line.memberId),
    points: effectOf(line).lifetime,
    at: line.effectiveAt,
    sourceId: hubSource,
  }))
  await updateStanding(scope, {
    timeZone: program.timeZone,
    balances: inPoints ? roots.map((memberId) => ({ memberId, lifetime: lifetimes.get(memberId) ?? 0 })) : [],
    scores: inPoints ? scores : [],
    deeds: [],
    touched: roots,
  })
  for (const person of people) {
    if (!person.email) continue
    const line = lines.find((one) => one.memberId === person.id)
    const points = `${(line?.amount ?? 0).toLocaleString('en-US')} ${inPoints ? program.pointsName : told.currency.name}`
    const fill = { program: program.name, name: person.displayName, points, reason: told.reason, taken: told.taken, link: `${told.origin}/activity` }
    const key = `award:${told.bulk}:${person.id}:${told.taken ? 'taken' : 'given'}`
    await put(scope, { key, template: 'points-given', fill, member: person.id, to: person.email })
  }
}
