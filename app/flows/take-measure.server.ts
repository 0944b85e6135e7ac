import { type Actor, inTransaction, lockSettling, type Scope } from '#app/db/transaction.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { setListed } from '#app/domain/boards/commands.server.ts'
import { noteMeasure } from '#app/domain/conduct/commands.server.ts'
import { memberWords, stateAfter, type Step, stepTitles } from '#app/domain/conduct/conduct.ts'
import { setState } from '#app/domain/members/commands.server.ts'
import { staffIn } from '#app/domain/members/settling.server.ts'
import { type Refused, Refusal, orRefused } from '#app/foundation/outcome.ts'
import { tellMember } from './tell-member.server.ts'

/** Whom, what, why (read by the member) and a note for staff. */
type MeasureOrder = { memberId: number; step: Step; reason: string; note: string }

/** A manager warns a member, pauses their earning, holds their orders, removes them, or lifts it. The member reads why, and how to appeal. */
export async function takeMeasure(
  by: Actor & { by: number },
  order: MeasureOrder,
  now = new Date(),
): Promise<{ kind: 'taken'; id: number } | Refused<'own' | 'staff' | 'not_found'>> {
  return orRefused(() => inTransaction(by, (scope) => measureWithin(scope, order), now), 'own', 'staff', 'not_found')
}

/** Part of a story in which a measure is taken or lifted. Takes the settling lock, so that no deed is judged on both sides of it. */
export async function measureWithin(scope: Scope, order: MeasureOrder): Promise<{ kind: 'taken'; id: number }> {
  const by = scope.by ?? 0
  const { memberId, step, reason, note } = order
  if (memberId === by) throw new Refusal('own', 'Nobody takes a measure on themselves. Nothing was changed.')
  await lockSettling(scope)
  if (step !== 'lift' && step !== 'warn' && (await staffIn(scope)).includes(memberId))
    throw new Refusal('staff', 'This member has a role in the program. Take the role away first, then take the measure. Nothing was changed.')
  const state = stateAfter[step]
  if (state) {
    const set = await setState(scope, memberId, state)
    if (!set) throw new Refusal('not_found', 'There is no such member. Nothing was changed.')
    await setListed(scope, memberId, set.listed)
  }
  const id = await noteMeasure(scope, { memberId, step, reason, note, byId: by })
  await record(scope, { action: `conduct.${step}`, objectKind: 'member', objectId: memberId, after: { measure: id, note }, reason })
  await tellMember(scope, {
    memberId,
    key: `measure:${id}`,
    kind: 'conduct.measure',
    title: step === 'lift' ? 'What you do counts again' : stepTitles[step],
    words: `a manager of the program has written to you. ${memberWords[step]} Their reason:`,
    quote: reason,
    path: '/fair-play',
    deed: step === 'lift' ? 'See it' : 'Read it, or appeal',
  })
  return { kind: 'taken', id }
}
