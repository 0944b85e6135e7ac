import { type Adapter, type Ask, Later } from '#app/contract/adapter.ts'
import { inTransaction, type Scope } from '#app/db/transaction.server.ts'
import { accessOf } from '#app/domain/activities/queries/access.server.ts'
import { sourcesIn } from '#app/domain/activities/queries.server.ts'

/** For whom errands to platforms are run, and by what means. */
export type Errands = { program: number; adapterById: (id: string) => Adapter | undefined; fetch: Ask['fetch']; now: Date }

type Platform = { adapter: Adapter; ask: Ask }

type Errand<Claimed> = {
  /** Takes the next one that is due, so that nobody else does; null: there is none. */
  claim(scope: Scope): Promise<Claimed | null | undefined>
  /** Asks the platform, with no transaction open, and answers what to write down of it. `on` finds a channel's platform; null: it is gone. */
  ask(claimed: Claimed, on: (sourceId: number) => Promise<Platform | null>): Promise<(scope: Scope) => Promise<unknown>>
  /** Writes down that it failed. `patience`: the seconds for which the platform asked, null where it did not. */
  failed(scope: Scope, claimed: Claimed, error: Error, patience: number | null): Promise<unknown>
}

/**
 * Runs the next errand to a platform: the claim is committed first, the platform asked with no transaction open, and what came of it written in a
 * second one. A process that is killed between leaves a claim that runs out. Answers whether there was an errand.
 */
export async function runErrand<Claimed>({ program, adapterById, fetch, now }: Errands, errand: Errand<Claimed>): Promise<boolean> {
  const hub = { program, by: null }
  const claimed = await inTransaction(hub, (scope) => errand.claim(scope), now)
  if (!claimed) return false
  const on = async (sourceId: number): Promise<Platform | null> => {
    const source = (await sourcesIn(program)).find((one) => one.id === sourceId)
    const adapter = adapterById(source?.adapter ?? '')
    return adapter ? { adapter, ask: { access: await accessOf(program, sourceId), fetch, now } } : null
  }
  try {
    await inTransaction(hub, await errand.ask(claimed, on), now)
  } catch (error) {
    const patience = error instanceof Later ? error.seconds : null
    await inTransaction(hub, (scope) => errand.failed(scope, claimed, error as Error, patience), now)
  }
  return true
}
