import { type Boost } from './evaluate.ts'
import type { Factor, Reason, RuleLine } from './explanation.ts'
import {
  type Deed,
  type Grant,
  type Judged,
  type Memory,
  type Recipient,
  type RuleInForce,
  boostsFor,
  judgeOne,
  noteGrant,
  parts,
  portion,
  rulesOn,
  shareName,
} from './judge.ts'
import type { To } from './rules.ts'

/** Who else is named by a deed, with who stands behind the account where known. */
export type Named = { role: string; id: string; memberId: number | null; person: number | null; active?: boolean }

/** Roles whose being the actor makes a deed self-dealing: accepting one's own answer, reviewing one's own work, closing one's own issue. */
const judging = new Set(['chooser', 'author', 'asker', 'closer'])

/** Why an actor can earn nothing by a deed whatever the rules say, or null. Own work is for each rule to say. */
export function barOf(deed: { bot: boolean; ignored: boolean; blocked: string | null; undone: boolean; paused: boolean }): Reason | null {
  if (deed.bot) return { code: 'bot' }
  if (deed.ignored) return { code: 'ignored_actor' }
  if (deed.undone) return { code: 'undone' }
  if (deed.blocked !== null) return { code: 'blocked', why: deed.blocked }
  return deed.paused ? { code: 'paused' } : null
}

/** The role by which the actor judges their own deed, through the same account or another account of the same person; null if none. */
export function selfRole(actor: { id: string; person: number | null }, others: readonly Pick<Named, 'role' | 'id' | 'person'>[]): string | null {
  const same = others.find((other) => judging.has(other.role) && (other.id === actor.id || (other.person !== null && other.person === actor.person)))
  return same?.role ?? null
}

/** Who a deed concerns beside its actor, for limits on a pair: whom it names first, those first whose work it is. */
export function pairOf(others: readonly Named[]): Named | null {
  return others.find((other) => other.role === 'author' || other.role === 'asker') ?? others[0] ?? null
}

/** Something given, or refused, to one member because of a deed. */
export type Share = Judged & { memberId: number; person: number }

/** An account that a rule would pay and that nobody has claimed yet. */
export type WaitingShare = { accountId: string }

export type DeedJudged = { own: RuleLine[]; grants: Grant[]; shares: Share[]; waiting: WaitingShare[]; held: boolean }

/**
 * All rules on one deed for its actor, and for those whom it names. `held` is true when this very deed already holds what some rule gives: then what was
 * said of it stays. Multipliers say nothing of their own.
 */
export function judgeActor(
  rules: readonly RuleInForce[],
  deed: Deed,
  actor: Omit<Recipient, 'subject' | 'role'>,
  memory: Memory,
  around: { self?: string | null; others?: readonly Named[] } = {},
): DeedJudged {
  const judged: DeedJudged = { own: [], grants: [], shares: [], waiting: [], held: false }
  const live = rulesOn(rules, deed)
  const recipient: Recipient = { ...actor, subject: deed.subject, role: 'actor' }
  for (const rule of live) {
    if (rule.factor !== undefined || (typeof rule.to === 'object' && 'who' in rule.to)) continue
    const boosts = boostsFor(live, deed, recipient, rule.currency, memory.timeZone)
    if (rule.shares) shareOut(rule, rule.shares, deed, recipient, memory, { boosts, self: around.self ?? null, others: around.others ?? [] }, judged)
    else if (rule.to === 'actor') own(judgeOne(rule, deed, recipient, memory, { boosts, self: around.self ?? null }), judged)
    else named(rule, rule.to.role, deed, memory, { boosts, self: around.self ?? null, others: around.others ?? [] }, judged)
  }
  return judged
}

function own(word: Judged | null, judged: DeedJudged): void {
  if (!word) judged.held = true
  else {
    judged.own.push(word.line)
    judged.grants.push(...word.grants)
  }
}

type Around = { boosts: readonly Boost[]; self: string | null; others: readonly Named[] }

/** How `Memory.awards` finds what a person who is named by a deed has of it, whichever part that is. */
export function heldBy(rule: number, subject: string, person: number): string {
  return `${rule}/${subject}/@${person}`
}

/** The part of someone named: theirs if they have one; else the one of their place among the names, unless an earlier version gave that to somebody else. */
function partOf(rule: number, subject: string, person: number, index: number, names: number, memory: Memory): number {
  const held = memory.awards.get(heldBy(rule, subject, person))?.part
  if (held !== undefined) return held
  let part = parts.named + index
  for (let more = 0; memory.awards.get(`${rule}/${subject}/${part}`); more += 1) part = parts.named + names + more
  return part
}

/** A rule that pays those in a role instead of the actor. */
function named(rule: RuleInForce, role: string, deed: Deed, memory: Memory, around: Around, judged: DeedJudged): void {
  const names = around.others.filter((one) => one.role === role)
  for (const [index, other] of names.entries()) {
    if (other.memberId === null || other.person === null) judged.waiting.push({ accountId: other.id })
    else if (other.active !== false) {
      const part = partOf(rule.id, deed.subject, other.person, index, names.length, memory)
      const recipient: Recipient = { memberId: other.memberId, person: other.person, subject: deed.subject, role: 'named', part }
      const word = judgeOne(rule, deed, recipient, memory, around)
      if (word) judged.shares.push({ memberId: other.memberId, person: other.person, ...word })
      if (word?.grants.length) memory.awards.set(heldBy(rule.id, deed.subject, other.person), { activityId: deed.activityId, part })
    }
  }
}

