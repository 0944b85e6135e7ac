import { type Named, barOf, judgeActor, judgeParticipants, selfRole } from './deeds.ts'
import type { Reason, RuleLine } from './explanation.ts'
import type { Deed, Memory, RuleInForce } from './judge.ts'
import type { RuleDefinition } from './rules.ts'

/** A recorded activity as a rehearsal needs it. `actorId` is the account; `plainKind` the adapter's own word. */
export type PastDeed = Deed & {
  actorId: string
  sourceId: number
  plainKind: string
  objectId: string
  objectTitle: string
  objectUrl: string
  others: Omit<Named, 'memberId'>[]
  bot: boolean
  ignored: boolean
  blocked: string | null
  undone: boolean
}

/** What a draft would have done with one past activity. */
export type Rehearsed = { deed: PastDeed; paid: { handle: string; points: number }[]; reason: Reason | null }

export type Rehearsal = { rows: Rehearsed[]; looked: number; paid: number; points: number; top: { handle: string; points: number }[] }

/**
 * Plays a draft over past activities, oldest first, as if it had been on for exactly these: limits and "the first one" count within them.
 * Pure; nothing is written. `companions` are what others did with the same objects, for rules that pay those who took part.
 */
export function rehearse(rule: RuleDefinition, deeds: readonly PastDeed[], companions: readonly PastDeed[], timeZone: string): Rehearsal {
  const memory: Memory = { timeZone, awards: new Map(), counters: new Map(), shares: new Set() }
  const draft: RuleInForce = { ...rule, id: 0, version: 0, startsAt: new Date(0), endsAt: null }
  const people = new Map<string, { number: number; handle: string }>()
  const personOf = (deed: PastDeed): { number: number; handle: string } => {
    const key = `${deed.sourceId}/${deed.actorId}`
    const person = people.get(key) ?? { number: people.size + 1, handle: deed.actorHandle ?? deed.actorId }
    people.set(key, person)
    return person
  }
  const rows = [...deeds]
    .sort((one, other) => one.activityId - other.activityId)
    .map((deed): Rehearsed => {
      const bar = barOf({
        ...deed,
        paused: false,
        self: selfRole(
          { id: deed.actorId, memberId: null },
          deed.others.map((other) => ({ ...other, memberId: null })),
        ),
      })
      if (bar) return { deed, paid: [], reason: bar }
      const actor = personOf(deed)
      const there = companions.filter((one) => one.sourceId === deed.sourceId && one.objectId === deed.objectId && !isBarred(one))
      const participants = there.map((one) => ({ memberId: personOf(one).number, subject: one.subject, kind: one.plainKind }))
      const shares = judgeParticipants([draft], deed, actor.number, participants, memory)
      const own = judgeActor([draft], deed, actor.number, memory).lines.map((line) => ({ memberId: actor.number, line }))
      return rehearsed(deed, [...own, ...shares], people, rule)
    })
  return sumUp(rows)
}

const isBarred = (deed: PastDeed): boolean => barOf({ ...deed, paused: false, self: null }) !== null

function rehearsed(
  deed: PastDeed,
  words: { memberId: number; line: RuleLine }[],
  people: ReadonlyMap<string, { number: number; handle: string }>,
  rule: RuleDefinition,
): Rehearsed {
  const handleOf = (number: number): string => [...people.values()].find((person) => person.number === number)?.handle ?? ''
  const paid = words.filter(({ line }) => line.points > 0).map(({ memberId, line }) => ({ handle: handleOf(memberId), points: line.points }))
  if (paid.length > 0) return { deed, paid, reason: null }
  if (words.length === 0 && rule.to !== 'actor') return { deed, paid, reason: { code: 'no_participants', who: rule.to.who } }
  return { deed, paid, reason: words.find(({ line }) => line.reason)?.line.reason ?? null }
}

function sumUp(rows: Rehearsed[]): Rehearsal {
  const earned = new Map<string, number>()
  for (const { handle, points } of rows.flatMap((row) => row.paid)) earned.set(handle, (earned.get(handle) ?? 0) + points)
  const top = [...earned].map(([handle, points]) => ({ handle, points })).sort((one, other) => other.points - one.points)
  const points = top.reduce((sum, one) => sum + one.points, 0)
  return { rows: [...rows].reverse(), looked: rows.length, paid: rows.filter((row) => row.paid.length > 0).length, points, top: top.slice(0, 3) }
}
