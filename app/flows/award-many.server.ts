import { type Actor, inTransaction, lockSettling, type Scope } from '#app/db/transaction.server.ts'
import { hubSource, subjectText } from '#app/domain/activities/activities.ts'
import { recordHubActivity } from '#app/domain/activities/commands.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { mostMembers, undoMinutes } from '#app/domain/ledger/bulk.ts'
import { noteBulk, noteBulkLines, post } from '#app/domain/ledger/commands.server.ts'
import type { Line } from '#app/domain/ledger/ledger.ts'
import { currencyOf } from '#app/domain/ledger/settling.server.ts'
import { awardable } from '#app/domain/members/settling.server.ts'
import { noteTurn, takeTurn } from '#app/domain/programs/commands.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { programKey } from '#app/domain/programs/queries.server.ts'
import { keyedUuid } from '#app/foundation/crypto.server.ts'
import { type Refused, Refusal, orRefused } from '#app/foundation/outcome.ts'
import { settleAwards } from './settle-awards.server.ts'

/** Whom (by number or handle), how much each, of which currency, why, and the key under which it happens once. */
export type AwardOrder = { members: readonly number[]; handles: readonly string[]; amount: number; currency: number; reason: string; key: string }
export type Awarded = { kind: 'awarded'; id: number; members: number } | { kind: 'done_before' }

/**
 * A manager gives the same to many members at once, with one reason that each of them reads: a line each in the book, all in one turn. For a quarter of an hour
 * one button takes it all back. All or nothing: a name that nobody has refuses the whole. Nobody awards themselves.
 */
export async function awardMany(
  by: Actor,
  order: AwardOrder,
  program: Program,
  origin: string,
  now = new Date(),
): Promise<Awarded | Refused<'nobody' | 'unknown' | 'own_points' | 'too_many' | 'no_currency'>> {
  const key = await programKey(program.id)
  return orRefused(
    () =>
      inTransaction(
        by,
        async (scope): Promise<Awarded> => {
          await lockSettling(scope)
          const people = await peopleOf(scope, order)
          const currency = await currencyOf(scope, order.currency)
          if (!currency) throw new Refusal('no_currency', 'There is no such currency. Nothing was given.')
          const undoUntil = new Date(scope.now.getTime() + undoMinutes * 60_000)
          const id = await noteBulk(scope, { ...order, undoUntil })
          if (id === null) return { kind: 'done_before' }
          const lines: (Line & { activityId: number })[] = []
          for (const { id: memberId } of people) lines.push(await lineFor(scope, key, order, memberId))
          const turn = await takeTurn(scope)
          await noteTurn(scope, turn, 'award', {
            bulk: id,
            members: people.map((person) => person.id),
            amount: order.amount,
            currency: order.currency,
          })
          const { seqs } = await post(scope, turn, lines)
          await noteBulkLines(
            scope,
            id,
            lines.map(({ memberId, activityId }, n) => ({ memberId, activityId, seq: seqs[n] ?? 0 })),
          )
          await settleAwards(scope, program, { turn, origin, bulk: id, currency, reason: order.reason, taken: false }, lines, people)
          const after = { members: people.length, amount: order.amount, currency: currency.slug }
          await record(scope, { action: 'points.awarded', objectKind: 'bulk_award', objectId: id, after, reason: order.reason })
          return { kind: 'awarded', id, members: people.length }
        },
        now,
      ),
    'nobody',
    'unknown',
    'own_points',
    'too_many',
    'no_currency',
  )
}

async function peopleOf(scope: Scope, { members, handles }: AwardOrder) {
  const people = await awardable(scope, members, handles)
  const known = new Set<string | number>(people.flatMap((person) => [person.id, person.handle]))
  const missing = [...handles.map((handle) => `@${handle}`), ...members].filter((name) => !known.has(typeof name === 'number' ? name : name.slice(1)))
  if (missing.length > 0) throw new Refusal('unknown', `There is no active member ${missing.slice(0, 5).join(', ')}. Nothing was given.`)
  if (people.length === 0) throw new Refusal('nobody', 'Name at least one member. Nothing was given.')
  if (people.length > mostMembers) throw new Refusal('too_many', `At most ${mostMembers} members at once. Nothing was given.`)
  if (people.some((person) => person.id === scope.by))
    throw new Refusal('own_points', 'Nobody gives points to themselves. Take your own name off the list.')
  return people
}

async function lineFor(scope: Scope, key: Uint8Array, order: AwardOrder, memberId: number): Promise<Line & { activityId: number }> {
  const externalId = `award:${order.key}:${memberId}`
  const subject = keyedUuid(key, subjectText(hubSource, externalId))
  const activityId = await recordHubActivity(scope, { kind: 'award', externalId, subject, memberId, title: 'Points given by hand', url: '' })
  if (activityId === null) throw new Error('An award to many was half there.')
  const line = { kind: 'award', from: 'adjusted', to: 'member', rule: null, reverses: null, effectiveAt: scope.now } as const
  return { ...line, memberId, currency: order.currency, amount: order.amount, activityId }
}
