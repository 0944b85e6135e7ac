import type { RuleLine } from './explanation.ts'
import type { Grant } from './judge.ts'
import type { PastDeed, Rehearsed } from './rehearsal.ts'

/** How far a look back may go: up and down, or up alone. */
export type LookBackMode = 'full' | 'top_up'

/** What an open award of the rule holds today. */
export type HeldAward = { subject: string; part: number; activityId: number; memberId: number; amount: number }

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
        else if (grant.amount < award.amount && mode === 'full') changes.push({ do: 'lower', deed, held: award, grant, line: marked })
        count(grant.recipient.memberId, award?.amount ?? 0, mode === 'full' ? grant.amount : Math.max(grant.amount, award?.amount ?? 0))
      }
    }
  }
  const deeds = new Map(rows.map(({ deed }) => [deed.activityId, deed]))
  for (const award of open.values()) {
    const deed = deeds.get(award.activityId)
    if (deed && mode === 'full') changes.push({ do: 'lower', deed, held: award, grant: null, line: null })
    count(award.memberId, award.amount, mode === 'full' && deed ? 0 : award.amount)
  }
  const differences = [...sums.values()]
    .filter((one) => one.before !== one.after)
    .sort((a, b) => b.after - b.before - (a.after - a.before) || a.person - b.person)
  return { changes, differences, looked: rows.length, points: differences.reduce((sum, one) => sum + one.after - one.before, 0) }
}
