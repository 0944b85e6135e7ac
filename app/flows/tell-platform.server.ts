import { type Adapter, type Ask, Later } from '#app/contract/adapter.ts'
import { inTransaction } from '#app/db/transaction.server.ts'
import { accessOf } from '#app/domain/activities/queries/access.server.ts'
import { sourcesIn } from '#app/domain/activities/queries.server.ts'
import { claimAnnouncement, noteDone, noteFailed } from '#app/domain/announcements/commands.server.ts'

/**
 * Tells a platform the next thing that waits for it. The claim is committed first and the platform asked outside of any transaction; what fails is tried
 * again later each time, and parked in the end. Answers whether there was anything to tell.
 */
export async function tellPlatform(
  program: number,
  adapterById: (id: string) => Adapter | undefined,
  fetch: Ask['fetch'],
  now = new Date(),
): Promise<boolean> {
  const hub = { program, by: null }
  const claimed = await inTransaction(hub, claimAnnouncement, now)
  if (!claimed) return false
  try {
    const source = (await sourcesIn(program)).find((one) => one.id === claimed.sourceId)
    const announce = adapterById(source?.adapter ?? '')?.announce
    if (!source || !announce) throw new Error('The channel is closed, or cannot be told anything.')
    const { foreignId, handle, give, target, move, first, words } = claimed
    const ask = { access: await accessOf(program, source.id), fetch, now }
    await announce({ account: { id: foreignId, handle }, give, target, to: move, key: first, words }, ask)
    await inTransaction(hub, (scope) => noteDone(scope, claimed), now)
  } catch (error) {
    const patience = error instanceof Later ? error.seconds : null
    await inTransaction(hub, (scope) => noteFailed(scope, claimed, (error as Error).message, patience), now)
  }
  return true
}