type Split = NonNullable<RuleInForce['shares']>

/**
 * One amount, split by percent: judged once, as the actor's, then written in parts that add up to it. The share of someone unknown waits for them. Limits count it once,
 * with what the actor gets of it, or with a mark where that is nothing; amounts count where they go.
 */
function shareOut(rule: RuleInForce, split: Split, deed: Deed, actor: Recipient, memory: Memory, around: Around, judged: DeedJudged): void {
  const holder = (to: To): Named | null =>
    typeof to === 'object' && 'role' in to ? (around.others.find((one) => one.role === to.role) ?? null) : null
  const due = split.map((share, index) => ({ ...share, index, named: holder(share.to) }))
  const free = due.filter((share) => !memory.awards.get(`${rule.id}/${deed.subject}/${parts.share + share.index}`))
  if (free.length === 0) {
    judged.held = true
    return
  }
  const word = judgeOne({ ...rule, counts: undefined, reach: undefined }, deed, { ...actor, part: parts.share + 99 }, memory, {
    ...around,
    aside: true,
  })
  const [grant] = word?.grants ?? []
  const shared = split.some((share) => share.to === 'actor')
  if (!word || !grant) {
    if (word && (!shared || free.some((share) => share.to === 'actor'))) judged.own.push(word.line)
    return
  }
  let counted = free.length < due.length
  for (const share of free) {
    const amount = portion(
      grant.amount,
      split.map(({ percent }) => percent),
      share.index,
    )
    const other = share.named
    if (other && (other.memberId === null || other.person === null)) judged.waiting.push({ accountId: other.id })
    else {
      const to = other ? { memberId: other.memberId ?? 0, person: other.person ?? 0, role: 'named' as const } : actor
      const part = parts.share + share.index
      const line = shareLine(word.line, amount, share.percent, to.role)
      const own = to.person === actor.person
      const windows = own && !counted ? grant.windows : grant.windows.filter((use) => use.by === 'amount' && (own || use.member === 0))
      const mine: Grant = { ...grant, recipient: { ...actor, ...to }, part, amount, windows, also: own && !counted ? grant.also : [] }
      counted ||= own
      noteGrant(mine, memory)
      if (own) {
        judged.own.push(line)
        judged.grants.push(mine)
      } else judged.shares.push({ memberId: to.memberId, person: to.person, line, grants: [mine] })
    }
  }
  if (counted || shared) return
  const windows = grant.windows.filter((use) => use.by !== 'amount')
  const mark: Grant = { ...grant, part: parts.shareMark, amount: 0, vests: null, windows, also: [] }
  noteGrant(mark, memory)
  judged.grants.push(mark)
}

function shareLine(line: RuleLine, amount: number, percent: number, role: Recipient['role']): RuleLine {
  const factor: Factor = { code: 'share', points: amount, percent }
  return {
    ...line,
    amount,
    points: line.points === 0 ? 0 : amount,
    factors: [...line.factors, factor],
    ...(role !== 'actor' && { role: 'named' as const }),
  }
}

/** Someone who did something with the same object: `kind` is the adapter's own word. */
export type Participant = { memberId: number; person: number; subject: string; kind: string }

/**
 * The rules that pay others who took part in a deed (the reviewers of a merged pull request): once per person and rule, never the actor.
 * Those already paid are passed over in silence, so it may be asked again when one more arrives.
 */
export function judgeParticipants(
  rules: readonly RuleInForce[],
  deed: Deed,
  actor: number | null,
  participants: readonly Participant[],
  memory: Memory,
): Share[] {
  const words: Share[] = []
  const live = rulesOn(rules, deed)
  for (const rule of live) {
    if (typeof rule.to !== 'object' || !('who' in rule.to)) continue
    const who = rule.to.who
    const seen = new Set<number>()
    for (const participant of participants) {
      if (participant.kind !== who || participant.person === actor || seen.has(participant.person)) continue
      seen.add(participant.person)
      const paid = memory.shares.has(shareName(rule.id, deed.activityId, participant.person))
      if (paid || memory.awards.get(`${rule.id}/${participant.subject}/${parts.own}`)) continue
      const recipient: Recipient = { ...participant, role: 'participant' }
      const word = judgeOne(rule, deed, recipient, memory, { boosts: boostsFor(live, deed, recipient, rule.currency, memory.timeZone) })
      if (word) words.push({ memberId: participant.memberId, person: participant.person, ...word })
    }
  }
  return words
}

/** The kinds, in the adapters' own words, that rules paying participants look at: both the deeds and what participants do. */
export function participationKinds(rules: readonly RuleInForce[]): string[] {
  const kinds = rules.flatMap((rule) =>
    typeof rule.to === 'object' && 'who' in rule.to ? [rule.to.who, ...rule.kinds.map((kind) => kind.slice(kind.indexOf(':') + 1))] : [],
  )
  return [...new Set(kinds)]
}

/** The kinds of the hub's own, without `hub:`, on which rules that are live at an instant, or will be, say something. Multipliers say nothing of their own. */
export function kindsHeard(rules: readonly RuleInForce[], at: Date): ReadonlySet<string> {
  const live = rules.filter((rule) => rule.factor === undefined && (rule.endsAt === null || rule.endsAt > at))
  const own = live.flatMap((rule) => rule.kinds.filter((kind) => kind.startsWith('hub:')).map((kind) => kind.slice(4)))
  return new Set([...own, ...participationKinds(live)])
}
