import type { Reason, RuleLine } from './explanation.ts'
import { type Deed, type Grant, type Memory, type Recipient, type RuleInForce, judgeOne, rulesFor, shareName } from './judge.ts'

/** Who else is named by a deed, with the member behind the account where known. */
export type Named = { role: string; id: string; memberId: number | null }

/** Roles whose being the actor makes a deed self-dealing: accepting one's own answer, reviewing one's own work, closing one's own issue. */
const judging = new Set(['chooser', 'author', 'asker', 'closer'])

/** Why an actor can earn nothing by a deed whatever the rules say, or null. */
export function barOf(deed: {
  bot: boolean
  ignored: boolean
  blocked: string | null
  undone: boolean
  paused: boolean
  self: string | null
}): Reason | null {
  if (deed.bot) return { code: 'bot' }
  if (deed.ignored) return { code: 'ignored_actor' }
  if (deed.undone) return { code: 'undone' }
  if (deed.blocked !== null) return { code: 'blocked', why: deed.blocked }
  if (deed.paused) return { code: 'paused' }
  return deed.self === null ? null : { code: 'self', role: deed.self }
}

/** The role by which the actor judges their own deed, through the same account or another account of the same member; null if none. */
export function selfRole(actor: { id: string; memberId: number | null }, others: readonly Named[]): string | null {
  const same = others.find(
    (other) => judging.has(other.role) && (other.id === actor.id || (other.memberId !== null && other.memberId === actor.memberId)),
  )
  return same?.role ?? null
}

/** All rules on one deed for its actor. */
export function judgeActor(rules: readonly RuleInForce[], deed: Deed, memberId: number, memory: Memory): { lines: RuleLine[]; grants: Grant[] } {
  const recipient: Recipient = { memberId, subject: deed.subject, role: 'actor' }
  const words = rulesFor(rules, deed.receivedAt)
    .filter((rule) => rule.to === 'actor' && rule.kinds.includes(deed.kind))
    .map((rule) => judgeOne(rule, deed, recipient, memory))
  return { lines: words.map((word) => word.line), grants: words.flatMap((word) => word.grant ?? []) }
}

/** Someone who did something with the same object: `kind` is the adapter's own word. */
export type Participant = { memberId: number; subject: string; kind: string }

/**
 * The rules that pay others who took part in a deed (the reviewers of a merged pull request): once per member and rule, never the actor.
 * Those already paid are passed over in silence, so it may be asked again when one more arrives.
 */
export function judgeParticipants(
  rules: readonly RuleInForce[],
  deed: Deed,
  actorMember: number | null,
  participants: readonly Participant[],
  memory: Memory,
): { memberId: number; line: RuleLine; grant?: Grant }[] {
  const words: { memberId: number; line: RuleLine; grant?: Grant }[] = []
  for (const rule of rulesFor(rules, deed.receivedAt)) {
    if (rule.to === 'actor' || !rule.kinds.includes(deed.kind)) continue
    const who = rule.to.who
    const seen = new Set<number>()
    for (const participant of participants) {
      if (participant.kind !== who || participant.memberId === actorMember || seen.has(participant.memberId)) continue
      seen.add(participant.memberId)
      if (memory.shares.has(shareName(rule.id, deed.activityId, participant.memberId)) || memory.awards.get(`${rule.id}/${participant.subject}`))
        continue
      words.push({ memberId: participant.memberId, ...judgeOne(rule, deed, { ...participant, role: 'participant' }, memory) })
    }
  }
  return words
}

/** The kinds, in the adapters' own words, that rules paying participants look at: both the deeds and what participants do. */
export function participationKinds(rules: readonly RuleInForce[]): string[] {
  const kinds = rules.flatMap((rule) => (rule.to === 'actor' ? [] : [rule.to.who, ...rule.kinds.map((kind) => kind.slice(kind.indexOf(':') + 1))]))
  return [...new Set(kinds)]
}
