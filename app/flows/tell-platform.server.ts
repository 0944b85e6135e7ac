import { claimAnnouncement, noteDone, noteFailed } from '#app/domain/announcements/commands.server.ts'
import { type Errands, runErrand } from './run-errand.server.ts'

/** Tells a platform the next thing that waits for it. What fails is tried again later each time, and parked in the end. Answers whether there was anything to tell. */
export async function tellPlatform(errands: Errands): Promise<boolean> {
  return runErrand(errands, {
    claim: claimAnnouncement,
    ask: async (claimed, on) => {
      const platform = await on(claimed.sourceId)
      if (!platform?.adapter.announce) throw new Error('The channel is closed, or cannot be told anything.')
      const { foreignId, handle, give, target, move, first, words } = claimed
      await platform.adapter.announce({ account: { id: foreignId, handle }, give, target, to: move, key: first, words }, platform.ask)
      return (scope) => noteDone(scope, claimed)
    },
    failed: (scope, claimed, error, patience) => noteFailed(scope, claimed, error.message, patience),
  })
}
