import type { Scope } from '#app/db/transaction.server.ts'
import { type PastSpan, type Recorded, recordedIn, recordedNamed, recordedWith, slugsOf } from '#app/domain/activities/settling.server.ts'
import { type Owner, ownersOf } from '#app/domain/members/settling.server.ts'
import { type PastDeed, alwaysOn } from '#app/domain/rules/rehearsal.ts'
import { judgedAmong } from '#app/domain/rules/queries/settling.server.ts'
import type { RuleDefinition } from '#app/domain/rules/rules.ts'
import { describeDeed, nameOthers } from './describe-deed.server.ts'
import { readTraits } from './read-traits.server.ts'

/** A part of the past as rules see it, with whose each deed is today, and what others did with the same objects. */
export type Past = { deeds: PastDeed[]; companions: PastDeed[] }

/**
 * Reads the recorded past that a rule looks at. Accounts of nobody are given numbers below zero, so that limits and first ones count for each of them
 * apart; nothing can be paid to those. With `settled`, only what settling has judged by now; or nothing but the activities named. Reads only.
 */
export async function recallPast(
  scope: Scope,
  rule: RuleDefinition,
  span: (Omit<PastSpan, 'kinds'> & { settled: boolean }) | { activities: readonly number[]; settled: false },
): Promise<Past> {
  const read =
    'activities' in span
      ? (await recordedNamed(scope, span.activities)).filter((one) => rule.kinds.includes(`${one.adapter}:${one.plainKind}`))
      : await recordedIn(scope, { ...span, kinds: rule.kinds })
  const recorded = await onlySettled(scope, span.settled, read)
  const who = typeof rule.to === 'object' && 'who' in rule.to ? rule.to.who : null
  const beside = who === null || recorded.length === 0 ? [] : await onlySettled(scope, span.settled, await recordedWith(scope, recorded, who))
  const named = [...recorded, ...beside].flatMap((one) =>
    [one.actorId, ...one.others.map((other) => other.id)].map((foreignId) => ({ sourceId: one.sourceId, foreignId })),
  )
  const owners = await ownersOf(scope, named)
  const slugs = await slugsOf(scope)
  const strangers = new Map<string, number>()
  const stranger = (account: string): number => {
    const number = strangers.get(account) ?? -1 - strangers.size
    strangers.set(account, number)
    return number
  }
  const { of: traitsOf } = await readTraits(scope, [alwaysOn(rule)], [...new Set([...owners.values()].map((owner) => owner.person))])
  const pastOf = (one: Recorded): PastDeed => {
    const deed = past(one, slugs, owners, stranger)
    const { person } = deed.actor
    // As far as is known, somebody who has not joined is no employee.
    return { ...deed, traits: person > 0 ? traitsOf(person, deed.kind, deed.occurredAt) : { 'member.staff': false } }
  }
  return { deeds: recorded.map(pastOf), companions: beside.map(pastOf) }
}

function past(
  one: Recorded,
  slugs: ReadonlyMap<number, string>,
  owners: ReadonlyMap<string, Owner>,
  stranger: (account: string) => number,
): PastDeed {
  const account = `${one.sourceId}/${one.actorId}`
  const owner = owners.get(account)
  const others = nameOthers(one, owners)
  const handle = one.actorHandle ?? one.actorId
  const number = owner ? 0 : stranger(account)
  const actor = owner ? { ...owner, handle } : { memberId: number, person: number, handle, active: true }
  return { ...one, ...describeDeed({ ...one, kind: one.plainKind }, slugs, others), others, actor }
}

async function onlySettled(scope: Scope, settled: boolean, recorded: Recorded[]): Promise<Recorded[]> {
  if (!settled) return recorded
  const judged = new Set(
    await judgedAmong(
      scope,
      recorded.map((one) => one.activityId),
    ),
  )
  return recorded.filter((one) => judged.has(one.activityId))
}
