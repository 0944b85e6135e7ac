import { inTransaction, type Scope } from '#app/db/transaction.server.ts'
import { limits } from '#app/domain/access/access.ts'
import { countTry } from '#app/domain/access/commands.server.ts'
import { type WaitingFor, waitingFor } from '#app/domain/activities/queries/waiting.server.ts'
import { emptyMemory, rehearse } from '#app/domain/rules/rehearsal.ts'
import { rulesInForce } from '#app/domain/rules/queries/settling.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { plainUuid } from '#app/foundation/crypto.server.ts'
import type { Refused } from '#app/foundation/outcome.ts'
import { recallPast } from './recall-past.server.ts'

/** What waits in one channel, with what the rules of today would give for the latest two hundred of it. */
export type Weighed = Pick<WaitingFor, 'sourceId' | 'channel' | 'adapter' | 'count' | 'since'> & { handle: string; points: number }

/**
 * What waits for whoever proves to own the accounts of a name: public, so it tells sums and nothing of the deeds. Sixty names in ten minutes from one
 * address (`from`). Writes nothing but the try. `channels` are those in which anybody can prove an account: what was bought, learned or met is told to nobody
 * else. The name is answered as it was entered.
 */
export async function weighWaiting(
  program: Program,
  name: string,
  from: string,
  channels: readonly number[],
): Promise<{ kind: 'weighed'; channels: Weighed[] } | Refused<'too_many'>> {
  const hub = { program: program.id, by: null }
  const handle = name.trim().replace(/^@/, '').slice(0, 100)
  if (!(await inTransaction(hub, (scope) => countTry(scope, limits.claimLooks, from)))) {
    return { kind: 'too_many', message: 'Those were many names. Try again in ten minutes.' }
  }
  if (handle === '') return { kind: 'weighed', channels: [] }
  return inTransaction(hub, async (scope) => {
    const found = await waitingFor(program.id, handle, channels, scope.sql)
    const weighed: Weighed[] = []
    for (const { kinds, latest, ...one } of found) weighed.push({ ...one, handle, points: await worthOf(scope, program.timeZone, kinds, latest) })
    return { kind: 'weighed' as const, channels: weighed }
  })
}

async function worthOf(scope: Scope, timeZone: string, kinds: readonly string[], activities: readonly number[]): Promise<number> {
  const rules = (await rulesInForce(scope)).filter((rule) => rule.currency === 'points')
  let points = 0
  for (const rule of rules.filter((one) => one.kinds.some((kind) => kinds.includes(kind)))) {
    const { deeds, companions } = await recallPast(scope, rule, { activities, settled: false })
    for (const { deed, given } of rehearse(rule, rules, deeds, companions, emptyMemory(timeZone, plainUuid))) {
      const own = given.filter((one) => one.person === deed.actor.person && one.line.outcome === 'paid')
      points += own.reduce((sum, one) => sum + (one.line.amount ?? 0), 0)
    }
  }
  return points
}
