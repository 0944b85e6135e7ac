import { inTransaction, lockSettling, type Scope } from '#app/db/transaction.server.ts'
import { beginWalk, closeNotices, openNotice, postponeNotice, stepWalk } from '#app/domain/ledger/commands.server.ts'
import { type ExpiryPlan, lotsOf, planExpiry } from '#app/domain/ledger/expiry.ts'
import { pointsCurrency } from '#app/domain/ledger/ledger.ts'
import { changesOf, noticesOf, policyAt, spendersAfter } from '#app/domain/ledger/settling.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { programKey } from '#app/domain/programs/queries.server.ts'
import { periodBounds, periodStart } from '#app/foundation/calendar.ts'
import { warnOfExpiry } from './warn-of-expiry.server.ts'
import { writeExpiry } from './write-expiry.server.ts'

/** What a slice of the day's walk did. */
export type Expired = { kind: 'walked'; members: number; warned: number; expired: number } | { kind: 'rested' }

/**
 * Takes the next slice of members on the day's walk through old points: announces what is about to expire, once and a second time, and lets go what
 * was announced twice and is due. Nothing happens while points do not expire, or when the day's walk is done; the key is the notice, so no slice counts twice.
 */
export async function expirePoints(program: Program, origin: string, now = new Date(), size = 200): Promise<Expired> {
  const key = await programKey(program.id)
  return inTransaction(
    { program: program.id, by: null },
    async (scope): Promise<Expired> => {
      await lockSettling(scope)
      const { expiry } = await policyAt(scope)
      if (!expiry) return { kind: 'rested' }
      const today = periodBounds('day', periodStart('day', now, program.timeZone), program.timeZone).from
      const after = await beginWalk(scope, 'expiry', today)
      if (after === null) return { kind: 'rested' }
      const members = await spendersAfter(scope, pointsCurrency, after, size)
      const [books, notices] = [await changesOf(scope, pointsCurrency, members), await noticesOf(scope, pointsCurrency, members)]
      const plans = members.map((memberId) => ({
        memberId,
        ...planExpiry(lotsOf(books.get(memberId) ?? []), notices.get(memberId) ?? [], expiry, now, program.timeZone),
      }))
      const warned = await announce(scope, program, origin, plans)
      const expired = await writeExpiry(
        scope,
        program,
        key,
        plans.flatMap(({ memberId, expire }) => expire.map((notice) => ({ memberId, ...notice }))),
      )
      await closeNotices(scope, [...plans.flatMap(({ close }) => close), ...plans.flatMap(({ expire }) => expire.map(({ id }) => id))])
      await stepWalk(scope, 'expiry', members.length < size ? null : (members.at(-1) ?? null))
      return { kind: 'walked', members: members.length, warned, expired }
    },
    now,
  )
}

async function announce(scope: Scope, program: Program, origin: string, plans: readonly (ExpiryPlan & { memberId: number })[]): Promise<number> {
  const warnings: { id: number; memberId: number; amount: number; expiresOn: string; last: boolean }[] = []
  for (const { memberId, announce: first, warn } of plans) {
    if (first) {
      const id = await openNotice(scope, { memberId, currency: pointsCurrency, ...first })
      if (id !== null) warnings.push({ id, memberId, amount: first.amount, expiresOn: first.expiresOn, last: false })
    }
    for (const { id, amount, expiresOn } of warn) {
      await postponeNotice(scope, id, expiresOn)
      warnings.push({ id, memberId, amount, expiresOn, last: true })
    }
  }
  for (const warning of warnings) await warnOfExpiry(scope, program, origin, warning)
  return warnings.length
}
