import { type Named, barOf, judgeActor, judgeParticipants, selfRole } from './deeds.ts'
import type { FactValue, Reason, RuleLine } from './explanation.ts'
import type { Deed, Grant, Memory, RuleInForce } from './judge.ts'
import type { RuleDefinition } from './rules.ts'

/** Who stands behind an account: the holder of the lines and the person counted. People nobody has claimed have numbers below zero here. */
export type PastPerson = { memberId: number; person: number; handle: string; active: boolean }

/** A recorded activity as a look back needs it. `actorId` is the account; `plainKind` the adapter's own word. */
export type PastDeed = Deed & {
  actorId: string
  plainKind: string
  objectId: string
  objectTitle: string
  objectUrl: string
  others: readonly Named[]
  bot: boolean
  ignored: boolean
  blocked: string | null
  undone: boolean
  actor: PastPerson
  traits?: Readonly<Record<string, FactValue>>
}

/** What a rule gives somebody for a deed of the past. */
export type Given = { memberId: number; person: number; handle: string; line: RuleLine; grants: Grant[] }

/** What a draft would have done with one past activity. */
export type Rehearsed = { deed: PastDeed; given: Given[]; reason: Reason | null }

/** Remembers nothing: a look back over a past in which the rule had never been. `derive` names what has no activity of its own. */
export function emptyMemory(timeZone: string, derive: (text: string) => string = (text) => text): Memory {
  return { timeZone, awards: new Map(), counters: new Map(), shares: new Set(), derive }
}

/** A draft as if it had always been on. */
export function alwaysOn(rule: RuleDefinition, id = 0, version = 0): RuleInForce {
  return { ...rule, id, version, startsAt: new Date(0), endsAt: null }
}

/**
 * Plays a rule over past activities in the order they came in, with the same judge that settling uses. `memory` holds what the rule gave outside of them;
 * `around` are the other rules of the time, for their multipliers; `companions` what others did with the same objects. Pure; nothing is written.
 */
export function rehearse(
  draft: RuleInForce,
  around: readonly RuleInForce[],
  deeds: readonly PastDeed[],
  companions: readonly PastDeed[],
  memory: Memory,
): Rehearsed[] {
  const rules = [draft, ...around.filter((rule) => rule.factor !== undefined && rule.id !== draft.id)]
  const there = new Map<string, PastDeed[]>()
  for (const one of companions) {
    const key = `${one.sourceId}/${one.objectId}`
    if (one.actor.active && !isBarred(one)) there.set(key, [...(there.get(key) ?? []), one])
  }
  return [...deeds]
    .sort((one, other) => one.activityId - other.activityId)
    .map((deed) => play(rules, deed, there.get(`${deed.sourceId}/${deed.objectId}`) ?? [], memory))
}

function isBarred(deed: PastDeed): boolean {
  return barOf({ ...deed, paused: false }) !== null
}

function play(rules: readonly RuleInForce[], deed: PastDeed, companions: readonly PastDeed[], memory: Memory): Rehearsed {
  const bar = barOf({ ...deed, paused: !deed.actor.active })
  if (bar && bar.code !== 'paused') return { deed, given: [], reason: bar }
  const self = selfRole({ id: deed.actorId, person: deed.actor.person }, deed.others)
  const participants = companions.map((one) => ({
    memberId: one.actor.memberId,
    person: one.actor.person,
    subject: one.subject,
    kind: one.plainKind,
  }))
  const shares = self === null ? judgeParticipants(rules, deed, deed.actor.person, participants, memory) : []
  const [rule] = rules
  const names = new Map([...companions.map((one) => [one.actor.person, one.actor.handle] as const), [deed.actor.person, deed.actor.handle]])
  if (bar) return rehearsed(deed, shares, bar, names)
  const { own, grants, shares: named } = judgeActor(rules, deed, { ...deed.actor, facts: deed.traits }, memory, { self, others: deed.others })
  const mine = own.map((line, index) => ({ ...deed.actor, line, grants: index === 0 ? grants : [] }))
  const words = [...mine, ...named, ...shares]
  if (words.length === 0 && rule && typeof rule.to === 'object' && 'who' in rule.to)
    return rehearsed(deed, [], { code: 'no_participants', who: rule.to.who }, names)
  return rehearsed(deed, words, null, names)
}

function rehearsed(
  deed: PastDeed,
  words: readonly { memberId: number; person: number; line: RuleLine; grants: Grant[] }[],
  bar: Reason | null,
  names: ReadonlyMap<number, string>,
): Rehearsed {
  const given = words
    .filter(({ line, grants }) => line.outcome === 'paid' || grants.length > 0)
    .map(({ memberId, person, line, grants }) => ({ memberId, person, handle: names.get(person) ?? '', line, grants }))
  const reason = given.some(({ line }) => line.outcome === 'paid') ? null : (bar ?? words.find(({ line }) => line.reason)?.line.reason ?? null)
  return { deed, given, reason }
}

/** A person's part of a look back: what they would get in all. */
export type Gain = { person: number; handle: string; points: number; deeds: number }

/** What a look back comes to: how many activities it looked at, how many paid, the amount in the rule's currency, and who gets it, most first. */
export function sumUp(rows: readonly Rehearsed[]): { looked: number; paid: number; points: number; gains: Gain[] } {
  const gains = new Map<number, Gain>()
  let paid = 0
  for (const { given } of rows) {
    if (given.some(({ line }) => line.outcome === 'paid')) paid += 1
    for (const { person, handle, line } of given) {
      const gain = gains.get(person) ?? { person, handle, points: 0, deeds: 0 }
      const points = line.outcome === 'paid' ? (line.amount ?? 0) : 0
      gains.set(person, { ...gain, points: gain.points + points, deeds: gain.deeds + (points > 0 ? 1 : 0) })
    }
  }
  const list = [...gains.values()].filter((gain) => gain.points > 0).sort((one, other) => other.points - one.points || one.person - other.person)
  return { looked: rows.length, paid, points: list.reduce((sum, gain) => sum + gain.points, 0), gains: list }
}
