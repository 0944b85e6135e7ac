import type { RuleLine } from './explanation.ts'
import type { Grant } from './judge.ts'
import type { PastDeed, Rehearsed } from './rehearsal.ts'

/** How far a look back may go: up and down, or up alone. */
export type LookBackMode = 'full' | 'top_up'

/** What an open award of the rule holds today. */
export type HeldAward = { subject: string; part: number; version: number; activityId: number; memberId: number; amount: number }

/** One award to change: opened, raised, or taken back (and opened anew with less, or not). */
export type AwardChange<Held extends HeldAward> =
  | { do: 'open'; deed: PastDeed; grant: Grant; line: RuleLine }
  | { do: 'raise'; deed: PastDeed; held: Held; to: number; grant: Grant; line: RuleLine }
  | { do: 'lower'; deed: PastDeed; held: Held; grant: Grant | null; line: RuleLine | null }

/** A person's part: what the rule had given them for these deeds, and what it will have. */
export type Difference = { person: number; memberId: number; handle: string; before: number; after: number }

export type LookBackPlan<Held extends HeldAward> = { changes: AwardChange<Held>[]; differences: Difference[]; looked: number; points: number }

/**
 * What has to change so that the rule's awards are what it would have given, going up and down or up alone. `rows` are the past played by `rehearse`;
 * people nobody has claimed get nothing yet: linking their account pays them. Pure, so that the preview and what is then done are the same.
 */
export function planChanges<Held extends HeldAward>(
  rows: readonly Rehearsed[],
  held: readonly Held[],
  mode: LookBackMode,
  personOf: (holder: number) => { person: number; handle: string },
): LookBackPlan<Held> {
  const open = new Map(held.map((award) => [`${award.subject}/${award.part}`, award]))
  const changes: AwardChange<Held>[] = []
  const sums = new Map<number, Difference>()
  const count = (memberId: number, before: number, after: number): void => {
    const { person, handle } = personOf(memberId)
    const sum = sums.get(person) ?? { person, memberId, handle, before: 0, after: 0 }
    sums.set(person, { ...sum, before: sum.before + before, after: sum.after + after })
  }
  for (const { deed, given } of rows) {
    for (const { memberId, line, grants } of given) {
      if (memberId <= 0) continue
      for (const grant of grants) {
        const key = `${grant.subject}/${grant.part}`
        const award = open.get(key)
        open.delete(key)
        const marked: RuleLine = { ...line, retro: true }
        if (!award) changes.push({ do: 'open', deed, grant, line: marked })
        else if (grant.amount > award.amount) changes.push({ do: 'raise', deed, held: award, to: grant.amount, grant, line: marked })
        else if (grant.amount < award.amount) changes.push({ do: 'lower', deed, held: award, grant, line: marked })
        count(grant.recipient.memberId, award?.amount ?? 0, grant.amount)
      }
    }
  }
  const deeds = new Map(rows.map(({ deed }) => [deed.activityId, deed]))
  for (const award of open.values()) {
    const deed = deeds.get(award.activityId)
    if (deed) changes.push({ do: 'lower', deed, held: award, grant: null, line: null })
    count(award.memberId, award.amount, deed ? 0 : award.amount)
  }
  const done = mode === 'full' ? changes : toppedUp(changes, (holder) => personOf(holder).person)
  if (mode === 'top_up') {
    for (const one of sums.values()) one.after = one.before
    for (const change of done) count(holderOf(change), 0, gainOf(change))
  }
  const differences = [...sums.values()]
    .filter((one) => one.before !== one.after)
    .sort((a, b) => b.after - b.before - (a.after - a.before) || a.person - b.person)
  return { changes: done, differences, looked: rows.length, points: differences.reduce((sum, one) => sum + one.after - one.before, 0) }
}

function holderOf<Held extends HeldAward>(change: AwardChange<Held>): number {
  return change.do === 'open' ? change.grant.recipient.memberId : change.held.memberId
}

/** By how much a change raises (or lowers) what somebody has. */
function gainOf<Held extends HeldAward>(change: AwardChange<Held>): number {
  return (change.grant?.amount ?? 0) - (change.do === 'open' ? 0 : change.held.amount)
}

/**
 * What is given when nobody loses anything: each person keeps what they have, and what they have too much for one deed (a first one that was not the first, one
 * beyond the limit) is taken off what they would get for others. So there is no second first one, and nothing beyond a limit. An award of
 * no points (a badge alone) is not given in place of one that they keep.
 */
function toppedUp<Held extends HeldAward>(changes: readonly AwardChange<Held>[], personOf: (holder: number) => number): AwardChange<Held>[] {
  const surplus = new Map<number, number>()
  const spare = new Map<string, number>()
  for (const change of changes) {
    if (change.do === 'lower' && !change.grant && change.held.amount === 0) addTo(spare, `${personOf(change.held.memberId)}/${change.held.part}`, 1)
    // A lower price of a new version leaves what an earlier one gave for the same deed alone.
    if (change.do !== 'lower' || (change.grant && change.grant.rule.version !== change.held.version)) continue
    const person = personOf(change.held.memberId)
    addTo(surplus, person, -gainOf(change))
  }
  return changes.flatMap((change): AwardChange<Held>[] => {
    if (change.do === 'lower') return []
    const person = personOf(holderOf(change))
    const place = `${person}/${change.grant.part}`
    if (change.do === 'open' && change.grant.amount === 0 && (spare.get(place) ?? 0) > 0) {
      addTo(spare, place, -1)
      return []
    }
    const gain = gainOf(change)
    const kept = Math.min(gain, surplus.get(person) ?? 0)
    if (kept === 0) return [change]
    addTo(surplus, person, -kept)
    if (kept === gain) return []
    const amount = change.grant.amount - kept
    const [grant, line] = [{ ...change.grant, amount }, lessKept(change.line, kept)]
    return [change.do === 'open' ? { ...change, grant, line } : { ...change, grant, line, to: amount }]
  })
}

function addTo<Key>(sums: Map<Key, number>, key: Key, by: number): void {
  sums.set(key, (sums.get(key) ?? 0) + by)
}

function lessKept(line: RuleLine, kept: number): RuleLine {
  const amount = (line.amount ?? line.points) - kept
  return { ...line, amount, points: line.points === 0 ? 0 : amount, factors: [...line.factors, { code: 'kept', points: amount, count: kept }] }
}
